import { expect, test } from 'vitest'
import { defaultOptions } from '../../core/options.ts'
import { REACHED, type Situation } from '../situation.ts'
import { action, ActionKind, type Action } from '../world/action.ts'
import type { Cluster } from '../world/cluster.ts'
import { blankTransition } from '../world/transition.ts'
import type { World } from '../world/world.ts'
import { lookOut, lookoutOf, type Lookout } from './lookout.ts'

const WORLD = null as unknown as World

const plain: Cluster = {
  options: defaultOptions(3),
  synchronousDisk: true,
  clocks: [],
  operations: [],
  given: [],
}

/** Counts how often it is asked, and is reached the third time. */
const third = (told: Partial<Situation<number>>): Situation => ({
  name: 'third',
  sentence: 'It is asked for the third time.',
  source: 'this test',
  takes: [],
  start: () => 1,
  see: (asked: unknown) => (asked === 3 ? REACHED : (asked as number) + 1),
  ...(told as Partial<Situation>),
})

/** Actions of these kinds and topics, each with what it changed. */
function happen(lookout: Lookout, ...actions: [kind: ActionKind, topic: number, changed: number][]): void {
  const transition = blankTransition()
  for (const [kind, topic, changed] of actions) {
    transition.position += 1
    transition.action = action(kind, 0, 0, 0, topic, 0, 0, 0) satisfies Action
    transition.changed = changed
    lookOut(lookout, transition, WORLD)
  }
}

const deliver = (topic: number, changed = 0): [ActionKind, number, number] => [
  ActionKind.Deliver,
  topic,
  changed,
]

test('a situation is asked until it is reached, and keeps the action at which it was', () => {
  const lookout = lookoutOf([third({})], plain)
  happen(lookout, deliver(0), deliver(0), deliver(0), deliver(0), deliver(0), deliver(0))
  expect(lookout.reachedAt).toEqual([3])
})

test('it is asked only at the kinds and topics of action that it is about, and for what it watches', () => {
  const lookout = lookoutOf([third({ kinds: [ActionKind.Deliver], topics: [3, 4], watches: 6 })], plain)
  happen(lookout, deliver(3, 2), deliver(3, 1), deliver(5, 2), [ActionKind.Drop, 3, 2], deliver(4, 4))
  expect(lookout.memories).toEqual([3])
})

test('it is not asked where the cluster lacks what it takes', () => {
  const takesPreVote = third({ takes: ['pre-vote'] })
  const without = lookoutOf([takesPreVote, third({})], plain)
  const withIt = lookoutOf([takesPreVote], { ...plain, options: { ...plain.options, preVote: true } })
  for (const lookout of [without, withIt]) happen(lookout, deliver(0), deliver(0), deliver(0))
  expect(without.reachedAt).toEqual([-1, 3])
  expect(withIt.reachedAt).toEqual([3])
})
