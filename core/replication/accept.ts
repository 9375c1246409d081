import { ask, change, type Draft } from '../draft.ts'
import { Needs, send } from '../effect.ts'
import { followLeader } from '../follow.ts'
import { noteCut } from '../journal/note-cut.ts'
import { writeEntries } from '../journal/write-entries.ts'
import type { Entry } from '../log/entry.ts'
import { append, firstIndexOfTermAt, lastIndex, termAt, truncateAfter, type Log } from '../log/log.ts'
import type { AppendEntries } from '../message.ts'
import { appended, outdated, refused } from '../messages.ts'
import { Role } from '../server.ts'
import { commitUpTo } from './commit.ts'

/** "AppendEntries RPC, Receiver implementation" (Figure 2), step by step. */
export function answerAppendEntries(draft: Draft, request: AppendEntries): void {
  const { id, currentTerm, role } = draft.server
  const { from, round, prevLogIndex, prevLogTerm, entries } = request
  if (request.term < currentTerm) {
    ask(draft, send(outdated(id, from, currentTerm), Needs.Term))
    return
  }
  if (role === Role.Leader) return
  followLeader(draft, from)
  if (!matches(draft.server.log, prevLogIndex, prevLogTerm)) {
    refuse(draft, request)
    return
  }
  const lastNewIndex = prevLogIndex + entries.length
  appendMissing(draft, entries)
  commitUpTo(draft, Math.min(request.leaderCommit, lastNewIndex))
  ask(draft, send(appended(id, from, currentTerm, lastNewIndex, round), Needs.Term | Needs.Log))
}

/**
 * Whether a log has the entry (index, term). What compaction took away was committed: by the Leader Completeness
 * Property every leader has it too.
 */
function matches(log: Log, index: number, term: number): boolean {
  return index < log.baseIndex || termAt(log, index) === term
}

/** "Reply false if log doesn't contain an entry at prevLogIndex whose term matches prevLogTerm", with a hint to where the logs part (end of 5.3). */
function refuse(draft: Draft, request: AppendEntries): void {
  const { id, currentTerm, log } = draft.server
  const { from, prevLogIndex, round } = request
  const last = lastIndex(log)
  const tooShort = last < prevLogIndex
  const conflictIndex = tooShort ? last + 1 : firstIndexOfTermAt(log, prevLogIndex)
  const conflictTerm = tooShort ? 0 : termAt(log, prevLogIndex)
  const refusal = refused(id, from, currentTerm, prevLogIndex, conflictIndex, conflictTerm, round)
  ask(draft, send(refusal, Needs.Term))
}

/**
 * "If an existing entry conflicts with a new one (same index but different terms), delete the existing entry and all
 * that follow it. Append any new entries not already in the log" (Figure 2).
 */
function appendMissing(draft: Draft, entries: readonly Entry[]): void {
  const present = countPresent(draft, entries)
  if (present === entries.length) return
  const missing = present === 0 ? entries : entries.slice(present)
  const cut = (missing[0] as Entry).index - 1
  const server = change(draft)
  if (cut < lastIndex(server.log)) noteCut(server, cut)
  let log = truncateAfter(server.log, cut)
  for (let i = 0; i < missing.length; i++) log = append(log, missing[i] as Entry)
  server.log = log
  writeEntries(draft, missing)
}

/** How many of `entries`, from the first on, the log holds already. */
function countPresent(draft: Draft, entries: readonly Entry[]): number {
  const log = draft.server.log
  let present = 0
  while (present < entries.length) {
    const entry = entries[present] as Entry
    if (!matches(log, entry.index, entry.term)) break
    present++
  }
  return present
}
