import type { ChalkInstance } from 'chalk'
import type { Shrunk } from '../../harness/shrink/shrink.ts'
import { actionText } from '../../scenarios/text/action-text.ts'
import { whole } from './numbers.ts'

/** Longer stories are told by their length alone. */
const MOST_LINES = 60

/** The shortest run that shows a violation, for a terminal: how long it was, and what happens in it. */
export function tellStory(
  { schedule: { actions, cluster }, violation, minimal }: Shrunk,
  before: number,
  chalk: ChalkInstance,
): string {
  const after = actions.length
  const how = minimal ? 'no action of it can be left out' : 'shrinking was ended before its time'
  const head = `    shrunk  from ${whole(before)} actions to ${whole(after)} with ${cluster.options.servers} servers; ${how}`
  if (after > MOST_LINES) return head
  const width = String(after).length
  const lines = actions.map(
    (action, place) => `            ${chalk.dim(String(place + 1).padStart(width))}  ${actionText(action)}`,
  )
  return [head, ...lines, `            ${' '.repeat(width)}  ${chalk.red(violation.title)}`].join('\n')
}
