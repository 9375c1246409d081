import type { Schedule } from '../../harness/schedule/schedule.ts'
import type { Expectation } from './expectation.ts'
import type { Line, Scenario } from './scenario.ts'
import { commentText, headerLines } from './write-scenario.ts'

/** What a scenario says beside its schedule. */
export interface Telling {
  /** What errors call it. */
  readonly file?: string
  readonly title?: string
  /** For the head of the text, a line each. */
  readonly comments?: readonly string[]
  /** What must be true at the end, or of the whole run. */
  readonly expectations?: readonly Expectation[]
}

/** The scenario that tells a schedule: its actions, a line each. */
export function scenarioOf(schedule: Schedule, telling: Telling = {}): Scenario {
  const { target, cluster, actions } = schedule
  const { file = 'scenario', title = '', comments = [], expectations = [] } = telling
  const remarks = comments.map((comment) => ({ text: commentText(comment), above: 0 }))
  const heading = { file, title, target, cluster, remarks }
  const lines: Line[] = []
  let number = headerLines(heading).join('\n').split('\n').length
  const separate = (): unknown => lines.push({ kind: 'comment', number: ++number, text: '' })
  if (actions.length > 0) separate()
  for (const action of actions) lines.push({ kind: 'action', number: ++number, action })
  if (expectations.length > 0) separate()
  for (const expectation of expectations) lines.push({ kind: 'expectation', number: ++number, expectation })
  return { ...heading, lines }
}

/** What a scenario plays, without what it says and expects. */
export function scheduleOf({ target, cluster, lines }: Scenario): Schedule {
  const actions = lines.flatMap((line) => (line.kind === 'action' ? [line.action] : []))
  return { version: 1, target, cluster, actions }
}
