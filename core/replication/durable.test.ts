import { expect, test } from 'vitest'
import { entriesOf, follower, leader, S1, S2, termsOf } from '../testing/cluster.ts'
import { after, take } from '../testing/frozen-step.ts'
import { accepts, logFlushed, replicates } from '../testing/inputs.ts'

test('durability: a leader counts itself towards a commit only once its own entry is flushed', () => {
  const held = after(leader({ term: 1 }), accepts({ from: S2, term: 1, match: 1 }))
  expect(held.commitIndex).toBe(0)
  expect(take(held, logFlushed(1, 1)).server.commitIndex).toBe(1)
})

test('durability: a majority of others commits an entry that the leader itself has not flushed', () => {
  const both = after(
    leader({ term: 1 }),
    accepts({ from: S2, term: 1, match: 1 }),
    accepts({ from: 2, term: 1, match: 1 }),
  )
  expect(both.commitIndex).toBe(1)
  expect(both.matchIndex[S1]).toBe(0)
})

test('durability: the flush of an entry that has been cut off since counts for nothing', () => {
  const first = after(follower(), replicates({ from: S2, term: 1, entries: entriesOf([1, 1]) }))
  const cut = after(first, replicates({ from: S2, term: 2, prev: [1, 1], entries: entriesOf([2], 1) }))
  expect(termsOf(cut)).toEqual([1, 2])
  expect(take(cut, logFlushed(2, 1)).server).toBe(cut)
  expect(take(cut, logFlushed(2, 2)).server.durableIndex).toBe(2)
})

test('durability: what replaces durable entries is not durable yet', () => {
  const cut = after(
    follower({ log: [1, 1, 1] }),
    replicates({ from: S2, term: 2, prev: [1, 1], entries: entriesOf([2], 1) }),
  )
  expect(cut.durableIndex).toBe(1)
})
