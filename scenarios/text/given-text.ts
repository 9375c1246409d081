import { EntryKind, type Entry } from '../../core/log/entry.ts'
import type { Given } from '../../harness/world/cluster.ts'
import { serverName } from '../../harness/world/names.ts'
import { refuse, takeEnd, takeIf, takeNumber, takeNumbers, takeThe, type Cursor } from './cursor.ts'
import { logText, voteText } from './expectation-text.ts'
import { takeServer } from './name-text.ts'

const MOST_TERM = 2 ** 31 - 1
const MOST_ENTRIES = 1000

/** Reads `given S1 term 6 voted S2 log 1 1 1 4`: what a server's disk holds at the start. */
export function readGiven(cursor: Cursor, servers: number): Given {
  takeThe(cursor, 'given')
  const server = takeServer(cursor, servers)
  takeThe(cursor, 'term')
  const currentTerm = takeNumber(cursor, 'term', 0, MOST_TERM)
  const votedFor = takeIf(cursor, 'voted') ? takeVote(cursor, servers) : -1
  const log = takeIf(cursor, 'log') ? takeNoOps(cursor, currentTerm) : []
  takeEnd(cursor)
  return { server, currentTerm, votedFor, log }
}

/** The header line of what a server is given. Throws where it is given commands, which have no text. */
export function givenText({ server, currentTerm, votedFor, log }: Given): string {
  if (log.some(({ command }) => command !== null)) {
    throw new Error(`${serverName(server)} is given commands; scenario text gives no-ops only`)
  }
  const vote = votedFor < 0 ? '' : ` ${voteText(votedFor)}`
  const entries = log.length === 0 ? '' : ` ${logText(log.map(({ term }) => term))}`
  return `given ${serverName(server)} term ${currentTerm}${vote}${entries}`
}

function takeVote(cursor: Cursor, servers: number): number {
  return takeIf(cursor, 'nobody') ? -1 : takeServer(cursor, servers)
}

function takeNoOps(cursor: Cursor, currentTerm: number): Entry[] {
  const terms = takeNumbers(cursor, 'term', 1, MOST_TERM)
  const newest = terms.at(-1) ?? 0
  const falls = terms.findIndex((term, place) => place > 0 && term < (terms[place - 1] as number))
  if (terms.length > MOST_ENTRIES) {
    refuse(cursor, `a log of ${terms.length} entries is given`, `at most ${MOST_ENTRIES}`)
  }
  if (falls > 0) {
    const fall = `entry ${falls + 1} is of term ${terms[falls]}, after one of term ${terms[falls - 1]}`
    refuse(cursor, fall, 'terms that never fall along a log')
  }
  if (newest > currentTerm) {
    refuse(
      cursor,
      `entry ${terms.length} is of term ${newest}, the server only in term ${currentTerm}`,
      `term ${newest} or later`,
    )
  }
  return terms.map((term, place) => ({ index: place + 1, term, kind: EntryKind.NoOp, command: null }))
}
