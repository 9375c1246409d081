import { expect, test } from 'vitest'
import { Operation, type Command } from '../../core/command.ts'
import { EntryKind, entryOf, type Entry } from '../../core/log/entry.ts'
import type { Configuration } from '../../core/membership/configuration.ts'
import { AnswerStatus } from '../../core/effect.ts'
import { defaultOptions, type Options } from '../../core/options.ts'
import { Role } from '../../core/server.ts'
import { Changed } from '../observation.ts'
import { embeddedCore } from '../targets/core.ts'
import { action, ActionKind, FOR_GOOD, type Action } from '../world/action.ts'
import type { Cluster } from '../world/cluster.ts'
import { perform, startServer } from '../world/perform.ts'
import { blankTransition, type Transition } from '../world/transition.ts'
import { openWorld, type World } from '../world/world.ts'
import { boundsOf, inTimeouts } from './bounds.ts'
import { excuseOf } from './excuse.ts'
import { isSteadinessPromised, Promised, promisedIn } from './promise.ts'
import { isSteady, noteSteadiness, steadinessAt, type Steadiness } from './steadiness.ts'

const write: Command = {
  session: 0,
  serial: 1,
  registration: 0,
  operation: Operation.Write,
  key: 0,
  value: 1,
  expected: 0,
}
const cluster = (options: Partial<Options> = {}): Cluster => ({
  options: { ...defaultOptions(5), ...options },
  synchronousDisk: true,
  clocks: [],
  operations: [[1, 2, 3, 4].map((serial) => ({ ...write, serial }))],
  given: [],
})
const down = (server: number): Action => action(ActionKind.Crash, 0, server, 0, 0, 0, 0, 1)
const cut = (from: number, to: number): Action => action(ActionKind.Cut, 0, from, to, 0, 0, 0, FOR_GOOD)

/** A world of five servers that have started, and what befell it. */
function worldAfter(options: Partial<Options>, ...actions: Action[]): World {
  return worldOf(cluster(options), actions)
}

function worldOf(given: Cluster, actions: readonly Action[] = []): World {
  const world = openWorld(embeddedCore, given)
  for (let server = 0; server < given.options.servers; server++) startServer(world, server)
  for (const one of actions) perform(world, one)
  return world
}

test('a calm is counted in the longest election timeout of any server, by its own clock', () => {
  const clocks = [
    { offset: 0, rate: 900 },
    { offset: 5, rate: 1100 },
  ]
  const bounds = boundsOf({ ...cluster({ electionTimeoutStretch: [0, 100] }), clocks }, 1_000, 40)
  expect(bounds.timeout).toBe(545_455)
  expect(
    [bounds.traffic, bounds.requests, bounds.quiet].map((end) => inTimeouts(end - 1_000, bounds)),
  ).toEqual(['20 election timeouts', '30 election timeouts', '40 election timeouts'])
  expect(boundsOf(cluster(), 0, 30).quiet).toBe(30 * 300_000)
})

test('nothing is owed only where a configuration in force lacks a quorum of servers that all reach each other', () => {
  expect(excuseOf(worldAfter({}, down(0), down(1)))).toBe(undefined)
  expect(excuseOf(worldAfter({}, down(0), down(1), down(2)))).toMatch('no quorum that is up')
  expect(excuseOf(worldAfter({ voters: 0b11 }, down(1)))).toMatch('no quorum that is up')
  expect(excuseOf(worldAfter({}, cut(0b00001, 0b11110)))).toBe(undefined)
  expect(excuseOf(worldAfter({}, cut(0b00011, 0b11100), down(4)))).toMatch('all reach each other')
  const stalls = [0, 1, 2].map((server) => action(ActionKind.Stall, 0, server, 0, 0, 0, 0, 0))
  expect(excuseOf(worldAfter({}, ...stalls))).toMatch('disks work')
})

