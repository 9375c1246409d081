/**
 * How grave it is that a property does not hold. Safety: what the paper, or the clients, are promised. Practice: what an
 * implementation must keep to so that those promises hold; its violation mostly comes before any damage. Liveness: what must
 * happen once it is calm. Rule: what a single server does at each step; that one is broken ends no run, and is told apart.
 */
export type Grade = 'safety' | 'practice' | 'liveness' | 'rule'

/** What a monitor says when a property does not hold. */
export interface Finding {
  /** Why, with names, terms and indices struck out: the same bug gives the same reason. */
  readonly reason: string
  /** One line in the paper's terms. */
  readonly title: string
  readonly servers: readonly number[]
  /** What the monitor saw, a line each. */
  readonly evidence: readonly string[]
}

/** A property that did not hold, where and why. */
export interface Violation extends Finding {
  readonly property: string
  readonly grade: Grade
  /** The property and the reason: what tells one bug from another. */
  readonly identity: string
  /** Which action of the schedule showed it, from 1; 0 is the start. */
  readonly action: number
}
