import { ask, change, type Draft } from '../draft.ts'
import { Needs, send } from '../effect.ts'
import type { Entry } from '../log/entry.ts'
import { lastIndex, latestConfiguration, termAt } from '../log/log.ts'
import { membersOf } from '../membership/configuration.ts'
import { appendEntries } from '../messages.ts'
import type { Server } from '../server.ts'
import { sendSnapshot } from '../snapshots/send.ts'
import { endReplicating, isFull, noteSentAhead, Progress, progressOf } from './in-flight.ts'
import { packAfter } from './pack.ts'

const NO_ENTRIES: readonly Entry[] = []

/** Sends every other member what it lacks, or a heartbeat. */
export function sendToAll(draft: Draft): void {
  sendToThose(draft, 0)
}

/**
 * Sends new entries on; not to followers that are busy with a snapshot nor, with batching, with the last ones. With
 * pipelining not to those that are being probed, or were sent as many ahead as may be.
 */
export function sendNew(draft: Draft): void {
  const { options, awaiting, sending } = draft.server
  let busy = options.batching || options.maxInFlight > 0 ? awaiting : 0
  for (let peer = 0; peer < sending.length; peer++)
    if (sending[peer] !== null || isFull(draft.server, peer)) busy |= 1 << peer
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
  if (needsSnapshot(draft.server, peer)) {
    endReplicating(draft, peer)
    sendSnapshot(draft, peer)
  } else if (progressOf(draft.server, peer) === Progress.Replicate) {
    sendAhead(draft, peer)
  } else {
    sendOnce(draft, peer)
  }
}

/** Without pipelining, or to find out where the logs match: entries travel again until they are answered for. */
function sendOnce(draft: Draft, peer: number): void {
  const { server } = draft
  const { log, nextIndex, options } = server
  const entries = mayCarryEntries(server, peer)
    ? packAfter(log, (nextIndex[peer] as number) - 1, options)
    : NO_ENTRIES
  const waits = entries.length > 0 || options.maxInFlight > 0
  if (waits && (server.awaiting & (1 << peer)) === 0) change(draft).awaiting |= 1 << peer
  sendBehind(draft, peer, entries)
}

/**
 * Sends all that may be sent ahead. A message with nothing in it shows whether what was sent before it has arrived: it
 * is refused if not.
 */
function sendAhead(draft: Draft, peer: number): void {
  do {
    const { log, nextIndex, options } = draft.server
    const entries = isFull(draft.server, peer)
      ? NO_ENTRIES
      : packAfter(log, (nextIndex[peer] as number) - 1, options)
    sendBehind(draft, peer, entries)
    if (entries.length === 0) return
    noteSentAhead(draft, peer, (entries[entries.length - 1] as Entry).index)
  } while (lacksEntries(draft.server, peer) && !isFull(draft.server, peer))
}

/** Sends these entries behind the one before nextIndex. */
function sendBehind(draft: Draft, peer: number, entries: readonly Entry[]): void {
  const { id, currentTerm, log, nextIndex, commitIndex, round } = draft.server
  const prevLogIndex = (nextIndex[peer] as number) - 1
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

/** Whether there are entries that this follower was not sent, as far as nextIndex tells. */
export function lacksEntries({ nextIndex, log }: Server, peer: number): boolean {
  return (nextIndex[peer] as number) <= lastIndex(log)
}
