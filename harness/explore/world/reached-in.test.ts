import { expect, test } from 'vitest'
import { MessageKind } from '../../../core/message.ts'
import { Role } from '../../../core/server.ts'
import { Changed } from '../../observation.ts'
import { REACHED, type Situation } from '../../situation.ts'
import { embeddedCore } from '../../targets/core.ts'
import { ActionKind } from '../../world/action.ts'
import type { Transition } from '../../world/transition.ts'
import type { World } from '../../world/world.ts'
import { breadthFirst } from '../breadth-first.ts'
import { depthFirst } from '../depth-first.ts'
import { reachedIn, united, type Sightings } from './reached-in.ts'
import { PLAIN, REDUCED, small } from './testing/bounds.ts'
import { worldModel } from './world-model.ts'

/** All reductions but the one after which nobody is down. */
const ALL_UP = { ...REDUCED, partialOrder: false }

const { Deliver, Duplicate, Drop, Crash } = ActionKind

/** A situation without memory. */
function seen(
  name: string,
  isReached: (transition: Transition, world: World) => boolean,
  told: Partial<Situation> = {},
): Situation {
  return {
    name,
    sentence: '',
    source: '',
    takes: [],
    start: () => undefined,
    see: (_memory, transition, world) => (isReached(transition, world) ? REACHED : undefined),
    ...told,
  }
}

const leads = ({ after }: Transition): boolean => after?.role === Role.Leader
const LEADER = seen('leader', leads, { watches: Changed.Role })
const TWO_LEADERS = seen(
  'two-leaders',
  (transition, { seats, target }) =>
    leads(transition) &&
    seats.filter(({ server }) => server !== null && target.observe(server).role === Role.Leader).length === 2,
  { watches: Changed.Role },
)

function sightings(
  bounds = small({ servers: 2 }),
  situations: readonly Situation[],
  reductions = ALL_UP,
): Sightings {
  const model = worldModel({ target: embeddedCore, monitors: [], bounds, reductions, situations })
  breadthFirst(model)
  return reachedIn(model)
}

test('what is reached comes with the depth of the first state that it is reached with; the rest is out of reach', () => {
  // The run begins, a server stands, the other is asked, and answers.
  const told = sightings(small({ servers: 2 }), [LEADER, TWO_LEADERS])
  expect(told.reached).toEqual([{ name: 'leader', depth: 4 }])
  expect(told.unreached).toEqual(['two-leaders'])
  expect(told.notAsked).toEqual([])
})

test('a situation sees all servers as a step leaves them', () => {
  const bounds = small({ servers: 3, terms: 2, budgets: { elections: 2, duplicates: Infinity } })
  expect(sightings(bounds, [TWO_LEADERS]).reached).toEqual([{ name: 'two-leaders', depth: 7 }])
})

test('the start of the servers can bring one about', () => {
  const started = seen('started', ({ server }, { seats }) => server === 1 && seats[0]?.server !== null)
  expect(sightings(small(), [{ ...started, watches: Changed.Started }], PLAIN).reached).toEqual([
    { name: 'started', depth: 1 },
  ])
})

test('one that has a memory is not asked', () => {
  const remembers = { ...LEADER, name: 'remembers', start: () => 0, see: () => REACHED } satisfies Situation
  expect(sightings(small(), [remembers, LEADER])).toMatchObject({ notAsked: ['remembers'], unreached: [] })
})

test.each<[string, (transition: Transition, world: World) => unknown]>([
  ['a server when it crashed', (_, { seats }) => seats[0]?.started],
  ['the time', (_, { now }) => now],
  ["a server's clock", (_, { input }) => input.clock],
  ['the messages on their way', (_, { links }) => links[0]?.inFlight],
])('nothing follows for one that looks at %s', (_, look) => {
  const beyond = seen('beyond', (transition, world) => (look(transition, world), leads(transition)))
  expect(sightings(small(), [{ ...beyond, watches: Changed.Role }])).toMatchObject({
    reached: [],
    unreached: [],
    notAsked: ['beyond'],
  })
})

