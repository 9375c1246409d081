import type { Input } from '../../core/input.ts'
import type { Options } from '../../core/options.ts'
import type { Disk } from '../../core/recovery/disk.ts'
import type { Step } from '../../core/step.ts'
import type { Observation } from '../observation.ts'

/** A server of some target; only its target looks inside. */
export type ServerState = object

/** What is under test: a Raft, as pure functions. The embedded core is one, a patched core another. */
export interface Target {
  readonly name: string
  /** A server as it starts from what its disk holds; what an earlier start made of the same disk may spare it work. */
  boot(id: number, options: Options, disk: Disk, earlier?: EarlierStart): Reaction
  /** What a server becomes and asks for when something happens to it; the same state where nothing changes. */
  step(server: ServerState, input: Input): Reaction
  /** What can be seen of a server. */
  observe(server: ServerState): Observation
  /** Every bit of a server's state as a 32-bit number, for fingerprints. */
  digest(server: ServerState): number
  /** The replicated state alone (machine and sessions) as a 32-bit number. */
  stateDigest(server: ServerState): number
}

/**
 * A server as it started, how many records of the log's file it had read, which are still there unchanged, and what it
 * was when it crashed.
 */
export interface EarlierStart {
  readonly server: ServerState
  readonly logRecords: number
  readonly crashed: ServerState | null
}

/** What a target makes of an input: the server after it, and what that asks for, in order. */
export interface Reaction {
  readonly server: ServerState
  readonly effects: Step['effects']
}

/** Which target, as data: it crosses threads and files. */
export interface TargetSpec {
  readonly kind: 'core'
  /** A unified diff to apply to the core's source first. */
  readonly patch?: TargetPatch
}

/** A patch and the name it goes by. */
export interface TargetPatch {
  readonly name: string
  readonly text: string
}
