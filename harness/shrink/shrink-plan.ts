import fc from 'fast-check'
import type { Plan } from '../plan/plan.ts'
import { planOf, plans, type PlanOptions } from '../plan/plans.ts'

/**
 * Makes the plan of a seed as simple as fast-check's own shrinking does, as long as it shows what it did: fewer servers,
 * clients, episodes and operations, simpler options. `isOver` calls it off.
 */
export function shrinkPlan(
  seed: number,
  options: PlanOptions,
  shows: (plan: Plan) => boolean,
  isOver: () => boolean,
): Plan {
  let best = planOf(seed, options)
  const property = fc.property(plans(options), (plan) => {
    if (isOver()) throw new fc.PreconditionFailure(true)
    if (!shows(plan)) return true
    best = plan
    return false
  })
  fc.check(property, { seed, numRuns: 1, unbiased: true })
  return best
}
