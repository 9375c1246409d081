import type { PlanOptions } from '../plan/plans.ts'
import type { Schedule } from '../schedule/schedule.ts'

/** What is to be shrunk: the run of a seed, whose plan can be made simpler first, or a schedule. */
export type Shrinkable =
  { readonly seed: number; readonly plan: PlanOptions } | { readonly schedule: Schedule }

/** A run to shrink, as data that crosses threads. */
export interface ShrinkJob {
  readonly what: Shrinkable
  /** The identity of the violation that is to stay. */
  readonly identity: string
  /** Judge by the rules of single steps too. */
  readonly byRules: boolean
  readonly mostActions?: number
  /** Shared with who asked: a word that calls it off where it is not 0, and one for the shortest length so far. */
  readonly line: SharedArrayBuffer
}

/** The word of `ShrinkJob.line` that calls it off. */
export const CALLED_OFF = 0
/** The word for the shortest length so far. */
export const SHORTEST = 1
