import { expect, test } from 'vitest'
import { DiskFile } from '../../core/effect.ts'
import type { Journal } from '../../core/journal/journal.ts'
import type { Options } from '../../core/options.ts'
import { ActionKind } from '../../harness/world/action.ts'
import type { Observation } from '../../harness/observation.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { becomes, CLUSTER, findings, flushed, follower, having, S1, starts } from '../testing/sightings.ts'
import { keptOnDisk } from './kept-on-disk.ts'

const FIRST = { segment: 3, records: 2, oldest: 1, fresh: 2, starts: [] }
const seen = { log: '1 1 1', commit: 1, applied: 1 }
const keeps = (more: Partial<Observation> = {}): Observation => ({
  ...follower(seen),
  durableIndex: 3,
  journal: FIRST,
  persisted: 0,
  persisting: false,
  ...more,
})
const found = (options: Partial<Options>, before: Observation, after: Observation, removes = 0): string[] => {
  const cluster = { ...CLUSTER, options: { ...CLUSTER.options, ...options } }
  return findings(keptOnDisk, [{ ...becomes(S1, before, after), removes }], cluster).map(
    ({ reason }) => reason,
  )
}
const written = (change: Partial<Journal>, more: Partial<Observation> = {}): Observation =>
  keeps({ journal: { ...FIRST, ...change }, ...more })

test('segments that are taken to be gone were removed', () => {
  expect(found({ segmentRecords: 4 }, keeps(), written({ oldest: 2 }), 1)).toEqual([])
  expect(found({ segmentRecords: 4 }, keeps(), written({ oldest: 2 }))).toEqual([
    'a server that takes some segments to be gone and removes some',
  ])
})

test('older segments go once all that was written is durable', () => {
  const step = becomes(S1, keeps(), keeps())
  const flushes = (behind: number, seen = step): string[] => {
    const does = { kind: ActionKind.Flush, topic: DiskFile.Log }
    return findings(keptOnDisk, [{ ...having(seen, { does }), behind }]).map(({ title }) => title)
  }
  expect(flushes(0)).toEqual(['S1 keeps segments from 1 on, though the one of 2 has all that is in them'])
  expect(flushes(1)).toEqual([])
  expect(flushes(0, becomes(S1, written({ oldest: 2 }), written({ oldest: 2 })))).toEqual([])
})

test('segmentRecords: a segment is not added to when it is full, though one write may fill more than it', () => {
  expect(found({ segmentRecords: 4 }, keeps(), written({ records: 4 }))).toEqual([])
  expect(found({ segmentRecords: 4 }, keeps(), written({ segment: 4, records: 9 }))).toEqual([])
  expect(found({ segmentRecords: 4 }, keeps(), written({ records: 5 }))).toEqual([
    'a server that adds to a segment that is full: some records',
  ])
})

test('a server that starts and takes its last segment for empty is caught', () => {
  const titles = (change: Partial<typeof FIRST>): string[] =>
    findings(keptOnDisk, [starts(S1, written(change, { persisted: 1 }))]).map(({ title }) => title)
  expect(titles({})).toEqual([])
  expect(titles({ records: 0 })).toEqual(['S1 takes its last segment for empty when it starts'])
  expect(titles({ segment: 1, records: 0 })).toEqual([])
})

test('what a server makes of its disk when it starts, and should not, is caught', () => {
  const titles = (seen: Partial<Observation>, more: Partial<Transition> = {}): string[] =>
    findings(keptOnDisk, [{ ...starts(S1, keeps({ persisted: 1, ...seen })), ...more }]).map(
      ({ title }) => title,
    )
  const log = 1 << DiskFile.Log
  expect(titles({})).toEqual([])
  expect(titles({ persisting: true })).toEqual(['S1 takes its machine for being written when it starts'])
  expect(titles({ persisted: 0 })).toEqual(['S1 forgets how far its machine was written when it starts'])
  expect(titles({}, { wrote: log })).toEqual(['S1 writes to its log when it starts'])
  expect(titles(follower({ base: [3, 1], applied: 3 }), { wrote: log })).toEqual([])
  expect(titles({}, { keepsPart: true })).toEqual([
    'S1 counts on a write that is not there as a whole when it starts',
  ])
})

