import { expect, test } from 'vitest'
import { Operation } from '../../core/command.ts'
import type { Plan } from '../plan/plan.ts'
import { planOf } from '../plan/plans.ts'
import { partThatShows, shrinkPlan } from './shrink-plan.ts'
import { stormParts } from './storm-part.ts'

const SEED = 5
const whole = planOf(SEED)
const writes = ({ operations, stormEnds }: Plan): number =>
  operations.filter(({ operation, at }) => operation === Operation.Write && at <= stormEnds).length
/** A plan shows it if something is written in its storm, in the more actions the longer that is. */
const actionsOf = (plan: Plan): number | undefined => (writes(plan) > 0 ? plan.stormEnds : undefined)

const never = (): boolean => false

test('the shortest part of a storm that shows it is made simpler by fast-check', () => {
  const part = partThatShows(whole, stormParts(), actionsOf, never)
  expect(part?.parts).toBe(32)
  const shown = shrinkPlan(SEED, {}, part, actionsOf, never)?.plan as Plan
  expect(shown.stormEnds).toBeLessThanOrEqual(whole.stormEnds / 32)
  expect(writes(shown)).toBe(1)
  expect(shown.episodes).toEqual([])
})

test('asked again, another part is given; and none where it is over, or the plan itself does not show it', () => {
  const parts = stormParts()
  const [one, other] = [1, 2].map(() => partThatShows(whole, parts, actionsOf, never))
  expect(other).toBeDefined()
  expect(other).not.toEqual(one)
  expect(partThatShows(whole, parts, actionsOf, () => true)).toBeUndefined()
  expect(partThatShows(whole, parts, () => undefined, never)).toBeUndefined()
})

test('without a part, the whole storm is made simpler', () => {
  const longer = (plan: Plan): number | undefined =>
    plan.stormEnds > whole.stormEnds / 2 ? actionsOf(plan) : undefined
  const shown = shrinkPlan(SEED, {}, undefined, longer, never)?.plan as Plan
  expect(shown.stormEnds).toBeGreaterThan(whole.stormEnds / 2)
  expect(writes(shown)).toBe(1)
})

test('called off at once it gives the plan as it is, and nothing where that does not show it', () => {
  expect(shrinkPlan(SEED, {}, undefined, actionsOf, () => true)?.plan).toEqual(whole)
  expect(shrinkPlan(SEED, {}, undefined, () => undefined, never)).toBeUndefined()
})
