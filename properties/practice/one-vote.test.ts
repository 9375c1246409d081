import { expect, test } from 'vitest'
import { preVote, preVoted, requestVote, vote } from '../../core/messages.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { crashes, findings, follower, S1, S2, S3, sends, starts, titlesBy } from '../testing/sightings.ts'
import { oneVote } from './one-vote.ts'

const found = titlesBy(oneVote)
const votes = (from: number, to: number, term: number): Transition => sends(vote(from, to, term, true))
const asks = (from: number, term: number): Transition =>
  sends(...[S1, S2, S3].filter((to) => to !== from).map((to) => requestVote(from, to, term, 0, 0)))

test('5.2: a vote a term, told as often as you like, is accepted', () => {
  expect(found(votes(S1, S2, 1), votes(S1, S2, 1), votes(S1, S3, 2), asks(S1, 3), asks(S1, 3))).toEqual([])
})

test('5.2: several servers may vote in one term, each its own way', () => {
  expect(found(asks(S1, 1), asks(S2, 1), votes(S3, S1, 1))).toEqual([])
})

test('5.2: a vote for two candidates in one term is caught', () => {
  expect(findings(oneVote, [votes(S1, S2, 4), votes(S1, S3, 4)])).toEqual([
    {
      reason: 'two votes in one term',
      title: 'S1 voted for S2 and for S3 in term 4',
      servers: [S1, S2, S3],
      evidence: ['before, S1 sent its vote to S2 in term 4', 'now, S1 sent its vote to S3 in term 4'],
    },
  ])
})

test('5.2: a candidate has voted for itself', () => {
  expect(findings(oneVote, [asks(S1, 4), votes(S1, S3, 4)])).toMatchObject([
    { title: 'S1 voted for S1 and for S3 in term 4', servers: [S1, S3] },
  ])
  expect(findings(oneVote, [votes(S1, S3, 4), asks(S1, 4)])[0]).toMatchObject({
    evidence: ['before, S1 sent its vote to S3 in term 4', 'now, S1 asked for votes for itself in term 4'],
  })
})

test('a vote counts after a crash, and after votes in other terms', () => {
  const gone = [crashes(S1, follower({ term: 4 })), starts(S1, follower({ term: 3 }))]
  const others = [votes(S1, S3, 3), votes(S1, S2, 6), votes(S1, S3, 5)]
  expect(found(votes(S1, S2, 4), ...gone, ...others, votes(S1, S3, 4))).toEqual([
    'S1 voted for S2 and for S3 in term 4',
  ])
  expect(found(votes(S1, S2, 4), ...gone, ...others, votes(S1, S2, 5))).toHaveLength(1)
  expect(found(votes(S1, S2, 4), ...gone, ...others, votes(S1, S2, 4), votes(S1, S3, 5))).toEqual([])
})

test('two votes that leave a server together are both counted', () => {
  expect(found(sends(vote(S1, S2, 4, true), vote(S1, S3, 4, true)))).toHaveLength(1)
})

test('9.6: a denial is no vote, nor is a PreVote or an answer to one', () => {
  const denies = sends(vote(S1, S2, 4, false))
  const asksFirst = sends(preVote(S1, S2, 4, 0, 0), preVoted(S1, S2, 4, true))
  expect(found(denies, asksFirst, votes(S1, S3, 4))).toEqual([])
})
