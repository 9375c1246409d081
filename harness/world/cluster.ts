import type { Command } from '../../core/command.ts'
import type { Entry } from '../../core/log/entry.ts'
import type { Options } from '../../core/options.ts'
import type { Clock } from './clock.ts'

/** What a run runs on, beside its target: all of it data. */
export interface Cluster {
  readonly options: Options
  /** Whether a write, but for that of a snapshot, is durable as soon as it is begun, without a flush of its own. */
  readonly synchronousDisk: boolean
  /** By server; those that are not named are right. */
  readonly clocks: readonly Clock[]
  /** What each session will ask, in order: `operations[session][serial - 1]`. */
  readonly operations: readonly (readonly Command[])[]
  /** What servers' disks hold at the start; servers not named start empty. */
  readonly given: readonly Given[]
}

/** What one server's disk holds before the first action (as the logs of the paper's Figure 7 are given). */
export interface Given {
  readonly server: number
  readonly currentTerm: number
  /** -1: nobody. */
  readonly votedFor: number
  readonly log: readonly Entry[]
}