test('where the cluster lacks what one takes, it is not asked', () => {
  const snapshot = { ...LEADER, takes: ['snapshots'] } satisfies Situation
  expect(sightings(small(), [snapshot])).toMatchObject({ reached: [], unreached: [], lacking: ['leader'] })
})

test('nothing follows for one of messages that a search leaves out, unless it is met where they end', () => {
  const vote = (name: string, isIt: (transition: Transition) => boolean): Situation =>
    seen(name, isIt, { kinds: [Deliver, Duplicate], topics: [MessageKind.Vote] })
  const late = vote('late', ({ before }) => before?.role === Role.Leader)
  const never = vote('never', () => false)
  expect(sightings(small(), [late, never], PLAIN)).toMatchObject({ unreached: ['never'], notAsked: [] })
  const reduced = sightings(small(), [late, never])
  expect(reduced).toMatchObject({ unreached: [], notAsked: ['never'] })
  expect(reduced.reached).toEqual(sightings(small(), [late, never], PLAIN).reached)
})

test('nor for one of what is lost, or arrives for the last time where it may arrive any number of times', () => {
  const bounds = small({ servers: 2, budgets: { drops: 1, duplicates: Infinity } })
  const lost = seen('lost', () => true, { kinds: [Drop] })
  const last = seen('last', () => true, { kinds: [Deliver], watches: Changed.Role })
  expect(sightings(bounds, [lost, last]).notAsked).toEqual(['lost', 'last'])
})

test('a search that does not tell how deep it is tells what it reached all the same', () => {
  const model = worldModel({
    target: embeddedCore,
    monitors: [],
    bounds: small({ servers: 2 }),
    reductions: ALL_UP,
    situations: [LEADER],
  })
  expect(united(depthFirst(model).told).reached).toEqual([{ name: 'leader' }])
})

test('a search that was taken down goes on with what it had reached, and with nothing where it had not looked out', () => {
  const make = (situations: readonly Situation[]): ReturnType<typeof worldModel> =>
    worldModel({
      target: embeddedCore,
      monitors: [],
      bounds: small({ servers: 2 }),
      reductions: ALL_UP,
      situations,
    })
  const model = make([LEADER, TWO_LEADERS])
  breadthFirst(model)
  const saved = structuredClone(model.vocabulary?.save())
  const resumed = make([LEADER, TWO_LEADERS])
  resumed.vocabulary?.restore(saved)
  expect(reachedIn(resumed)).toEqual(reachedIn(model))
  expect(() => make([LEADER]).vocabulary?.restore(saved)).toThrow(/looked out for other situations/)
  expect(() => make([LEADER]).vocabulary?.restore(make([]).vocabulary?.save())).toThrow(/or for none/)
})

test('threads come together: reached by one is reached; what one cannot tell no other can rule out', () => {
  const one = { reached: [{ name: 'a', depth: 5 }], unreached: ['b', 'c', 'd'], notAsked: [], lacking: ['e'] }
  const other = {
    reached: [
      { name: 'a', depth: 4 },
      { name: 'b', depth: 7 },
    ],
    unreached: ['d'],
    notAsked: ['c'],
    lacking: ['e'],
  }
  expect(united([one, other])).toEqual({
    reached: [
      { name: 'a', depth: 4 },
      { name: 'b', depth: 7 },
    ],
    unreached: ['d'],
    notAsked: ['c'],
    lacking: ['e'],
  })
})

test('what is looked out for does not change what is explored', () => {
  const bounds = small({ servers: 2, terms: 2, budgets: { crashes: 1, duplicates: Infinity } })
  const explore = (situations: readonly Situation[]): unknown => {
    const { told, ...rest } = breadthFirst(
      worldModel({ target: embeddedCore, monitors: [], bounds, reductions: ALL_UP, situations }),
    )
    return rest
  }
  const crash = seen('crash', (_, { seats }) => seats.every(({ server }) => server === null), {
    kinds: [Crash],
  })
  expect(explore([LEADER, TWO_LEADERS, crash])).toEqual(explore([]))
})
