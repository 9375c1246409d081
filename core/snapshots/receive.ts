import { ask, change, type Draft } from '../draft.ts'
import { Needs, send } from '../effect.ts'
import { followLeader } from '../follow.ts'
import type { InstallSnapshot } from '../message.ts'
import { installed } from '../messages.ts'
import { Role } from '../server.ts'
import { deserialise } from './serialise.ts'
import type { SnapshotChunk } from './snapshot.ts'
import { saveSnapshot } from './take.ts'

const NO_BYTES = new Uint8Array(0)

/** "InstallSnapshot RPC, Receiver implementation" (Figure 13). */
export function answerInstallSnapshot(draft: Draft, request: InstallSnapshot): void {
  const { id, currentTerm, role } = draft.server
  const { from, chunk } = request
  if (request.term < currentTerm) {
    ask(draft, send(installed(id, from, currentTerm, nothingOf(chunk), 0), Needs.Term))
    return
  }
  if (role === Role.Leader) return
  followLeader(draft, from)
  if (isHeld(draft, chunk)) {
    acknowledge(draft, request)
    return
  }
  const there = bytesOf(draft, chunk)
  if (chunk.offset !== there.length) {
    reply(draft, request, there.length, false, Needs.Term)
    return
  }
  const received = { ...chunk, offset: 0, bytes: joined(there, chunk.bytes) }
  if (!received.done) {
    change(draft).snapshotWork = { ...draft.server.snapshotWork, receiving: received }
    reply(draft, request, received.bytes.length, false, Needs.Term)
    return
  }
  change(draft).snapshotWork = { ...draft.server.snapshotWork, receiving: null }
  const { lastIncludedIndex, lastIncludedTerm, bytes } = received
  const { configuration } = deserialise(bytes)
  saveSnapshot(draft, { lastIncludedIndex, lastIncludedTerm, configuration, bytes })
  acknowledge(draft, request)
}

/** The answer to a leader of an older term: it tells of the newer one, and vouches for nothing. */
function nothingOf({ lastIncludedIndex, lastIncludedTerm }: SnapshotChunk): SnapshotChunk {
  return { lastIncludedIndex, lastIncludedTerm, offset: 0, bytes: NO_BYTES, done: false }
}

/** What the snapshot stands for is here already, or about to be: an old one must not take the machine back. */
function isHeld(draft: Draft, { lastIncludedIndex }: SnapshotChunk): boolean {
  const { commitIndex, snapshotWork } = draft.server
  return lastIncludedIndex <= Math.max(commitIndex, snapshotWork.saving?.lastIncludedIndex ?? 0)
}

/**
 * What has come so far of a snapshot: "create new snapshot file if first chunk (offset is 0), write data into snapshot
 * file at given offset" (Figure 13). Equal states have equal bytes, so it does not matter which leader sent which part.
 */
function bytesOf(draft: Draft, { lastIncludedIndex, lastIncludedTerm }: SnapshotChunk): Uint8Array {
  const { receiving } = draft.server.snapshotWork
  const same =
    receiving?.lastIncludedIndex === lastIncludedIndex && receiving.lastIncludedTerm === lastIncludedTerm
  return same ? receiving.bytes : NO_BYTES
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other
  const all = new Uint8Array(one.length + other.length)
  all.set(one)
  all.set(other, one.length)
  return all
}

/** The leader may count on all that the snapshot stands for, once that is durable here. */
function acknowledge(draft: Draft, request: InstallSnapshot): void {
  reply(draft, request, 0, true, Needs.Term | Needs.Log | Needs.Snapshot)
}

function reply(
  draft: Draft,
  { from, round, chunk }: InstallSnapshot,
  offset: number,
  done: boolean,
  needs: number,
): void {
  const { id, currentTerm } = draft.server
  const answer = { ...nothingOf(chunk), offset, done }
  ask(draft, send(installed(id, from, currentTerm, answer, round), needs))
}
