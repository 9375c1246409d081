import type { ChalkInstance } from 'chalk'
import type { Shrunk } from '../../harness/shrink/shrink.ts'
import type { Explanation } from '../story/explanation.ts'
import { whole } from './numbers.ts'
import { tellExplanation } from './tell-explanation.ts'

/** The shortest run that shows a violation, for a terminal: how long it was, and how it came about. */
export function tellStory(
  { schedule: { actions, cluster }, minimal }: Shrunk,
  before: number,
  explanation: Explanation,
  chalk: ChalkInstance,
): string {
  const { servers } = cluster.options
  const on = servers === 1 ? 'one server' : `${servers} servers`
  const how = minimal ? 'none of them can be left out' : 'it may be that some can be left out'
  const head = `    shrunk  ${whole(before)} actions to ${whole(actions.length)} on ${on}; ${how}`
  return [head, tellExplanation(explanation, chalk)].join('\n')
}
