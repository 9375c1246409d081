import type { Operation } from '../../core/command.ts'
import type { Options } from '../../core/options.ts'
import type { Clock } from '../world/clock.ts'
import type { FaultKind } from './fault-kind.ts'

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

/** Links of a server to or from others that are cut at a time, and never whole again. */
export interface Severance {
  readonly at: number
  /** One server and a set of others, or the other way round. */
  readonly from: number
  readonly to: number
  readonly bothWays: boolean
  /** Whether it befalls whoever leads at the time, who changes places with the one server. */
  readonly ofLeader: boolean
}

/**
 * Faults that last as long as the run: how strong each is, by its number, in permille if `dials.ts` says nothing else. One that is not there is off.
 */
export type Dials = { readonly [fault in FaultKind]?: number }

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
  readonly dials: Dials
  /** When the last fault ends. */
  readonly stormEnds: number
  /** When the run ends, or the calm begins. */
  readonly length: number
  /** How many election timeouts the calm after the storm lasts; 0: there is none. */
  readonly calm: number
}
