import { expect, test } from 'vitest'
import { follower, leader, S2 } from '../testing/cluster.ts'
import { after, take } from '../testing/frozen-step.ts'
import { accepts, logFlushed, replicates } from '../testing/inputs.ts'
import { termsOf } from '../testing/outcome.ts'

test('durability: a leader counts itself towards a commit only once its own entry is flushed', () => {
  const held = after(leader({ term: 1 }), accepts({ from: S2, term: 1, match: 1 }))
  expect(held.commitIndex).toBe(0)
  expect(take(held, logFlushed(1, 1)).server.commitIndex).toBe(1)
})

test('durability: the flush of an entry that has been cut off since counts for nothing', () => {
  const first = after(follower(), replicates({ from: S2, term: 1, terms: [1, 1] }))
  const cut = after(first, replicates({ from: S2, term: 2, prev: [1, 1], terms: [2] }))
  expect(termsOf(cut)).toEqual([1, 2])
  expect(take(cut, logFlushed(2, 1)).server).toBe(cut)
  expect(take(cut, logFlushed(2, 2)).server.durableIndex).toBe(2)
})

test('durability: what replaces durable entries is not durable yet', () => {
  const cut = after(follower({ log: [1, 1, 1] }), replicates({ from: S2, term: 2, prev: [1, 1], terms: [2] }))
  expect(cut.durableIndex).toBe(1)
})
