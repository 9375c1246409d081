import { change, type Draft } from '../draft.ts'
import { lastIndexOfTerm } from '../log/log.ts'
import type { Appended, Installed } from '../message.ts'
import type { Server } from '../server.ts'
import type { Sending } from '../snapshots/snapshot.ts'
import { advanceCommit } from './commit.ts'
import { beginReplicating, endReplicating, isFull, noteAnswered, Progress, progressOf } from './in-flight.ts'
import { lacksEntries, sendAppend } from './send.ts'
import { withItemAt } from './with-item-at.ts'

/**
 * A leader learns how far a follower's log matches its own (Figure 2, Leaders), and sends on from there. An answer
 * from an older term, or one that teaches nothing new, sets nothing going: else every repeated message would beget
 * another for as long as the follower lags behind. Nor does one that only told an earlier leader, perhaps this very
 * server, of the term it leads now: it refuses nothing behind index 0, where all logs match.
 */
export function noteAppended(draft: Draft, answer: Appended): void {
  const learned = answer.success ? noteMatch(draft, answer.from, answer.matchIndex) : backUp(draft, answer)
  if (!learned) return
  if (!answer.success || wantsEntries(draft.server, answer.from)) sendAppend(draft, answer.from)
}

/** "If successful: update nextIndex and matchIndex for follower" (Figure 2); neither ever falls on a late answer. */
function noteMatch(draft: Draft, from: number, match: number): boolean {
  const { matchIndex, nextIndex, sending } = draft.server
  if (match < (matchIndex[from] as number)) return false
  if (match === matchIndex[from] && !endsProbe(draft.server, from, match)) return false
  const server = change(draft)
  server.matchIndex = withItemAt(matchIndex, from, match)
  server.awaiting &= ~(1 << from)
  if (match >= (nextIndex[from] as number)) server.nextIndex = withItemAt(nextIndex, from, match + 1)
  if (sending[from] !== null && match >= (sending[from] as Sending).snapshot.lastIncludedIndex)
    server.sending = withItemAt(sending, from, null)
  if (endsProbe(server, from, match)) beginReplicating(draft, from)
  else noteAnswered(draft, from, match)
  advanceCommit(draft)
  return true
}

/** With pipelining, a follower is probed until its log is known to match up to nextIndex. */
function endsProbe(server: Server, peer: number, match: number): boolean {
  if (server.options.maxInFlight === 0 || progressOf(server, peer) !== Progress.Probe) return false
  return match + 1 >= (server.nextIndex[peer] as number)
}

/**
 * "If AppendEntries fails because of log inconsistency: decrement nextIndex and retry" (Figure 2), but a whole term at a
 * time. Of entries sent ahead some may have been lost, and the follower is probed again. A refusal of what is known to
 * match by now is late.
 */
function backUp(draft: Draft, answer: Appended): boolean {
  const { from, prevLogIndex } = answer
  const { nextIndex, matchIndex } = draft.server
  if (prevLogIndex <= (matchIndex[from] as number)) return false
  const next = whereLogsPart(draft.server, answer)
  if (next === nextIndex[from]) return false
  const server = change(draft)
  server.nextIndex = withItemAt(nextIndex, from, next)
  server.awaiting &= ~(1 << from)
  endReplicating(draft, from)
  return true
}

/**
 * A leader learns how much of a snapshot a follower has, and sends on from there. A follower that has less than it was
 * thought to have begun anew; it is sent the rest when the next heartbeat is due.
 */
export function noteInstalled(draft: Draft, { from, chunk }: Installed): void {
  if (chunk.done) {
    if (noteMatch(draft, from, chunk.lastIncludedIndex) && wantsEntries(draft.server, from))
      sendAppend(draft, from)
    return
  }
  const sending = draft.server.sending[from] as Sending | null
  if (sending === null || sending.snapshot.lastIncludedIndex !== chunk.lastIncludedIndex) return
  if (chunk.offset === sending.offset) return
  const server = change(draft)
  server.sending = withItemAt(server.sending, from, { snapshot: sending.snapshot, offset: chunk.offset })
  if (chunk.offset > sending.offset) sendAppend(draft, from)
}

function wantsEntries(server: Server, peer: number): boolean {
  return lacksEntries(server, peer) && !isFull(server, peer)
}

/** The next entry to try: after the leader's own last entry of the conflicting term, or else before the follower's first (end of 5.3). */
function whereLogsPart(server: Server, answer: Appended): number {
  const shared = answer.conflictTerm === 0 ? 0 : lastIndexOfTerm(server.log, answer.conflictTerm)
  const hinted = shared > 0 ? shared + 1 : answer.conflictIndex
  const atMost = server.nextIndex[answer.from] as number
  const atLeast = (server.matchIndex[answer.from] as number) + 1
  return Math.max(atLeast, Math.min(atMost, hinted))
}
