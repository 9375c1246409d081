import { expect, test } from 'vitest'
import type { Observation } from '../observation.ts'
import { act, elect, S1, settle, smallWorld } from '../testing/small-world.ts'
import { action, ActionKind } from './action.ts'
import { whyNot } from './possible.ts'
import { seatOf, type World } from './world.ts'

const apply = action(ActionKind.Apply, 0, S1, 0, 0, 0, 0, 0)
const seen = (world: World): Observation => world.target.observe(seatOf(world, S1).server as object)
const mayApply = (world: World): boolean => whyNot(world, { ...apply, at: world.now }) === undefined

/** S1 leads, and has applied one of the entries that it has committed. */
function behind(): World {
  const world = smallWorld({ options: { applyPage: 1 } })
  elect(world, S1)
  for (let times = 0; times < 3; times++) act(world, ActionKind.Ask, { server: S1, term: 1 })
  settle(world)
  return world
}

test('what is committed is applied page by page, for as long as there is more', () => {
  const world = behind()
  const { commitIndex } = seen(world)
  while (mayApply(world)) {
    const before = seen(world).lastApplied as number
    expect(act(world, ActionKind.Apply, { server: S1 }).after?.lastApplied).toBe(before + 1)
  }
  expect(seen(world)).toMatchObject({ commitIndex, lastApplied: commitIndex })
})

test('a crash forgets what was left to apply', () => {
  const world = behind()
  expect(mayApply(world)).toBe(true)
  act(world, ActionKind.Crash, { server: S1 })
  act(world, ActionKind.Restart, { server: S1 })
  expect(mayApply(world)).toBe(false)
  expect(seen(world).lastApplied).toBe(0)
})
