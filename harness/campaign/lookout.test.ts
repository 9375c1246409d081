import { expect, test } from 'vitest'
import { Changed } from '../observation.ts'
import { REACHED, type Situation } from '../situation.ts'
import { CALM, play } from '../testing/small-plan.ts'
import { act, S1, smallWorld } from '../testing/small-world.ts'
import { ActionKind } from '../world/action.ts'
import { lookOut, lookoutOf } from './lookout.ts'

/** Reached when a server has crashed for the n-th time; tells how often it was asked. */
function crashes(n: number, watches?: number): Situation<number> & { asked: number } {
  return {
    name: `crash-${n}`,
    sentence: '',
    source: '',
    takes: [],
    ...(watches === undefined ? {} : { watches }),
    kinds: [ActionKind.Crash],
    asked: 0,
    start: () => 0,
    see(memory) {
      this.asked++
      return memory + 1 === n ? REACHED : memory + 1
    },
  }
}

test('a situation keeps its memory until it is reached, and is asked no more then', () => {
  const world = smallWorld()
  const [first, third] = [crashes(1), crashes(3)]
  const lookout = lookoutOf([first as Situation, third as Situation], world.cluster)
  const reachedAt: number[][] = []
  for (let turn = 0; turn < 4; turn++) {
    for (const kind of [ActionKind.Crash, ActionKind.Restart])
      lookOut(lookout, act(world, kind, { server: S1 }), world)
    reachedAt.push([...lookout.reachedAt])
  }
  expect(reachedAt).toEqual([
    [1, -1],
    [1, -1],
    [1, 5],
    [1, 5],
  ])
  expect([first.asked, third.asked]).toEqual([1, 3])
})

test('a situation is asked only where something that it watches has changed', () => {
  const world = smallWorld()
  const [watching, other] = [crashes(9, Changed.Crashed), crashes(9, Changed.Role)]
  const lookout = lookoutOf([watching as Situation, other as Situation], world.cluster)
  lookOut(lookout, act(world, ActionKind.Crash, { server: S1 }), world)
  expect([watching.asked, other.asked]).toEqual([1, 0])
})

test('looking out changes nothing of a run', () => {
  const plain = play({ ...CALM, length: 900_000 })
  const watched = play({ ...CALM, length: 900_000 }, () => undefined, [crashes(1) as Situation])
  expect(watched.fingerprint).toEqual(plain.fingerprint)
})
