import type { Operation } from '../../core/command.ts'
import type { Options } from '../../core/options.ts'
import type { Clock } from '../world/clock.ts'

/** The faults that a plan may draw. Their numbers are part of what a seed means. */
export const FaultKind = {
  Loss: 0,
  Duplication: 1,
  Slowness: 2,
  Split: 3,
  OneWay: 4,
  Bridge: 5,
  IsolateLeader: 6,
  Crash: 7,
  CrashLeader: 8,
  FailedWrite: 9,
  Rot: 10,
  FadingLeader: 11,
} as const
export type FaultKind = (typeof FaultKind)[keyof typeof FaultKind]

/** A range of virtual microseconds that waits are drawn from. */
export interface Wait {
  readonly least: number
  /** What the drawn part is on average; most waits are shorter, some much longer. */
  readonly mean: number
}

/** One thing a client is to do. */
export interface PlannedOperation {
  readonly session: number
  readonly operation: Operation
  readonly key: number
  readonly value: number
  readonly expected: number
  /** Not before this time, and not before the session's last operation ended. */
  readonly at: number
}

/** A fault that lasts for a while. */
export interface Episode {
  readonly fault: FaultKind
  readonly from: number
  readonly until: number
  /** A set of servers; some faults find their victims themselves. */
  readonly victims: number
  /** 0 to 1000; what it means is the fault's affair. */
  readonly strength: number
}

/** Links that are cut at a time, from one set of servers to another, and never whole again. */
export interface Severance {
  readonly at: number
  readonly from: number
  readonly to: number
  readonly bothWays: boolean
}

/**
 * All that a fuzzed run is made of: plain data, drawn by fast-check, shrinkable but for `seed`, from which the
 * scheduler draws delays and fates. Times are virtual microseconds.
 */
export interface Plan {
  readonly version: 1
  readonly seed: number
  readonly options: Options
  readonly synchronousDisk: boolean
  readonly clocks: readonly Clock[]
  readonly network: Wait
  readonly disk: Wait
  readonly operations: readonly PlannedOperation[]
  readonly episodes: readonly Episode[]
  readonly severed: readonly Severance[]
  /** When the last fault ends. */
  readonly stormEnds: number
  /** When the run ends, or the calm begins. */
  readonly length: number
  /** How many election timeouts the calm after the storm lasts; 0: there is none. */
  readonly calm: number
}
