import type { TargetSpec } from '../../harness/targets/target.ts'
import type { Action } from '../../harness/world/action.ts'
import type { Cluster } from '../../harness/world/cluster.ts'
import type { Expectation } from './expectation.ts'

/**
 * A schedule as a person reads and writes it: on what it runs, what happens, and what must be true meanwhile. The
 * header names target, cluster and options; the lines after it are one action or one expectation each.
 *
 *     # The candidate that asks first wins.
 *     whitewater scenario 1
 *     title S1 is elected
 *     target core
 *     servers 3
 *     disk synchronous
 *     option maxEntriesPerAppend 1
 *     given S1 term 2 log 1 1 2
 *     operation C1.1 write k1 5
 *
 *     150.000ms timer S1 election
 *     deliver S1→S2 RequestVote
 *     deliver S2→S1 Vote t3 ·1
 *     expect S1 leader in term 3
 */
export interface Scenario {
  /** Where the text stands; errors name it. */
  readonly file: string
  /** In one line; empty when it has none. */
  readonly title: string
  readonly target: TargetSpec
  readonly cluster: Cluster
  /** The comments and blank lines within the header. */
  readonly remarks: readonly Remark[]
  /** All that follows the header. */
  readonly lines: readonly Line[]
}

/** A comment or a blank line that stands in the header. */
export interface Remark {
  /** The whole line: empty, or `#` and what follows. */
  readonly text: string
  /** Above which part of the header, as it is written, it stands; from 0, a target and its patch being one part. */
  readonly above: number
}

/** A line after the header; `number` counts the lines of the file from 1. */
export type Line =
  | { readonly kind: 'comment'; readonly number: number; readonly text: string }
  | { readonly kind: 'action'; readonly number: number; readonly action: Action }
  | { readonly kind: 'expectation'; readonly number: number; readonly expectation: Expectation }
