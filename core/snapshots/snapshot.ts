import type { MachineState } from '../machines/machine.ts'
import type { Configuration } from '../membership/configuration.ts'
import type { Sessions } from '../sessions/sessions.ts'

/** The state of a server up to an entry, in place of its log up to there (7; Figure 12). */
export interface Snapshot {
  readonly lastIncludedIndex: number
  readonly lastIncludedTerm: number
  /** "The latest configuration in the log as of last included index" (7). It is in `bytes` too. */
  readonly configuration: Configuration
  /** The whole replicated state, as `serialise` writes it. */
  readonly bytes: Uint8Array
}

/** A snapshot's bytes as they travel: those from `offset` on (Figure 13). */
export interface SnapshotChunk {
  readonly lastIncludedIndex: number
  readonly lastIncludedTerm: number
  readonly offset: number
  readonly bytes: Uint8Array
  /** Whether these are the last. */
  readonly done: boolean
}

/** What a server is about with snapshots. */
export interface SnapshotWork {
  /** The one that is being written. */
  readonly saving: Snapshot | null
  /** What has come so far of a leader's. */
  readonly receiving: SnapshotChunk | null
  /** The one whose state the machine is taking over. */
  readonly restoring: Snapshot | null
  /** States that the machine came to, far apart, newest first: after a crash not all of a long log need be applied again. */
  readonly landmarks: readonly AppliedState[]
}

/** What a machine became by the entries up to (index, term). */
export interface AppliedState {
  readonly index: number
  readonly term: number
  readonly machine: Readonly<MachineState>
  readonly sessions: Sessions
}

/** A snapshot on its way to a follower, and how much of it the follower has. */
export interface Sending {
  readonly snapshot: Snapshot
  readonly offset: number
}

/** Nothing under way. */
export const NO_SNAPSHOT_WORK: SnapshotWork = {
  saving: null,
  receiving: null,
  restoring: null,
  landmarks: [],
}
