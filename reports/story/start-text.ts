import { NOBODY } from '../../core/server.ts'
import type { Cluster, Given } from '../../harness/world/cluster.ts'
import { serverName } from '../../harness/world/names.ts'
import { entriesWords, serversText } from './telling/words.ts'

/** What there was before the first action. */
export function startText({ options, given }: Cluster): string {
  let rest = (1 << options.servers) - 1
  const alike = new Map<string, number>()
  for (const one of given) {
    rest &= ~(1 << one.server)
    const text = givenText(one)
    alike.set(text, (alike.get(text) ?? 0) | (1 << one.server))
  }
  if (rest !== 0) alike.set('with nothing in the log', rest)
  return [...alike]
    .map(([text, set]) => `${serversText(set)} ${(set & (set - 1)) === 0 ? 'starts' : 'start'} ${text}.`)
    .join(' ')
}

function givenText({ currentTerm, votedFor, log }: Given): string {
  const vote = votedFor === NOBODY ? '' : `, having voted for ${serverName(votedFor)},`
  const entries = log.length === 0 ? 'nothing in the log' : `${entriesWords(log)} in the log`
  return `in term ${currentTerm}${vote} with ${entries}`
}
