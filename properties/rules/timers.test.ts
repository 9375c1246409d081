import { expect, test } from 'vitest'
import { Timer } from '../../core/effect.ts'
import type { Message } from '../../core/message.ts'
import { appendEntries, requestVote } from '../../core/messages.ts'
import { ActionKind } from '../../harness/world/action.ts'
import {
  becomes,
  candidate,
  elected,
  findings,
  follower,
  having,
  leader,
  S1,
  S2,
  S3,
  starts,
} from '../testing/sightings.ts'
import { timers } from './timers.ts'

type Besides = Parameters<typeof having>[1]
const found = (step: Parameters<typeof having>[0], besides: Besides = {}): string[] =>
  findings(timers, [having(step, besides)]).map(({ title }) => title)

const seen = { log: '1', term: 2 }
const stays = becomes(S1, follower(seen), follower(seen))
const election: Besides = { armed: [Timer.Election] }
const tells = (to: number): Message => appendEntries(S1, to, 2, 1, 1, [], 0, 0)
const hears = (term: number): Besides => ({ heard: appendEntries(S2, S1, term, 1, 1, [], 0, 0) })
const timer = (topic: Timer): Besides => ({ does: { kind: ActionKind.Timer, topic } })

test('Figure 2: the election timer starts again when the leader of the term is heard, and must', () => {
  expect(found(stays, { ...hears(2), ...election })).toEqual([])
  expect(found(stays, { ...hears(2), armed: [Timer.Stickiness] })).toEqual([
    'S1 hears from its leader and does not start its election timer',
  ])
})

test('Figure 2: an older leader, and a vote denied, are no reason to start it again', () => {
  const caught = ['S1 starts its election timer for no reason']
  expect(found(stays, { ...hears(1), ...election })).toEqual(caught)
  expect(found(stays, { heard: requestVote(S2, S1, 2, 1, 1), ...election })).toEqual(caught)
})

test('Figure 2: a vote given is a reason, and the timer has to start', () => {
  const gives = becomes(S1, follower(seen), follower({ ...seen, votedFor: S2 }))
  const heard = requestVote(S2, S1, 2, 1, 1)
  expect(found(gives, { heard, ...election })).toEqual([])
  expect(found(gives, { heard })).toEqual(['S1 gives its vote and does not start its election timer'])
})

test('5.2: with an election, and with the end of a reign, it has to start', () => {
  const stands = becomes(S1, follower(seen), candidate({ ...seen, term: 3, votedFor: S1 }))
  expect(found(stands, { ...timer(Timer.Election), ...election })).toEqual([])
  expect(found(stands, timer(Timer.Election))).toEqual([
    'S1 begins an election and does not start its election timer',
  ])
  const ends = becomes(S1, leader(seen), follower({ ...seen, term: 3 }))
  expect(found(ends, election)).toEqual([])
  expect(found(ends)).toEqual(['S1 ends its reign and does not start its election timer'])
})

test('6.4.1: a server starts with an election timer, and waits out what it may owe only where there are leases', () => {
  const start = starts(S1, follower(seen))
  expect(found(start, election)).toEqual([])
  expect(found(start, { armed: [Timer.Election, Timer.Stickiness] })).toEqual([
    'S1 starts with other timers than it should',
  ])
})

test('5.2: a leader holds no election, and has no timer for one', () => {
  const leads = becomes(S1, leader(seen), leader(seen))
  expect(found(leads, election)).toEqual(['S1 leads and starts its election timer'])
  expect(found(leads, { armed: [Timer.Contact] })).toEqual([])
})

test('5.2: a new leader, and one whose heartbeat is due, writes to all others and goes on', () => {
  const heartbeat: Besides = { armed: [Timer.Heartbeat], sent: [tells(S2), tells(S3)] }
  const reigns = becomes(S1, leader(seen), leader(seen))
  expect(found(elected(S1, seen), heartbeat)).toEqual([])
  expect(found(reigns, { ...timer(Timer.Heartbeat), ...heartbeat })).toEqual([])
  expect(found(elected(S1, seen), { ...heartbeat, sent: [tells(S2)] })).toEqual([
    'S1 leads and leaves out S3',
  ])
  expect(found(reigns, { ...timer(Timer.Heartbeat), ...heartbeat, armed: [] })).toEqual([
    'S1 leads and lets its heartbeat timer run out',
  ])
})
