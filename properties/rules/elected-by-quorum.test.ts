import { expect, test } from 'vitest'
import type { Message } from '../../core/message.ts'
import { requestVote, vote } from '../../core/messages.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { becomes, candidate, elected, findings, having, S1, S2, S3, S4 } from '../testing/sightings.ts'
import { electedByQuorum } from './elected-by-quorum.ts'

const seen = { log: '1', term: 2 }
const stays = becomes(S1, candidate(seen), candidate(seen))
const asks = having(stays, { sent: [requestVote(S1, S2, 2, 1, 1), requestVote(S1, S3, 2, 1, 1)] })
const gives = (from: number, term = 2): Transition => having(stays, { sent: [vote(from, S1, term, true)] })
const found = (...story: Transition[]): string[] => findings(electedByQuorum, story).map(({ title }) => title)

test('5.2: a leader with the votes of a majority, its own included, is right', () => {
  expect(found(asks, gives(S2), elected(S1, seen))).toEqual([])
  expect(found(gives(S2), gives(S3), elected(S1, seen))).toEqual([])
})

test('5.2: a leader without a majority is caught: of votes denied, of another term, of who has none', () => {
  const alone = ['S1 leads term 2 by the votes of S1']
  expect(found(asks, elected(S1, seen))).toEqual(alone)
  expect(found(gives(S2, 1), asks, elected(S1, seen))).toEqual(alone)
  expect(found(asks, having(stays, { sent: [vote(S2, S1, 2, false)] }), elected(S1, seen))).toEqual(alone)
  expect(found(asks, gives(S4), elected(S1, seen))).toEqual(['S1 leads term 2 by the votes of S1 S4'])
})

test('5.2: a vote for itself that is not durable counts for nothing', () => {
  expect(found(gives(S2), elected(S1, seen))).toEqual(['S1 leads term 2 by the votes of S2'])
})

test('6: in a joint configuration both majorities have to vote', () => {
  const joint = { log: '1 1(145<123)', term: 2 }
  expect(found(asks, gives(S2), elected(S1, joint))).toHaveLength(1)
  expect(found(asks, gives(S2), gives(S4), elected(S1, joint))).toEqual([])
})

test('Figure 2: a candidate that has the votes of a majority and does not lead is caught', () => {
  const hears = (heard: Message): Transition => having(stays, { heard })
  expect(found(asks, gives(S2), hears(vote(S2, S1, 2, true)))).toEqual([
    'S1 has the votes of S1 S2 in term 2 and does not lead',
  ])
  expect(found(asks, gives(S2), gives(S3))).toEqual([])
  expect(found(gives(S2), hears(vote(S2, S1, 2, true)))).toEqual([])
})
