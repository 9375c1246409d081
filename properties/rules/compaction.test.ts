import { expect, test } from 'vitest'
import { DiskFile } from '../../core/effect.ts'
import type { Options } from '../../core/options.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { becomes, CLUSTER, crashes, findings, follower, having, S1 } from '../testing/sightings.ts'
import { compaction } from './compaction.ts'

type Seen = Parameters<typeof follower>[0]
const found = (story: readonly Transition[], options: Partial<Options> = {}): string[] =>
  findings(compaction, story, { ...CLUSTER, options: { ...CLUSTER.options, ...options } }).map(
    ({ title }) => title,
  )
const step = (before: Seen, after: Seen): Transition => becomes(S1, follower(before), follower(after))

const full = { log: '1 1 2 2', applied: 3 }

test('7: a log of which a snapshot was written goes up to there, or but for the few that are to be kept', () => {
  expect(found([step(full, { ...full, log: '2', base: [3, 2] })])).toEqual([])
  const trailing = { ...full, log: '1 2 2', base: [1, 1], snapshot: [3, 2] } as const
  expect(found([step(full, trailing)], { trailingEntries: 2 })).toEqual([])
  expect(found([step(full, trailing)])).toEqual(['S1 discards its log up to index 1 and not 3'])
})

test('7: to discard without a snapshot, or what follows it, is caught', () => {
  const was = follower({ ...full, snapshot: [1, 1] })
  const { log } = follower({ log: '2 2', base: [2, 1] })
  expect(found([becomes(S1, was, { ...was, log })])).toEqual([
    'S1 discards entries of its log without having a snapshot of them',
  ])
  expect(found([step(full, { ...full, log: '', base: [3, 2] })])).toEqual([
    'S1 discards entries that follow its snapshot',
  ])
})

test('7: a snapshot of another term, or with another configuration than the log had there, is caught', () => {
  expect(found([step(full, { ...full, log: '2', base: [3, 1] })])).toEqual([
    'S1 has a snapshot of another term than its log',
  ])
  const changed = { log: '1 1(1234) 2 2', applied: 3 }
  expect(found([step(changed, { ...changed, log: '2', base: [3, 2] })])).toEqual([
    'S1 has a snapshot with voters S1 S2 S3, where its log has voters S1 S2 S3 S4',
  ])
})

test('snapshotThreshold: that none is taken when one is due is caught, but not while one is being written', () => {
  const due = { snapshotThreshold: 3 }
  const applies = step({ ...full, applied: 1 }, full)
  expect(found([applies], due)).toEqual(['S1 takes no snapshot, though one is due'])
  expect(found([applies], { snapshotThreshold: 4 })).toEqual([])
  const takes = having(applies, { wrote: [DiskFile.Snapshot] })
  const goesOn = step(full, { ...full, applied: 4 })
  expect(found([takes, goesOn], due)).toEqual([])
  expect(found([takes, crashes(S1, follower(full)), goesOn], due)).toHaveLength(1)
})

test('7: what a leader has sent may be ahead of the log', () => {
  expect(found([step(full, { ...full, log: '', base: [9, 3] })])).toEqual([])
})
