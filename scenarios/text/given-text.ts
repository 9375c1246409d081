import { EntryKind, entryOf, type Entry } from '../../core/log/entry.ts'
import type { Given } from '../../harness/world/cluster.ts'
import { serverName } from '../../harness/world/names.ts'
import { nextWord, refuse, takeEnd, takeIf, takeNumber, takeThe, type Cursor } from './cursor.ts'
import { voteText } from './expectation-text.ts'
import { membersText, takeMembers } from './members-text.ts'
import { takeServer } from './name-text.ts'

const MOST_TERM = 2 ** 31 - 1
const MOST_ENTRIES = 1000

/** Reads `given S1 term 6 voted S2 log 1 1(voters S1 S2) 1 4`: what a server's disk holds at the start. */
export function readGiven(cursor: Cursor, servers: number): Given {
  takeThe(cursor, 'given')
  const server = takeServer(cursor, servers)
  takeThe(cursor, 'term')
  const currentTerm = takeNumber(cursor, 'term', 0, MOST_TERM)
  const votedFor = takeIf(cursor, 'voted') ? takeVote(cursor, servers) : -1
  const log = takeIf(cursor, 'log') ? takeLog(cursor, currentTerm, servers) : []
  takeEnd(cursor)
  return { server, currentTerm, votedFor, log }
}

/** The header line of what a server is given. Throws where it is given commands, which have no text. */
export function givenText({ server, currentTerm, votedFor, log }: Given): string {
  if (log.some(({ command }) => command !== null)) {
    throw new Error(
      `${serverName(server)} is given commands; scenario text gives no-ops and configurations only`,
    )
  }
  const vote = votedFor < 0 ? '' : ` ${voteText(votedFor)}`
  const entries = log.length === 0 ? '' : ` log ${log.map(entryText).join(' ')}`
  return `given ${serverName(server)} term ${currentTerm}${vote}${entries}`
}

function takeVote(cursor: Cursor, servers: number): number {
  return takeIf(cursor, 'nobody') ? -1 : takeServer(cursor, servers)
}

/** Takes the entries that the line ends with, or the word `empty` for none. */
function takeLog(cursor: Cursor, currentTerm: number, servers: number): Entry[] {
  if (takeIf(cursor, 'empty')) return []
  const log = [takeEntry(cursor, 1, servers)]
  while (nextWord(cursor) !== undefined) log.push(takeEntry(cursor, log.length + 1, servers))
  if (log.length > MOST_ENTRIES) {
    refuse(cursor, `a log of ${log.length} entries is given`, `at most ${MOST_ENTRIES}`)
  }
  checkTerms(cursor, log, currentTerm)
  return log
}

/** Takes `2`, a no-op of term 2, or `2(voters S1 S2)`, an entry of that term that holds a configuration. */
function takeEntry(cursor: Cursor, index: number, servers: number): Entry {
  const term = takeNumber(cursor, 'term', 1, MOST_TERM)
  if (!takeIf(cursor, '(')) return entryOf(index, term, EntryKind.NoOp, null, null)
  takeThe(cursor, 'voters')
  const configuration = takeMembers(cursor, servers)
  takeThe(cursor, ')')
  return entryOf(index, term, EntryKind.Configuration, null, configuration)
}

function entryText({ term, configuration }: Entry): string {
  return configuration === null ? String(term) : `${term}(${membersText(configuration)})`
}

function checkTerms(cursor: Cursor, log: readonly Entry[], currentTerm: number): void {
  let before = 0
  for (const { index, term } of log) {
    if (term < before) {
      const fall = `entry ${index} is of term ${term}, after one of term ${before}`
      refuse(cursor, fall, 'terms that never fall along a log')
    }
    before = term
  }
  if (before > currentTerm) {
    refuse(
      cursor,
      `entry ${log.length} is of term ${before}, the server only in term ${currentTerm}`,
      `term ${before} or later`,
    )
  }
}
