import { expect, test } from 'vitest'
import { follower, leader, S2, S3 } from '../testing/cluster.ts'
import { entry } from '../testing/entries.ts'
import { after, take } from '../testing/frozen-step.ts'
import { accepts, installs, logFlushed, replicates, snapshotFlushed } from '../testing/inputs.ts'
import { termsOf } from '../testing/outcome.ts'
import { partOf, snapshotUpTo } from '../testing/snapshots.ts'

test('durability: a leader counts itself towards a commit only once its own entry is flushed', () => {
  const held = after(leader({ term: 1 }), accepts({ from: S2, term: 1, match: 1 }))
  expect(held.commitIndex).toBe(0)
  expect(take(held, logFlushed(1, 1)).server.commitIndex).toBe(1)
})

test('durability: the flush of an entry that has been cut off since counts for nothing', () => {
  const first = after(follower(), replicates({ from: S2, term: 1, terms: [1, 1] }))
  const cut = after(first, replicates({ from: S2, term: 2, prev: [1, 1], terms: [2] }))
  expect(termsOf(cut)).toEqual([1, 2])
  expect(take(cut, logFlushed(2, 1)).server.durableIndex).toBe(0)
  expect(take(cut, logFlushed(2, 2, 1, 3)).server.durableIndex).toBe(2)
})

test('durability: an entry that was cut off and written again is durable with its second record, not its first', () => {
  const twice = after(
    follower(),
    replicates({ from: S2, term: 1, terms: [1, 1] }),
    replicates({ from: S3, term: 2, prev: [1, 1], terms: [2] }),
    replicates({ from: S2, term: 3, prev: [1, 1], entries: [entry(2, 1), entry(3, 3)] }),
  )
  expect(termsOf(twice)).toEqual([1, 1, 3])
  const durable = (index: number, term: number, number: number): number =>
    take(twice, logFlushed(index, term, 1, number)).server.durableIndex
  expect([durable(2, 1, 2), durable(2, 2, 3), durable(3, 3, 5)]).toEqual([0, 0, 3])
})

test('durability: so it is with one that a snapshot had discarded with all of the log', () => {
  const discards = after(
    follower(),
    replicates({ from: S2, term: 1, terms: [1, 1, 1] }),
    installs({ from: S3, term: 2, part: partOf(snapshotUpTo(2, 2)) }),
    snapshotFlushed(2, 2),
    replicates({ from: S3, term: 2, prev: [2, 2], entries: [entry(3, 1)] }),
  )
  expect(discards).toMatchObject({ durableIndex: 2, log: { baseIndex: 2 } })
  expect(take(discards, logFlushed(3, 1, 1, 3)).server.durableIndex).toBe(2)
  expect(take(discards, logFlushed(3, 1, 1, 5)).server.durableIndex).toBe(3)
})

test('durability: what replaces durable entries is not durable yet', () => {
  const cut = after(follower({ log: [1, 1, 1] }), replicates({ from: S2, term: 2, prev: [1, 1], terms: [2] }))
  expect(cut.durableIndex).toBe(1)
})
