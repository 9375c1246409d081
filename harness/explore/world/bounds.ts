import type { Cluster } from '../../world/cluster.ts'

/** How often what costs something may happen in one run; `Infinity`: as often as it can. What was spent is part of a state. */
export interface Budgets {
  /** Election timeouts, of all servers together. */
  readonly elections: number
  /** Times that a leader's heartbeat timer fires. */
  readonly heartbeats: number
  /** Times that another timer fires: that a server has not heard from a leader, or a leader from a quorum, or gives up a transfer. */
  readonly lapses: number
  readonly crashes: number
  /** Writes that were not flushed and turn out to be lost, or torn, after a crash. */
  readonly losses: number
  /** Messages that are lost. Where nothing bounds how many are in flight this adds nothing: a message need never arrive. */
  readonly drops: number
  /** Messages that arrive and arrive again later. */
  readonly duplicates: number
  /** Times that a client asks again. */
  readonly retries: number
}

/** The names of the budgets, in the order in which a state holds what was spent of them. */
export const BUDGETS = [
  'elections',
  'heartbeats',
  'lapses',
  'crashes',
  'losses',
  'drops',
  'duplicates',
  'retries',
] as const satisfies readonly (keyof Budgets)[]

/** What a budget that is not free may be at the most: four bits hold what was spent. */
export const MOST_OF_A_BUDGET = 15

/** The edge of what is looked at: behaviours that leave these bounds are followed no further. */
export interface Bounds {
  /** What the servers run on, and what clients will ask, once each. */
  readonly cluster: Cluster
  readonly budgets: Budgets
  /** The highest term. */
  readonly terms: number
  /** The most entries that a log ever had, a leader's own first one included. */
  readonly entries: number
  /** The most messages in flight at once. */
  readonly messages: number
}

/** What makes states fewer. Each is exact: a verdict is the same with it and without. */
export interface Reductions {
  /** Servers are told apart by what they are, not by their names. */
  readonly symmetry: boolean
  /** What a server keeps and never looks at again is not told apart, nor are heartbeat rounds where nobody reads. */
  readonly deadVariables: boolean
  /** Messages and answers that can change nothing any more, wherever they arrive, are taken away; and what changes nothing when it arrives need not. */
  readonly deadMessages: boolean
  /**
   * Partial order: a server that crashes starts again at once. Nothing else can happen to it while it is down, what happens
   * to others in the meantime happens to them just as well afterwards, no monitor asks who was first, and one that stays
   * down is to the others like one that nothing reaches. Stories may be longer than they have to be: by starts that they
   * do not need.
   */
  readonly partialOrder: boolean
}

/** What has been spent so far of the budget at a place in `BUDGETS`. */
export function spentOf(spent: number, place: number): number {
  return (spent >>> (4 * place)) & MOST_OF_A_BUDGET
}
