import type { Schedule } from '../harness/schedule/schedule.ts'
import type { Shrunk } from '../harness/shrink/shrink.ts'
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

/** What the files of a recorded violation are called, but for their ends. */
export function recordedStem({ property }: Violation, seed: number | undefined): string {
  return `${property.replaceAll(' ', '-')}${seed === undefined ? '' : `-${seed}`}`
}

/** The shortest run that shows a violation, as scenario text which says how long it was. */
export function shrunkText({ schedule, violation, minimal }: Shrunk, from: string, before: number): string {
  const how = minimal ? 'no action of it can be left out' : 'shrinking was ended before its time'
  const comment = `Shrunk from ${from}: ${before} actions to ${schedule.actions.length}; ${how}.`
  return recordedText(schedule, { title: violation.title, comment, violations: [violation] })
}
