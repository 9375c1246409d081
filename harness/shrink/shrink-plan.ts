import fc from 'fast-check'
import type { Plan } from '../plan/plan.ts'
import { planOf, plans, type PlanOptions } from '../plan/plans.ts'
import { withPart, type StormPart } from './storm-part.ts'

/** A plan, and how many actions it takes to show what is looked for. */
export interface Showing {
  readonly plan: Plan
  readonly actions: number
}

/** In how many actions a plan shows what is looked for; `undefined` where it does not. */
export type ActionsOf = (plan: Plan) => number | undefined

/**
 * Makes the plan of a seed simpler by fast-check's own shrinking, as long as it shows what it did in no more actions: fewer
 * servers, clients, episodes and operations, simpler options. Where a part of its storm shows it alone, that part is what
 * is made simpler. `isOver` calls it off. Gives `undefined` where the seed does not show it.
 */
export function shrinkPlan(
  seed: number,
  options: PlanOptions,
  part: StormPart | undefined,
  actionsOf: ActionsOf,
  isOver: () => boolean,
): Showing | undefined {
  const partOf = (plan: Plan): Plan => (part === undefined ? plan : withPart(plan, part))
  const begun = partOf(planOf(seed, options))
  const needed = actionsOf(begun)
  if (needed === undefined) return undefined
  let best = { plan: begun, actions: needed }
  let isFirst = true
  const property = fc.property(plans(options), (drawn) => {
    if (isFirst) return (isFirst = false)
    // fast-check's own way to be interrupted while it shrinks.
    if (isOver()) throw new fc.PreconditionFailure(true)
    const plan = partOf(drawn)
    const actions = actionsOf(plan)
    if (actions === undefined || actions > best.actions) return true
    best = { plan, actions }
    return false
  })
  fc.check(property, { seed, numRuns: 1, unbiased: true })
  return best
}

/**
 * The next part of a storm that shows alone what the whole plan does, in fewer actions; `undefined` where the plan does not
 * show it, or no part did before it was over.
 */
export function partThatShows(
  whole: Plan,
  parts: Iterator<StormPart, never>,
  actionsOf: ActionsOf,
  isOver: () => boolean,
): StormPart | undefined {
  const needed = actionsOf(whole) ?? 0
  while (needed > 0 && !isOver()) {
    const { value: part } = parts.next()
    const actions = actionsOf(withPart(whole, part))
    if (actions !== undefined && actions < needed) return part
  }
  return undefined
}
