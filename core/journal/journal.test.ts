import { expect, test } from 'vitest'
import { DiskFile } from '../effect.ts'
import { baseEntry, type Entry } from '../log/entry.ts'
import { configurationOf } from '../membership/configuration.ts'
import { follower, leader, S2 } from '../testing/cluster.ts'
import { entriesOf } from '../testing/entries.ts'
import { after, take } from '../testing/frozen-step.ts'
import { asks, logFlushed, put, replicates, snapshotFlushed } from '../testing/inputs.ts'
import { removes, segments, writes } from '../testing/outcome.ts'

const options = { segmentRecords: 2 }
const everyone = configurationOf(0b111, 0)

test('a segment takes as many records as it may, and the next write goes to a new one', () => {
  const first = take(leader({ options }), asks(put(5)))
  expect(segments(first)).toEqual([1])
  const second = take(first.server, asks(put(6, 2)))
  expect(segments(second)).toEqual([2])
  expect(segments(take(second.server, asks(put(7, 3))))).toEqual([2])
})

test('the records of one write stay together, where they have place and where no segment has', () => {
  const one = take(follower({ options }), replicates({ from: S2, term: 1, terms: [1] }))
  const two = take(one.server, replicates({ from: S2, term: 1, prev: [1, 1], terms: [1, 1] }))
  expect(segments(two)).toEqual([2])
  expect(
    segments(take(two.server, replicates({ from: S2, term: 1, prev: [3, 1], terms: [1, 1, 1] }))),
  ).toEqual([3])
})

test('a journal of one segment without end has one segment', () => {
  let server = leader()
  for (let serial = 1; serial < 9; serial++) {
    const step = take(server, asks(put(serial, serial)))
    expect([segments(step), removes(step)]).toEqual([[1], []])
    server = step.server
  }
})

const compacting = { segmentRecords: 2, snapshotThreshold: 3 }
/** Five entries in three segments; the first three are committed, and a snapshot of them is being written. */
const before = after(
  follower({ options: compacting }),
  replicates({ from: S2, term: 1, terms: [1, 1] }),
  replicates({ from: S2, term: 1, prev: [2, 1], terms: [1, 1] }),
  replicates({ from: S2, term: 1, prev: [4, 1], terms: [1], commit: 3 }),
)

test('7: a log that is compacted is written anew, as far as it goes on, to a segment of its own', () => {
  const step = take(before, snapshotFlushed(3, 1))
  expect(segments(step)).toEqual([4])
  expect(writes(step, DiskFile.Log)).toEqual([[baseEntry(3, 1, everyone, 2), ...entriesOf([1, 1], 3)]])
})

test('the segments before that go once it is durable, the oldest first, and no earlier', () => {
  const compacted = after(before, snapshotFlushed(3, 1))
  expect(removes(take(compacted, logFlushed(5, 1, 3)))).toEqual([])
  const durable = take(compacted, logFlushed(5, 1, 4))
  expect(removes(durable)).toEqual([1, 2, 3])
  expect(removes(take(durable.server, logFlushed(5, 1, 4)))).toEqual([])
})

const conflicting = (index: number): Entry[] => entriesOf([2], index)
/** Four entries in four segments. */
const cut = [0, 1, 2, 3].reduce(
  (server, index) =>
    after(server, replicates({ from: S2, term: 1, prev: [index, index === 0 ? 0 : 1], terms: [1] })),
  follower({ options: { segmentRecords: 1 } }),
)

test('5.3: the segments that hold nothing but what a leader has cut off go at once, the last first', () => {
  const step = take(cut, replicates({ from: S2, term: 2, prev: [1, 1], entries: conflicting(1) }))
  expect(removes(step)).toEqual([4, 3, 2])
  expect(segments(step)).toEqual([5])
  expect(
    removes(take(cut, replicates({ from: S2, term: 2, prev: [3, 1], entries: conflicting(3) }))),
  ).toEqual([4])
})

test('a segment that holds something else too stays', () => {
  const two = after(
    follower({ options }),
    replicates({ from: S2, term: 1, terms: [1, 1] }),
    replicates({ from: S2, term: 1, prev: [2, 1], terms: [1, 1] }),
  )
  const step = take(two, replicates({ from: S2, term: 2, prev: [3, 1], entries: conflicting(3) }))
  expect([removes(step), segments(step)]).toEqual([[], [3]])
})
