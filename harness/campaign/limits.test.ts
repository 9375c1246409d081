import { expect, test } from 'vitest'
import { elect, S1, smallWorld } from '../testing/small-world.ts'
import type { World } from '../world/world.ts'
import { checkLimits } from './limits.ts'

/** A world in which S1 leads and has sent something, at an action at which all of it is looked at. */
function ledWorld(): World {
  const world = smallWorld()
  elect(world, S1)
  world.transition.position = 1024
  return world
}

test('a run that holds no more than runs do goes on', () => {
  const world = ledWorld()
  expect(() => checkLimits(world, world.transition)).not.toThrow()
})

test('a run in which a step sends, or writes, beyond all bounds ends, and says what grew', () => {
  const world = ledWorld()
  const { transition } = world
  const message = world.input.message
  for (let turn = 1; turn < 30_000; turn++) transition.sent.push({ message, turn })
  expect(() => checkLimits(world, transition)).toThrow('one step sent 29999 messages')
  transition.sent.length = 0
  transition.server = S1
  transition.wrote = 2
  world.seats[S1]?.files[1].pending.push({
    order: 1,
    start: 0,
    count: 30_000,
    segment: 1,
    failed: false,
    cuts: 0,
    number: 0,
    index: 0,
    term: 0,
  })
  expect(() => checkLimits(world, transition)).toThrow('one step wrote 30000 records')
})

test('a run that has too much on its way ends', () => {
  const world = ledWorld()
  const message = world.input.message
  for (let turn = 1; turn <= 400_001; turn++) world.links[1]?.inFlight.push({ message, turn })
  expect(() => checkLimits(world, world.transition)).toThrow('messages and answers are on their way')
})
