import { expect, test } from 'vitest'
import { DiskFile, Timer } from '../../core/effect.ts'
import type { Options } from '../../core/options.ts'
import { Changed } from '../observation.ts'
import { REACHED, type Situation } from '../situation.ts'
import { CALM, play } from '../testing/small-plan.ts'
import { act, S1, smallWorld } from '../testing/small-world.ts'
import { ActionKind } from '../world/action.ts'
import { lookOut, lookoutOf } from './lookout.ts'

/** How often a situation was asked while S1 stands, flushes its term and the same again, and at which action it was reached. */
function asked(
  told: Partial<Situation>,
  at = Infinity,
  options: Partial<Options> = {},
): { times: number; reachedAt: number } {
  let times = 0
  const situation: Situation = {
    name: 'asked',
    sentence: 'It is asked.',
    source: 'none',
    takes: [],
    start: () => undefined,
    see: () => (++times >= at ? REACHED : undefined),
    ...told,
  }
  const world = smallWorld({ options })
  const lookout = lookoutOf([situation], world.cluster)
  for (let round = 0; round < 2; round++) {
    lookOut(lookout, act(world, ActionKind.Timer, { server: S1, topic: Timer.Election }), world)
    lookOut(lookout, act(world, ActionKind.Flush, { server: S1, topic: DiskFile.Term }), world)
  }
  return { times, reachedAt: lookout.reachedAt[0] as number }
}

test('a situation is asked at every action, if it does not say otherwise', () => {
  expect(asked({})).toEqual({ times: 4, reachedAt: -1 })
})

test('it is asked at the kinds and topics of actions that it names, and where what it watches has changed', () => {
  expect(asked({ kinds: [ActionKind.Flush] }).times).toBe(2)
  expect(asked({ kinds: [ActionKind.Flush], topics: [DiskFile.Log] }).times).toBe(0)
  expect(asked({ kinds: [ActionKind.Flush], topics: [DiskFile.Term] }).times).toBe(2)
  expect(asked({ watches: Changed.Role }).times).toBe(1)
})

test('once it is reached it is asked no more', () => {
  expect(asked({}, 2)).toEqual({ times: 2, reachedAt: 2 })
  expect(asked({ kinds: [ActionKind.Flush] }, 2)).toEqual({ times: 2, reachedAt: 4 })
})

test('a cluster that lacks what it takes is not asked for it', () => {
  expect(asked({ takes: ['snapshots'] }).times).toBe(0)
  expect(asked({ takes: ['snapshots'] }, Infinity, { snapshotThreshold: 9 }).times).toBe(4)
})

/** Reached when a server has crashed for the n-th time; tells how often it was asked. */
function crashes(n: number): Situation<number> & { asked: number } {
  return {
    name: `crash-${n}`,
    sentence: '',
    source: '',
    takes: [],
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

test('looking out changes nothing of a run', () => {
  const plain = play({ ...CALM, length: 900_000 })
  const watched = play({ ...CALM, length: 900_000 }, () => undefined, [crashes(1) as Situation])
  expect(watched.fingerprint).toEqual(plain.fingerprint)
})
