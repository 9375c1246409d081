import type { TargetSpec } from '../targets/target.ts'
import type { Action } from '../world/action.ts'
import type { Cluster } from '../world/cluster.ts'

/** The `at` of an action that happens as soon as it can. */
export const SOON = -1

/**
 * All that is needed to see a run again: what it ran on, and what happened, in order. Plain data, which crosses
 * threads; its one form in files is scenario text.
 */
export interface Schedule {
  readonly version: 1
  readonly target: TargetSpec
  readonly cluster: Cluster
  /** Each with its time in virtual microseconds, or `SOON`. */
  readonly actions: readonly Action[]
}
