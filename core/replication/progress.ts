import { change, type Draft } from '../draft.ts'
import { lastIndex, lastIndexOfTerm } from '../log/log.ts'
import { isOutdated, type Appended } from '../message.ts'
import type { Server } from '../server.ts'
import { advanceCommit } from './commit.ts'
import { sendAppend } from './send.ts'

/**
 * A leader learns how far a follower's log matches its own (Figure 2, Leaders), and sends on from there. An answer
 * from an older term, or one that teaches nothing new, sets nothing going: else every repeated message would beget
 * another for as long as the follower lags behind. Nor does one that only told an earlier leader, perhaps this very
 * server, of the term it leads now.
 */
export function noteAppended(draft: Draft, answer: Appended): void {
  if (answer.term < draft.server.currentTerm || isOutdated(answer)) return
  const learned = answer.success ? noteMatch(draft, answer) : backUp(draft, answer)
  if (!learned) return
  const peer = answer.from
  change(draft).awaiting &= ~(1 << peer)
  const { nextIndex, log } = draft.server
  if (!answer.success || (nextIndex[peer] as number) <= lastIndex(log)) sendAppend(draft, peer)
}

/** "If successful: update nextIndex and matchIndex for follower" (Figure 2); neither ever falls on a late answer. */
function noteMatch(draft: Draft, answer: Appended): boolean {
  const { matchIndex, nextIndex } = draft.server
  const { from, matchIndex: match } = answer
  if (match <= (matchIndex[from] as number)) return false
  const server = change(draft)
  server.matchIndex = withNumber(matchIndex, from, match)
  if (match >= (nextIndex[from] as number)) server.nextIndex = withNumber(nextIndex, from, match + 1)
  advanceCommit(draft)
  return true
}

/** "If AppendEntries fails because of log inconsistency: decrement nextIndex and retry" (Figure 2), but a whole term at a time. */
function backUp(draft: Draft, answer: Appended): boolean {
  const { nextIndex } = draft.server
  const next = whereLogsPart(draft.server, answer)
  if (next === nextIndex[answer.from]) return false
  change(draft).nextIndex = withNumber(nextIndex, answer.from, next)
  return true
}

/** The next entry to try: after the leader's own last entry of the conflicting term, or else before the follower's first (end of 5.3). */
function whereLogsPart(server: Server, answer: Appended): number {
  const shared = answer.conflictTerm === 0 ? 0 : lastIndexOfTerm(server.log, answer.conflictTerm)
  const hinted = shared > 0 ? shared + 1 : answer.conflictIndex
  const atMost = server.nextIndex[answer.from] as number
  const atLeast = (server.matchIndex[answer.from] as number) + 1
  return Math.max(atLeast, Math.min(atMost, hinted))
}

/** The list with `value` at `position`. */
export function withNumber(list: readonly number[], position: number, value: number): readonly number[] {
  const changed = list.slice()
  changed[position] = value
  return changed
}
