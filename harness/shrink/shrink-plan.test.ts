import { expect, test } from 'vitest'
import { Operation } from '../../core/command.ts'
import type { Plan } from '../plan/plan.ts'
import { planOf } from '../plan/plans.ts'
import { shrinkPlan } from './shrink-plan.ts'

const SEED = 5
const whole = planOf(SEED)
const writes = ({ operations, stormEnds }: Plan): number =>
  operations.filter(({ operation, at }) => operation === Operation.Write && at <= stormEnds).length
/** A plan shows it if something is written in its storm, in the more actions the longer that is. */
const actionsOf = (plan: Plan): number | undefined => (writes(plan) > 0 ? plan.stormEnds : undefined)

test('the shortest part of a storm that shows it is made simpler by fast-check', () => {
  const shown = shrinkPlan(SEED, {}, actionsOf, () => false)?.plan as Plan
  expect(shown.stormEnds).toBeLessThanOrEqual(whole.stormEnds / 32)
  expect(writes(shown)).toBe(1)
  expect(shown.episodes).toEqual([])
})

test('where no part shows it, the whole storm is made simpler', () => {
  const shown = shrinkPlan(
    SEED,
    {},
    (plan) => (plan.stormEnds > whole.stormEnds / 2 ? actionsOf(plan) : undefined),
    () => false,
  )?.plan as Plan
  expect(shown.stormEnds).toBeGreaterThan(whole.stormEnds / 2)
  expect(writes(shown)).toBe(1)
})

test('called off at once it gives the plan as it is, and nothing where that does not show it', () => {
  expect(shrinkPlan(SEED, {}, actionsOf, () => true)?.plan).toEqual(whole)
  expect(
    shrinkPlan(
      SEED,
      {},
      () => undefined,
      () => false,
    ),
  ).toBeUndefined()
})
