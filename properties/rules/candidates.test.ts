import { expect, test } from 'vitest'
import type { Message } from '../../core/message.ts'
import { preVoted, requestVote, timeoutNow } from '../../core/messages.ts'
import type { Transition } from '../../harness/world/transition.ts'
import {
  becomes,
  candidate,
  CLUSTER,
  crashes,
  findings,
  follower,
  having,
  S1,
  S2,
  S3,
  S4,
} from '../testing/sightings.ts'
import { candidates } from './candidates.ts'

const preVote = { ...CLUSTER, options: { ...CLUSTER.options, preVote: true } }
const found = (story: readonly Transition[], cluster = CLUSTER): string[] =>
  findings(candidates, story, cluster).map(({ title }) => title)
const asks = (to: number, index = 1, term = 1, byTransfer = false): Message =>
  requestVote(S1, to, 2, index, term, byTransfer)

const before = follower({ log: '1' })
const stood = candidate({ log: '1', term: 2 })
const stands = becomes(S1, before, stood)
const stays = becomes(S1, stood, stood)

test('Figure 2: a candidate that asks every other voter is right', () => {
  expect(found([having(stands, { sent: [asks(S2), asks(S3)] })])).toEqual([])
  expect(found([stands, having(stays, { sent: [asks(S2), asks(S3)] })])).toEqual([])
})

test('Figure 2: one that leaves somebody out, or asks who has no vote, is caught', () => {
  expect(found([having(stands, { sent: [asks(S2)] })])).toEqual(['S1 asks S2 for their votes'])
  expect(found([having(stands, { sent: [asks(S2), asks(S3), asks(S4)] })])).toHaveLength(1)
})

test('5.4.1: one that tells of another log than its own is caught', () => {
  const caught = ['S1 asks for votes with another log than its own']
  expect(found([having(stands, { sent: [asks(S2, 2), asks(S3)] })])).toEqual(caught)
  expect(found([having(stands, { sent: [asks(S2), asks(S3, 1, 2)] })])).toEqual(caught)
})

test('7: what a snapshot has come in the place of may have been told, less of it or more', () => {
  const replaced = candidate({ log: '', base: [3, 1], term: 2 })
  const tells = (index: number): string[] =>
    found([having(becomes(S1, replaced, replaced), { sent: [asks(S2, index), asks(S3, index)] })])
  expect(tells(1)).toEqual([])
  expect(tells(5)).toEqual([])
  const goesOn = candidate({ log: '1', base: [3, 1], term: 2 })
  expect(found([having(becomes(S1, goesOn, goesOn), { sent: [asks(S2, 5), asks(S3, 5)] })])).toHaveLength(2)
})

test('6: who is no voter and stands is caught, but not while the change may not be committed', () => {
  const out = { log: '1 1(23)', commit: 2 }
  const [was, is] = [follower(out), candidate({ ...out, term: 2 })]
  expect(found([becomes(S1, was, is)])).toEqual(['S1 stands and is no voter'])
  const open = { ...out, commit: 1 }
  expect(found([becomes(S1, follower(open), candidate({ ...open, term: 2 }))])).toEqual([])
})

test('9.6: with PreVote, who stands has the promise of a quorum, or was wanted by the leader', () => {
  const promise = having(becomes(S2, before, before), { sent: [preVoted(S2, S1, 2, true)] })
  const denial = having(becomes(S2, before, before), { sent: [preVoted(S2, S1, 2, false)] })
  expect(found([promise, stands], preVote)).toEqual([])
  expect(found([denial, stands], preVote)).toEqual(['S1 stands by the promise of S1 alone'])
  expect(found([having(stands, { heard: timeoutNow(S2, S1, 1) })], preVote)).toEqual([])
})

test('3.10: a follower that is told to stand and does not is caught, but not by an older leader', () => {
  const follows = becomes(S1, before, before)
  expect(found([having(follows, { heard: timeoutNow(S2, S1, 1) })])).toEqual([
    'S1 was told to stand and does not',
  ])
  expect(found([having(follows, { heard: timeoutNow(S2, S1, 0) })])).toEqual([])
  const out = follower({ log: '1 1(23)', commit: 2 })
  expect(found([having(becomes(S1, out, out), { heard: timeoutNow(S2, S1, 1) })])).toEqual([])
})

test('4.2.3: who says falsely that the leader wanted its election is caught, a forgotten wish included', () => {
  const urged = having(stands, { heard: timeoutNow(S2, S1, 1) })
  const byTransfer = having(stays, { sent: [asks(S2, 1, 1, true), asks(S3, 1, 1, true)] })
  const plain = having(stays, { sent: [asks(S2), asks(S3)] })
  expect(found([urged, byTransfer])).toEqual([])
  expect(found([stands, byTransfer])).toHaveLength(2)
  expect(found([urged, plain])).toHaveLength(2)
  expect(found([urged, crashes(S1, stood), stands, plain])).toEqual([])
})
