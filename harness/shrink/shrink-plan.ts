import fc from 'fast-check'
import type { Plan } from '../plan/plan.ts'
import { planOf, plans, type PlanOptions } from '../plan/plans.ts'

/** A plan, and how many actions it takes to show what is looked for. */
export interface Showing {
  readonly plan: Plan
  readonly actions: number
}

/**
 * Makes the plan of a seed simpler by fast-check's own shrinking, as long as it shows what it did in no more actions:
 * fewer servers, clients, episodes and operations, simpler options. `actionsOf` says in how many, `undefined` where it
 * shows it no more; `isOver` calls it off. Gives `undefined` where the seed does not show it.
 */
export function shrinkPlan(
  seed: number,
  options: PlanOptions,
  actionsOf: (plan: Plan) => number | undefined,
  isOver: () => boolean,
): Showing | undefined {
  const first = planOf(seed, options)
  const needed = actionsOf(first)
  if (needed === undefined) return undefined
  let best: Showing = { plan: first, actions: needed }
  let isFirst = true
  const property = fc.property(plans(options), (plan) => {
    if (isFirst) return (isFirst = false)
    // fast-check's own way to be interrupted while it shrinks.
    if (isOver()) throw new fc.PreconditionFailure(true)
    const actions = actionsOf(plan)
    if (actions === undefined || actions > best.actions) return true
    best = { plan, actions }
    return false
  })
  fc.check(property, { seed, numRuns: 1, unbiased: true })
  return best
}
