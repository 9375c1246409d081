import { expect, test } from 'vitest'
import { DiskFile, Needs, Timer } from '../effect.ts'
import { vote } from '../messages.ts'
import { NOBODY } from '../server.ts'
import { follower, S1, S2, S3 } from '../testing/cluster.ts'
import { take } from '../testing/frozen-step.ts'
import { canvasses } from '../testing/inputs.ts'
import { arms, sends, sent, writes } from '../testing/outcome.ts'
import { snapshotUpTo } from '../testing/snapshots.ts'

const granted = [vote(S1, S2, 2, true)]
const denied = [vote(S1, S2, 2, false)]

test('RequestVote 1: false if the term is older than currentTerm, and the answer tells the newer one', () => {
  expect(sent(take(follower({ term: 2 }), canvasses({ from: S2, term: 1 })))).toEqual(denied)
})

test('RequestVote 2: a server that has not voted in this term grants its vote', () => {
  const step = take(follower({ term: 2, votedFor: NOBODY }), canvasses({ from: S2, term: 2 }))
  expect(step.server.votedFor).toBe(S2)
  expect(sent(step)).toEqual(granted)
})

test('RequestVote 2: a server that has voted for this candidate grants its vote again', () => {
  const step = take(follower({ term: 2, votedFor: S2 }), canvasses({ from: S2, term: 2 }))
  expect(sent(step)).toEqual(granted)
  expect(writes(step, DiskFile.Term)).toEqual([])
})

test('5.2: votes are given first come, first served: no second candidate has one in the same term', () => {
  const step = take(follower({ term: 2, votedFor: S3 }), canvasses({ from: S2, term: 2 }))
  expect(step.server.votedFor).toBe(S3)
  expect(sent(step)).toEqual(denied)
})

test('5.2: in a new term a server may vote anew', () => {
  const step = take(follower({ term: 1, votedFor: S3 }), canvasses({ from: S2, term: 2 }))
  expect(sent(step)).toEqual(granted)
})

test.each([
  { log: [1, 1], last: [2, 1], up: true, why: 'logs that end alike' },
  { log: [1], last: [2, 1], up: true, why: 'equal last terms, the longer log' },
  { log: [1, 1], last: [1, 1], up: false, why: 'equal last terms, the shorter log' },
  { log: [1, 1, 1], last: [1, 2], up: true, why: 'a later last term, however short the log' },
  { log: [2], last: [3, 1], up: false, why: 'an earlier last term, however long the log' },
  { log: [], last: [0, 0], up: true, why: 'two empty logs' },
] as const)('5.4.1: $why: up-to-date is $up', ({ log, last, up }) => {
  const step = take(follower({ term: 2, log }), canvasses({ from: S2, term: 2, last }))
  expect(sent(step)).toEqual(up ? granted : denied)
})

test('5.4.1: a log that a snapshot has emptied ends with what the snapshot replaced', () => {
  const voter = follower({ term: 2, snapshot: snapshotUpTo(5, 2) })
  expect(sent(take(voter, canvasses({ from: S2, term: 2, last: [4, 2] })))).toEqual(denied)
  expect(sent(take(voter, canvasses({ from: S2, term: 2, last: [9, 1] })))).toEqual(denied)
  expect(sent(take(voter, canvasses({ from: S2, term: 2, last: [5, 2] })))).toEqual(granted)
})

test('5.2: to grant a vote, but not to deny one, starts the election timeout again', () => {
  const voter = follower({ term: 2, log: [1] })
  expect(arms(take(voter, canvasses({ from: S2, term: 2, last: [1, 1] })), Timer.Election)).toBe(true)
  expect(arms(take(voter, canvasses({ from: S2, term: 2, last: [0, 0] })), Timer.Election)).toBe(false)
})

test('durability: a vote leaves only once it is on stable storage, together with its term', () => {
  const step = take(follower({ term: 1 }), canvasses({ from: S2, term: 2 }))
  expect(writes(step, DiskFile.Term)).toEqual([[{ currentTerm: 2, votedFor: S2 }]])
  expect(sends(step).map(({ needs }) => needs)).toEqual([Needs.Term])
})

test('a vote granted again gives back the same server', () => {
  const voter = follower({ term: 2, votedFor: S2 })
  expect(take(voter, canvasses({ from: S2, term: 2 })).server).toBe(voter)
})
