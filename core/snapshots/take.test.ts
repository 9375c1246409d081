import { expect, test } from 'vitest'
import { DiskFile } from '../effect.ts'
import { baseEntry } from '../log/entry.ts'
import { latestConfiguration } from '../log/log.ts'
import { configurationOf } from '../membership/configuration.ts'
import { follower, S1, S2, S3, S4, setOf, settledLeader } from '../testing/cluster.ts'
import { configured, entry } from '../testing/entries.ts'
import { after, take } from '../testing/frozen-step.ts'
import { accepts, asks, logFlushed, put, replicates, snapshotFlushed } from '../testing/inputs.ts'
import { termsOf, writes } from '../testing/outcome.ts'
import { sessionsOf } from '../testing/sessions.ts'
import { snapshotUpTo } from '../testing/snapshots.ts'

const options = { snapshotThreshold: 2, servers: 4, voters: setOf(S1, S2, S3) }
const all = [entry(1, 1, put(5)), entry(2, 1, put(6, 2)), entry(3, 1, put(7, 3))]
const upTo = (commit: number) => replicates({ from: S2, term: 1, entries: all, commit })

const sessions = sessionsOf([{ serial: 2 }])
const expected = snapshotUpTo(2, 1, { machine: [6], sessions })

test('7: a server takes a snapshot of the committed entries in its log, and of no others', () => {
  const step = take(follower({ options }), upTo(2))
  expect(writes(step, DiskFile.Snapshot)).toEqual([[expected]])
})

test('7: it does so on its own, whether it leads or not', () => {
  const reigning = after(settledLeader({ options }), asks(put(5)), logFlushed(2, 1))
  const step = take(reigning, accepts({ from: S2, term: 1, match: 2 }))
  expect(writes(step, DiskFile.Snapshot)).toMatchObject([[{ lastIncludedIndex: 2, lastIncludedTerm: 1 }]])
})

test('7: only when its log has grown to a fixed size', () => {
  expect(writes(take(follower({ options }), upTo(1)), DiskFile.Snapshot)).toEqual([])
  const off = follower({ options: { ...options, snapshotThreshold: 0 } })
  expect(writes(take(off, upTo(3)), DiskFile.Snapshot)).toEqual([])
})

test('7: the next one is due as many entries after the last', () => {
  const saved = after(follower({ options }), upTo(2), snapshotFlushed(2, 1))
  const third = take(saved, upTo(3))
  expect(writes(third, DiskFile.Snapshot)).toEqual([])
  const fourth = replicates({ from: S2, term: 1, prev: [3, 1], terms: [1], commit: 4 })
  expect(writes(take(third.server, fourth), DiskFile.Snapshot)).toMatchObject([[{ lastIncludedIndex: 4 }]])
})

test('7: while one is being written, no other is begun', () => {
  const writing = after(follower({ options: { ...options, snapshotThreshold: 1 } }), upTo(1))
  expect(writes(take(writing, upTo(3)), DiskFile.Snapshot)).toEqual([])
})

test('Figure 12: a snapshot knows the index and the term of the last entry that it replaces', () => {
  const terms = replicates({ from: S2, term: 3, terms: [1, 2, 3], commit: 2 })
  const { server } = take(follower({ options }), terms)
  expect(server.snapshotWork.saving).toMatchObject({ lastIncludedIndex: 2, lastIncludedTerm: 2 })
})

test('7: it includes the latest configuration in the log as of its last included index', () => {
  const [second, third] = [setOf(S1, S2), setOf(S1, S2, S3, S4)].map((voters) => configurationOf(voters, 0))
  const entries = [entry(1, 1), configured(2, 1, second!), configured(3, 1, third!)]
  const { server } = take(follower({ options }), replicates({ from: S2, term: 1, entries, commit: 2 }))
  expect(server.snapshotWork.saving?.configuration).toEqual(second)
})

const taken = take(follower({ options }), upTo(2)).server

test('7: the log keeps what a snapshot replaces until the snapshot is written', () => {
  expect(termsOf(taken)).toEqual([1, 1, 1])
  expect(taken.snapshot).toBe(null)
})

test('7: once the snapshot is written, log entries up through the last included index are deleted', () => {
  const step = take(taken, snapshotFlushed(2, 1))
  expect(step.server).toMatchObject({ snapshot: expected, log: { baseIndex: 2, baseTerm: 1 } })
  expect(termsOf(step.server)).toEqual([1])
  expect(step.server).toMatchObject({ commitIndex: 2, lastApplied: 2, machine: [6], sessions })
})

test('7: the log’s file says so, with the configuration in force there', () => {
  const base = baseEntry(2, 1, configurationOf(setOf(S1, S2, S3), 0))
  expect(writes(take(taken, snapshotFlushed(2, 1)), DiskFile.Log)).toEqual([[base]])
})

test('7: what comes into force only after the end of the log that goes is not said to be in force there', () => {
  const later = configurationOf(setOf(S1, S2), 0)
  const entries = [...all.slice(0, 2), configured(3, 1, later)]
  const told = after(follower({ options }), replicates({ from: S2, term: 1, entries, commit: 2 }))
  const step = take(told, snapshotFlushed(2, 1))
  const base = baseEntry(2, 1, configurationOf(setOf(S1, S2, S3), 0))
  expect(writes(step, DiskFile.Log)).toEqual([[base]])
  expect(latestConfiguration(step.server.log)).toEqual(later)
})

test('trailingEntries: so many entries that a snapshot holds stay', () => {
  const trailing = follower({ options: { ...options, trailingEntries: 1 } })
  const step = take(after(trailing, upTo(2)), snapshotFlushed(2, 1))
  expect(step.server.log).toMatchObject({ baseIndex: 1, baseTerm: 1 })
  expect(termsOf(step.server)).toEqual([1, 1])
})

test('durability: what a snapshot holds is durable, and so counts for a leader that had not flushed its own log', () => {
  const unflushed = after(settledLeader({ options }), asks(put(5)), accepts({ from: S2, term: 1, match: 2 }))
  const committed = after(unflushed, accepts({ from: S3, term: 1, match: 2 }))
  expect(committed).toMatchObject({ commitIndex: 2, durableIndex: 1 })
  expect(take(committed, snapshotFlushed(2, 1)).server.durableIndex).toBe(2)
})

test('durability: a snapshot that another one has replaced since is not the newest', () => {
  const writing = after(follower({ options }), upTo(2))
  expect(take(writing, snapshotFlushed(1, 1)).server).toBe(writing)
})
