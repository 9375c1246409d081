import { configurationOf } from '../membership/configuration.ts'
import { NO_SESSIONS } from '../sessions/sessions.ts'
import { serialise, type ReplicatedState } from '../snapshots/serialise.ts'
import type { Snapshot, SnapshotChunk } from '../snapshots/snapshot.ts'

const EMPTY: ReplicatedState = {
  configuration: configurationOf(0b111, 0),
  sessions: NO_SESSIONS,
  machine: [],
}

/** A snapshot up to an entry; of a cluster of three, and of a machine and sessions that hold nothing, if not said otherwise. */
export function snapshotUpTo(index: number, term: number, state: Partial<ReplicatedState> = {}): Snapshot {
  const whole = { ...EMPTY, ...state }
  const { configuration } = whole
  return { lastIncludedIndex: index, lastIncludedTerm: term, configuration, bytes: serialise(whole) }
}

/** A part of a snapshot: `length` bytes from `offset` on; all the rest, if no length is given. */
export function partOf(snapshot: Snapshot, offset = 0, length = Infinity): SnapshotChunk {
  const { lastIncludedIndex, lastIncludedTerm, bytes } = snapshot
  const end = Math.min(offset + length, bytes.length)
  const part = bytes.slice(offset, end)
  return { lastIncludedIndex, lastIncludedTerm, offset, bytes: part, done: end === bytes.length }
}