test('nothing is owed where nobody whose log would do reaches those whose votes it needs', () => {
  const configuration = (voters: number, learners: number): Configuration => ({
    voters,
    outgoing: 0,
    learners,
  })
  const own = (index: number, term: number, voters: number, learners = 0): Entry =>
    entryOf(index, term, EntryKind.Configuration, null, configuration(voters, learners))
  // S1 and the learner S4 hold an entry of term 3; S3 has made S4 a voter in term 2, and needs its vote.
  const [first, leaders] = [own(1, 1, 0b0111, 0b1000), entryOf(2, 3, EntryKind.NoOp, null, null)]
  const given = [
    { server: 0, currentTerm: 3, votedFor: 0, log: [first, leaders] },
    { server: 1, currentTerm: 3, votedFor: 0, log: [first] },
    { server: 2, currentTerm: 3, votedFor: -1, log: [first, own(2, 2, 0b1111)] },
    { server: 3, currentTerm: 3, votedFor: -1, log: [first, leaders] },
  ]
  const four = { ...cluster({ servers: 4, voters: 0b1111 }), given }
  const excuse = (...actions: Action[]): string | undefined => excuseOf(worldOf(four, actions))
  expect(excuse()).toBe(undefined)
  expect(excuse(cut(0b0110, 0b0001))).toBe('no server that could be elected reaches a quorum')
  expect(excuse(cut(0b0010, 0b0001))).toBe(undefined)
  expect(excuse(down(0))).toBe('no server that could be elected reaches a quorum')
  expect(excuse(down(3))).toBe(undefined)
})

test('one leader that stays is promised where whoever no leader reaches can disturb nobody', () => {
  expect(isSteadinessPromised(worldAfter({}))).toBe(true)
  expect(isSteadinessPromised(worldAfter({ voters: 0b111 }))).toBe(false)
  expect(isSteadinessPromised(worldAfter({ voters: 0b111, stickiness: true }))).toBe(true)
  const one = cut(0b1, 0b10)
  expect(isSteadinessPromised(worldAfter({ preVote: true }, one))).toBe(false)
  expect(isSteadinessPromised(worldAfter({ preVote: true, checkQuorum: true }, one))).toBe(true)
})

test('without PreVote nothing is promised while somebody stands for election of whom not all voters hear', () => {
  const alone = { voters: 0b1, outgoing: 0, learners: 0 }
  const log = [entryOf(1, 1, EntryKind.Configuration, null, alone)]
  const behind = (options: Partial<Options>): Cluster => ({
    ...cluster(options),
    given: [{ server: 0, currentTerm: 1, votedFor: -1, log }],
  })
  expect(promisedIn(worldOf(behind({ stickiness: true })))).toBe(Promised.Nothing)
  expect(promisedIn(worldOf(behind({ stickiness: true }), [down(0)]))).toBe(Promised.Steadiness)
  expect(promisedIn(worldOf(behind({ preVote: true })))).toBe(Promised.Steadiness)
})

const bounds = boundsOf(cluster(), 0, 40)
const at = (time: number, changed: number, rest: Partial<Transition> = {}): Transition => ({
  ...blankTransition(),
  changed,
  action: action(ActionKind.Ask, time, 0, 0, 0, 1, 0, 0),
  ...rest,
})
const asked = (time: number): Transition => at(time, Changed.Asked)
const answered = (time: number, status: AnswerStatus = AnswerStatus.Done): Transition =>
  at(time, Changed.Answered, {
    answered: { from: 0, session: 0, serial: 1, status, value: 0, leader: -1 },
  })
const elected = (time: number): Transition => {
  const world = worldAfter({})
  const follower = embeddedCore.observe(world.seats[0]?.server as object)
  return at(time, Changed.Role, { before: follower, after: { ...follower, role: Role.Leader } })
}
const after = (...story: Transition[]): Steadiness =>
  story.reduce(
    (known, transition) => noteSteadiness(known, transition, cluster(), bounds),
    steadinessAt(bounds, cluster()),
  )

test('a cluster is steady when one leader has led, and answered in time, for three election timeouts', () => {
  const done = after(elected(10), asked(20), answered(30))
  expect(isSteady(done, 900_009, bounds)).toBe(false)
  expect(isSteady(done, 900_010, bounds)).toBe(true)
})

test('it is not while nothing was done, a command waits, or another leader is elected', () => {
  expect(isSteady(after(), 3_000_000, bounds)).toBe(false)
  expect(isSteady(after(asked(20), answered(30, AnswerStatus.Refused)), 3_000_000, bounds)).toBe(false)
  expect(isSteady(after(asked(20), answered(30), asked(40)), 1_000_000, bounds)).toBe(false)
  expect(isSteady(after(asked(20), answered(30), elected(800_000)), 1_000_000, bounds)).toBe(false)
  expect(isSteady(after(asked(20), answered(30), asked(40), answered(800_000)), 1_000_000, bounds)).toBe(
    false,
  )
})

test('once it was steady it stays so: what the operator asks for may change the leader', () => {
  const steady = after(asked(20), answered(30), elected(1_000_000))
  expect(isSteady(steady, 1_000_001, bounds)).toBe(true)
})
