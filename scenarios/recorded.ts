import type { Schedule } from '../harness/schedule/schedule.ts'
import type { Violation } from '../harness/violation.ts'
import { scenarioOf } from './text/schedule-text.ts'
import { writeScenario } from './text/write-scenario.ts'

/** What is said of a recorded run beside what happened in it. */
export interface Record {
  readonly title?: string
  /** Where it was recorded. */
  readonly comment: string
  /** What it showed, and is expected to show again. */
  readonly violations: readonly Violation[]
}

/** A recorded run as scenario text. */
export function recordedText(schedule: Schedule, { title = '', comment, violations }: Record): string {
  const expectations = violations.map(({ property }) => ({ kind: 'violation' as const, property }))
  return writeScenario(scenarioOf(schedule, { title, comments: [comment], expectations }))
}

/** What the file of a recorded violation is called. */
export function recordedName({ property }: Violation, seed: number): string {
  return `${property.replaceAll(' ', '-')}-${seed}.scenario`
}
