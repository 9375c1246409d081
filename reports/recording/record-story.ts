import type { Monitor } from '../../harness/monitor.ts'
import type { Target } from '../../harness/targets/target.ts'
import { ActionKind } from '../../harness/world/action.ts'
import type { Violation } from '../../harness/violation.ts'
import { playScenario, type Played, type PlayOptions } from '../../scenarios/play.ts'
import type { Scenario } from '../../scenarios/text/scenario.ts'
import { openRecorder } from './recorder.ts'
import type { OperationSpan, Story, StoryViolation } from './story.ts'

/** A run that was recorded, and what came of it. */
export interface Recorded {
  readonly story: Story
  readonly played: Played
}

/** Plays a scenario on a target before monitors, and takes down its story. Throws as `playScenario` does. */
export function recordStory(
  scenario: Scenario,
  target: Target,
  monitors: readonly Monitor[],
  options: Omit<PlayOptions, 'onlooker'> = {},
): Recorded {
  const recorder = openRecorder(sessionsIn(scenario))
  const played = playScenario(scenario, target, monitors, { ...options, onlooker: recorder })
  const seen = recorder.seen()
  const found = [...played.outcome.violations, ...played.outcome.rules]
  const violations = found.map((violation) => storyViolation(violation, monitors))
  const positionOf = (line: number): number =>
    seen.moments.findLastIndex(([its]) => its > 0 && its <= line) + 1
  return {
    played,
    story: {
      title: scenario.title,
      file: scenario.file,
      target: target.name,
      ...seen,
      operations: seen.operations.map((operation) => ({
        ...operation,
        marked: isEvidence(operation, found),
      })),
      remarks: remarksOf(scenario),
      violations,
      failures: played.failures.map(({ line, expected, found: instead }) => [
        positionOf(line),
        line,
        expected,
        instead,
      ]),
      unplayed: played.unplayed,
    },
  }
}

function storyViolation(violation: Violation, monitors: readonly Monitor[]): StoryViolation {
  const { property, grade, title, action, servers, evidence } = violation
  const promise = monitors.find(({ name }) => name === property)?.promise ?? ''
  return { property, grade, title, promise, action, servers, evidence }
}

/** The evidence that a history is not linearizable begins each line with the name of an operation. */
function isEvidence({ name }: OperationSpan, violations: readonly Violation[]): boolean {
  return violations.some(
    ({ property, evidence }) =>
      property === 'linearizability' && evidence.some((line) => line.startsWith(`${name} `)),
  )
}

/** The sessions whose requests the file tells, in order. */
function sessionsIn({ lines }: Scenario): number[] {
  const asking = lines.flatMap((line) =>
    line.kind === 'action' && line.action.kind === ActionKind.Ask ? [line.action.peer] : [],
  )
  return [...new Set(asking)].sort((one, other) => one - other)
}

/** The comments between actions, each group as one text, at the action that it stands before. */
function remarksOf({ lines }: Scenario): [number, string][] {
  const remarks: [number, string][] = []
  let position = 1
  let text: string[] = []
  for (const line of lines) {
    if (line.kind === 'comment') {
      const words = line.text.replace(/^\s*#\s?/u, '').trim()
      if (words !== '') text.push(words)
    } else if (line.kind === 'action') {
      if (text.length > 0) remarks.push([position, text.join(' ')])
      text = []
      position++
    }
  }
  return remarks
}
