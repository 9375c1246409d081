import { ask, change, type Draft } from '../draft.ts'
import { Needs, send } from '../effect.ts'
import type { Entry } from '../log/entry.ts'
import { entryAt, lastIndex, latestConfiguration, termAt, type Log } from '../log/log.ts'
import { membersOf } from '../membership/configuration.ts'
import { appendEntries } from '../messages.ts'
import type { Server } from '../server.ts'
import { sendSnapshot } from '../snapshots/send.ts'

const NO_ENTRIES: readonly Entry[] = []

/** Sends every other member what it lacks, or a heartbeat. */
export function sendToAll(draft: Draft): void {
  sendToThose(draft, 0)
}

/** Sends new entries on; not to followers that are busy with a snapshot nor, with batching, with the last ones. */
export function sendNew(draft: Draft): void {
  const { options, awaiting, sending } = draft.server
  let busy = options.batching ? awaiting : 0
  for (let peer = 0; peer < sending.length; peer++) if (sending[peer] !== null) busy |= 1 << peer
  sendToThose(draft, busy)
}

function sendToThose(draft: Draft, spared: number): void {
  const { id, log, options } = draft.server
  const peers = membersOf(latestConfiguration(log)) & ~spared & ~(1 << id)
  for (let peer = 0; peer < options.servers; peer++) if ((peers & (1 << peer)) !== 0) sendAppend(draft, peer)
}

/**
 * "If last log index ≥ nextIndex for a follower: send AppendEntries RPC with log entries starting at nextIndex" (Figure
 * 2). "The leader must occasionally send snapshots to followers that lag behind", when it has discarded those (7).
 */
export function sendAppend(draft: Draft, peer: number): void {
  const server = draft.server
  if (needsSnapshot(server, peer)) {
    sendSnapshot(draft, peer)
    return
  }
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

/** Whether the leader no longer knows the term of the entry before the next one to send. */
function needsSnapshot({ nextIndex, log }: Server, peer: number): boolean {
  return (nextIndex[peer] as number) <= log.baseIndex
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
