import { ask, change, type Draft } from '../draft.ts'
import { Needs, send } from '../effect.ts'
import type { Entry } from '../log/entry.ts'
import { entryAt, lastIndex, termAt, type Log } from '../log/log.ts'
import { appendEntries } from '../message.ts'
import type { Server } from '../server.ts'

const NO_ENTRIES: readonly Entry[] = []

/** Sends every other server what it lacks, or a heartbeat. */
export function sendToAll(draft: Draft): void {
  const { id, options } = draft.server
  for (let peer = 0; peer < options.servers; peer++) if (peer !== id) sendAppend(draft, peer)
}

/** Sends new entries on; with batching, only to followers that have answered for the last ones. */
export function sendNew(draft: Draft): void {
  const { id, options, awaiting } = draft.server
  const busy = options.batching ? awaiting : 0
  for (let peer = 0; peer < options.servers; peer++) {
    if (peer !== id && (busy & (1 << peer)) === 0) sendAppend(draft, peer)
  }
}

/** "If last log index ≥ nextIndex for a follower: send AppendEntries RPC with log entries starting at nextIndex" (Figure 2). */
export function sendAppend(draft: Draft, peer: number): void {
  const server = draft.server
  const { id, currentTerm, log, commitIndex, round } = server
  const prevLogIndex = (server.nextIndex[peer] as number) - 1
  const entries = mayCarryEntries(server, peer)
    ? entriesAfter(log, prevLogIndex, server.options.maxEntriesPerAppend)
    : NO_ENTRIES
  if (entries.length > 0 && (server.awaiting & (1 << peer)) === 0) change(draft).awaiting |= 1 << peer
  const message = appendEntries(
    id,
    peer,
    currentTerm,
    prevLogIndex,
    termAt(log, prevLogIndex),
    entries,
    commitIndex,
    round,
  )
  ask(draft, send(message, Needs.Term))
}

/** With empty probes, entries travel only once the follower's log is known to match up to nextIndex. */
function mayCarryEntries(server: Server, peer: number): boolean {
  if (!server.options.emptyProbes) return true
  return (server.nextIndex[peer] as number) === (server.matchIndex[peer] as number) + 1
}

function entriesAfter(log: Log, index: number, most: number): readonly Entry[] {
  const count = Math.min(lastIndex(log) - index, most)
  if (count <= 0) return NO_ENTRIES
  const entries: Entry[] = []
  for (let i = 1; i <= count; i++) entries.push(entryAt(log, index + i))
  return entries
}
