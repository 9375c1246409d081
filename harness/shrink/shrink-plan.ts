import fc from 'fast-check'
import type { Plan } from '../plan/plan.ts'
import { planOf, plans, type PlanOptions } from '../plan/plans.ts'
import { stormParts, withPart, type StormPart } from './storm-part.ts'

/** A plan, and how many actions it takes to show what is looked for. */
export interface Showing {
  readonly plan: Plan
  readonly actions: number
}

/**
 * Makes the plan of a seed simpler, as long as it shows what it did in no more actions: first a part of its storm is looked
 * for that shows it alone, which may have other luck, and then fast-check's own shrinking goes on from that: fewer servers,
 * clients, episodes and operations, simpler options. `actionsOf` says in how many actions a plan shows it, `undefined` where
 * it shows it no more; `isOver` calls it off, once so much of what may be tried was tried (1: all of it). Gives `undefined`
 * where the seed does not show it.
 */
export function shrinkPlan(
  seed: number,
  options: PlanOptions,
  actionsOf: (plan: Plan) => number | undefined,
  isOver: (share: number) => boolean,
): Showing | undefined {
  const whole = planOf(seed, options)
  const needed = actionsOf(whole)
  if (needed === undefined) return undefined
  const part = partThatShows(whole, needed, actionsOf, () => isOver(FOR_PARTS))
  let best = part?.showing ?? { plan: whole, actions: needed }
  let isFirst = true
  const property = fc.property(plans(options), (drawn) => {
    if (isFirst) return (isFirst = false)
    // fast-check's own way to be interrupted while it shrinks.
    if (isOver(1)) throw new fc.PreconditionFailure(true)
    const plan = part === undefined ? drawn : withPart(drawn, part.is)
    const actions = actionsOf(plan)
    if (actions === undefined || actions > best.actions) return true
    best = { plan, actions }
    return false
  })
  fc.check(property, { seed, numRuns: 1, unbiased: true })
  return best
}

/** Of what may be tried, the share that goes to parts of the storm. */
const FOR_PARTS = 0.4

/** The first part of a storm, of the shortest ones, that shows it alone. */
function partThatShows(
  whole: Plan,
  needed: number,
  actionsOf: (plan: Plan) => number | undefined,
  isOver: () => boolean,
): { readonly is: StormPart; readonly showing: Showing } | undefined {
  for (const is of stormParts()) {
    if (isOver()) return undefined
    const plan = withPart(whole, is)
    const actions = actionsOf(plan)
    if (actions !== undefined && actions < needed) return { is, showing: { plan, actions } }
  }
  return undefined
}