test('7: with a compaction a segment begins that has all there is of the log', () => {
  const { log } = follower({ log: '1', base: [2, 1] })
  expect(
    found({ segmentRecords: 4 }, keeps(), written({ segment: 4, records: 2, fresh: 4 }, { log })),
  ).toEqual([])
  expect(found({ segmentRecords: 4 }, keeps(), written({ records: 3 }, { log }))).toEqual([
    'a server that begins no segment anew when its log is compacted',
  ])
  expect(found({ segmentRecords: 4 }, keeps(), keeps({ log }))).toHaveLength(1)
})

test('a machine is written when it has changed, once what it has applied is durable and no write is under way', () => {
  const options = { persistentMachine: true }
  const before = keeps({ persisted: 1 })
  const applies = (more: Partial<Observation>): Observation =>
    keeps({ ...follower({ ...seen, commit: 2, applied: 2 }), persisted: 1, ...more })
  expect(found(options, before, applies({ persisted: 2, persisting: true }))).toEqual([])
  expect(found(options, before, applies({}))).toEqual([
    'a server that does not write its machine, which has changed',
  ])
  expect(found(options, before, applies({ persisting: true }))).toEqual([])
  const behind = keeps({ persisted: 1, durableIndex: 1 })
  expect(found(options, behind, applies({ durableIndex: 1 }))).toEqual([])
  expect(found(options, behind, applies({ persisted: 2, persisting: true, durableIndex: 1 }))).toEqual([
    'a server that writes its machine ahead of its log',
  ])
})

test('segmentRecords: a segment is begun when the last has no room; one begun before that is caught', () => {
  const options = { segmentRecords: 4 }
  const grown = (records: number, segment: number): Observation =>
    written(
      { segment, records, starts: segment > FIRST.segment ? [{ segment, index: 4 }] : [] },
      { log: follower({ log: '1 1 1 1 1' }).log },
    )
  expect(found(options, keeps(), grown(4, 3))).toEqual([])
  expect(found(options, written({ records: 3 }), grown(2, 4))).toEqual([])
  expect(found(options, keeps(), grown(2, 4))).toEqual([
    'a server that begins a segment though the last has room',
  ])
  expect(found({ segmentRecords: 1 }, written({ records: 0 }), grown(2, 4))).toEqual([
    'a server that begins a segment though there is nothing in the last',
  ])
})

test('7: a snapshot that is durable is noted, and taken over where it is ahead; else nothing is written of a log that stays', () => {
  const tells = (before: Observation, after: Observation, restores = false): string[] => {
    const does = { kind: ActionKind.Flush, topic: DiskFile.Snapshot }
    const step = flushed(having(becomes(S1, before, after), { does, restores }), { snapshot: 2 })
    return findings(keptOnDisk, [step]).map(({ reason }) => reason)
  }
  const applied = keeps(follower({ ...seen, commit: 2, applied: 2 }))
  const has = (more: Partial<Observation> = {}): Observation => ({
    ...applied,
    snapshot: follower({ log: '1', base: [2, 1] }).snapshot,
    ...more,
  })
  expect(tells(applied, has())).toEqual([])
  expect(tells(applied, applied)).toEqual(['a server that takes no notice that its snapshot is durable'])
  expect(tells(applied, has({ journal: { ...FIRST, segment: 4 } }))).toEqual([
    'a server that writes its log anew though all of it stays',
  ])
  expect(tells(keeps(), has(), true)).toEqual([])
  expect(tells(keeps(), has())).toEqual([
    'a server that has a snapshot that is ahead of its machine, and does not take over its state',
  ])
})

test('what is durable of a log stays so, unless it is cut off', () => {
  expect(found({}, keeps(), keeps({ durableIndex: 2 }))).toEqual([
    'a server that takes what is durable of its log for lost',
  ])
  expect(found({}, keeps(), keeps({ durableIndex: 2, log: follower({ log: '1 1 2' }).log }))).toEqual([])
})
