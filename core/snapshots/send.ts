import { ask, change, type Draft } from '../draft.ts'
import { Needs, send } from '../effect.ts'
import { installSnapshot } from '../messages.ts'
import type { Sending, Snapshot } from './snapshot.ts'

/**
 * A leader sends a follower the next part of a snapshot (Figure 13). It stays with the one it began with, however many
 * newer ones it takes meanwhile: else a slow follower would never have all of one.
 */
export function sendSnapshot(draft: Draft, peer: number): void {
  const { id, currentTerm, options, round } = draft.server
  const { snapshot, offset } = draft.server.sending[peer] ?? beginSending(draft, peer)
  const { lastIncludedIndex, lastIncludedTerm, bytes } = snapshot
  const end = Math.min(offset + options.snapshotChunk, bytes.length)
  const part = bytes.subarray(offset, end)
  const chunk = { lastIncludedIndex, lastIncludedTerm, offset, bytes: part, done: end === bytes.length }
  ask(draft, send(installSnapshot(id, peer, currentTerm, chunk, round), Needs.Term))
}

/** Whoever lacks what the log no longer has is sent the newest snapshot: the log only forgets what that one holds. */
function beginSending(draft: Draft, peer: number): Sending {
  const sending = { snapshot: draft.server.snapshot as Snapshot, offset: 0 }
  const all = draft.server.sending.slice()
  all[peer] = sending
  change(draft).sending = all
  return sending
}
