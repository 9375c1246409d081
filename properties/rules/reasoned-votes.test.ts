import { expect, test } from 'vitest'
import { preVote, preVoted, requestVote, vote } from '../../core/messages.ts'
import type { Message } from '../../core/message.ts'
import { becomes, candidate, CLUSTER, findings, follower, having, S1, S2, S3 } from '../testing/sightings.ts'
import { reasonedVotes } from './reasoned-votes.ts'

type Seen = Parameters<typeof follower>[0]
const found = (
  before: Seen,
  after: Seen,
  heard: Message | undefined,
  sent: Message[] = [],
  options = {},
): string[] => {
  const step = becomes(S1, follower(before), follower(after))
  const story = [having(step, { ...(heard === undefined ? {} : { heard }), sent })]
  return findings(reasonedVotes, story, { ...CLUSTER, options: { ...CLUSTER.options, ...options } }).map(
    ({ title }) => title,
  )
}
const asked = (index: number, term: number, inTerm = 3): Message => requestVote(S2, S1, inTerm, index, term)
const before = { log: '1 2', term: 2 }
const gives = { log: '1 2', term: 3, votedFor: S2 }

test('5.4.1: a vote for who asks, with a log as good or better, is right', () => {
  expect(found(before, gives, asked(2, 2))).toEqual([])
  expect(found(before, gives, asked(3, 2))).toEqual([])
  expect(found(before, gives, asked(1, 3, 3))).toEqual([])
})

test('5.4.1: a vote for a worse log, in another term or for who has not asked is caught', () => {
  const caught = ['S1 voted for S2 without a reason']
  expect(found(before, gives, asked(1, 2))).toEqual(caught)
  expect(found(before, gives, asked(9, 1))).toEqual(caught)
  expect(found(before, gives, asked(2, 2, 2))).toEqual(caught)
  expect(found(before, gives, requestVote(S3, S1, 3, 2, 2))).toEqual(caught)
  expect(found(before, gives, undefined)).toEqual(caught)
})

test('5.2: a candidate votes for itself', () => {
  const stands = becomes(S1, follower(before), candidate({ ...before, term: 3, votedFor: S1 }))
  expect(findings(reasonedVotes, [stands])).toEqual([])
})

test('5.2: a vote denied is caught, but to who comes second, has the worse log, or where a leader is kept to', () => {
  const denial = [vote(S1, S2, 3, false)]
  const entered = { log: '1 2', term: 3 }
  expect(found(before, entered, asked(2, 2), denial)).toEqual(['S1 denied S2 its vote without a reason'])
  expect(found(before, entered, asked(1, 2), denial)).toEqual([])
  expect(found({ ...entered, votedFor: S3 }, { ...entered, votedFor: S3 }, asked(2, 2), denial)).toEqual([])
  expect(found({ ...before, votedFor: S3 }, entered, asked(2, 2), denial)).toHaveLength(1)
  expect(found(before, entered, asked(2, 2), denial, { stickiness: true })).toEqual([])
})

test('9.6: a vote promised for a term that is over, or to a worse log, is caught', () => {
  const promise = (term: number): Message[] => [preVoted(S1, S2, term, true)]
  expect(found(before, before, preVote(S2, S1, 3, 2, 2), promise(3))).toEqual([])
  const caught = ['S1 promised S2 its vote without a reason']
  expect(found(before, before, preVote(S2, S1, 2, 2, 2), promise(2))).toEqual(caught)
  expect(found(before, before, preVote(S2, S1, 3, 1, 2), promise(3))).toEqual(caught)
})

test('4.2.3: who enters a newer term and goes on keeping to the leader of the last is caught, but for a lease', () => {
  const entered = { ...follower({ log: '1 2', term: 3 }), hearsLeader: true }
  const step = having(becomes(S1, follower(before), entered), { heard: asked(1, 2) })
  const titles = (leaseReads: boolean): string[] =>
    findings(reasonedVotes, [step], { ...CLUSTER, options: { ...CLUSTER.options, leaseReads } }).map(
      ({ title }) => title,
    )
  expect(titles(false)).toEqual(['S1 keeps to the leader of a term that is over without a reason'])
  expect(titles(true)).toEqual([])
})

test('6.4.1: a newer term frees nobody from the promise that a lease counts on', () => {
  const promised = { ...follower(before), hearsLeader: true }
  const freed = { ...follower({ log: '1 2', term: 3 }), hearsLeader: false }
  const step = having(becomes(S1, promised, freed), { heard: asked(1, 2) })
  const titles = (leaseReads: boolean): string[] =>
    findings(reasonedVotes, [step], { ...CLUSTER, options: { ...CLUSTER.options, leaseReads } }).map(
      ({ title }) => title,
    )
  expect(titles(true)).toEqual(['S1 breaks the promise that a lease counts on without a reason'])
  expect(titles(false)).toEqual([])
})
