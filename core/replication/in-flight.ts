import { change, type Draft } from '../draft.ts'
import type { Server } from '../server.ts'
import { withItemAt } from './with-item-at.ts'

/** How a leader replicates to a follower, as far as it knows the follower's log (dissertation 10.2.2; the names are etcd's). */
export const Progress = {
  /** Where the logs match is to be found out, by one AppendEntries at a time. Without pipelining it stays at that. */
  Probe: 0,
  /** It is known: entries are sent ahead of the answers to those before them. */
  Replicate: 1,
  /** The follower is being sent a snapshot. */
  Snapshot: 2,
} as const
export type Progress = (typeof Progress)[keyof typeof Progress]

const NOTHING: readonly number[] = []

/** How a leader replicates to this follower. */
export function progressOf({ sending, inFlight }: Server, peer: number): Progress {
  if (sending[peer] !== null) return Progress.Snapshot
  return inFlight[peer] === null ? Progress.Probe : Progress.Replicate
}

/** Whether as much was sent ahead as may be: else a slow follower would be buried in it. */
export function isFull({ inFlight, options }: Server, peer: number): boolean {
  const sent = inFlight[peer] as readonly number[] | null
  return sent !== null && sent.length >= options.maxInFlight
}

/** The logs match up to just before nextIndex: entries are sent ahead from there on. */
export function beginReplicating(draft: Draft, peer: number): void {
  const server = change(draft)
  server.inFlight = withItemAt(server.inFlight, peer, NOTHING)
}

/** What was sent ahead may not have arrived, or is to be replaced by a snapshot. */
export function endReplicating(draft: Draft, peer: number): void {
  if (draft.server.inFlight[peer] === null) return
  const server = change(draft)
  server.inFlight = withItemAt(server.inFlight, peer, null)
}

/** Entries were sent ahead: nextIndex goes on at once, and does not wait for the answer (dissertation 10.2.2). */
export function noteSentAhead(draft: Draft, peer: number, last: number): void {
  const server = change(draft)
  const sent = server.inFlight[peer] as readonly number[]
  server.inFlight = withItemAt(server.inFlight, peer, [...sent, last])
  server.nextIndex = withItemAt(server.nextIndex, peer, last + 1)
}

/** An answer that the logs match up to `match` is one for all that was sent ahead up to there, and for nothing else. */
export function noteAnswered(draft: Draft, peer: number, match: number): void {
  const sent = draft.server.inFlight[peer] as readonly number[] | null
  if (sent === null || sent.length === 0 || (sent[0] as number) > match) return
  let answered = 1
  while (answered < sent.length && (sent[answered] as number) <= match) answered++
  const server = change(draft)
  server.inFlight = withItemAt(server.inFlight, peer, sent.slice(answered))
}
