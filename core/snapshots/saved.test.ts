import { expect, test } from 'vitest'
import { DiskFile, restore, Timer } from '../effect.ts'
import { baseEntry } from '../log/entry.ts'
import { latestConfiguration } from '../log/log.ts'
import { configurationOf } from '../membership/configuration.ts'
import { Role } from '../server.ts'
import { follower, S1, S2, S3, S4, setOf } from '../testing/cluster.ts'
import { configured, entry } from '../testing/entries.ts'
import { after, take } from '../testing/frozen-step.ts'
import {
  installs,
  put,
  replicates,
  restored,
  snapshotFlushed,
  termFlushed,
  timeout,
  votes,
} from '../testing/inputs.ts'
import { answers, arms, termsOf, writes } from '../testing/outcome.ts'
import { sessionsOf } from '../testing/sessions.ts'
import { partOf, snapshotUpTo } from '../testing/snapshots.ts'

const configuration = configurationOf(setOf(S1, S2, S3, S4), 0)
const sessions = sessionsOf([{ serial: 3 }])
const snapshot = snapshotUpTo(3, 2, { machine: [7], sessions, configuration })
const whole = installs({ from: S2, term: 2, part: partOf(snapshot) })
const flushed = snapshotFlushed(3, 2)

const behind = take(after(follower({ log: [1] }), whole), flushed)

test('InstallSnapshot 6: if an entry has the index and term of the last included one, the entries that follow it are retained', () => {
  const { server } = take(after(follower({ log: [1, 1, 2, 2, 2], term: 2 }), whole), flushed)
  expect(termsOf(server)).toEqual([2, 2])
  expect(server.log).toMatchObject({ baseIndex: 3, baseTerm: 2 })
})

test.each([
  { log: [1], why: 'ends before it' },
  { log: [1, 1, 1, 1], why: 'has another there' },
])('InstallSnapshot 7: the entire log is discarded if it $why', ({ log }) => {
  const { server } = take(after(follower({ log, term: 2 }), whole), flushed)
  expect(termsOf(server)).toEqual([])
  expect(server).toMatchObject({ log: { baseIndex: 3, baseTerm: 2 }, durableIndex: 3 })
})

test('InstallSnapshot 7: the log’s file says so', () => {
  expect(writes(behind, DiskFile.Log)).toEqual([[baseEntry(3, 2, configuration)]])
})

test('InstallSnapshot 8: the state machine is reset to what the snapshot holds, sessions included', () => {
  expect(behind.effects).toContainEqual(restore(3, 2))
  const { server } = take(behind.server, restored(3, 2))
  expect(server).toMatchObject({ machine: [7], sessions, lastApplied: 3, commitIndex: 3 })
})

test('InstallSnapshot 8: the snapshot’s cluster configuration is loaded', () => {
  expect(latestConfiguration(behind.server.log)).toEqual(configuration)
})

test('InstallSnapshot 8: but a newer one in entries that are retained stays in force', () => {
  const newer = configurationOf(setOf(S1, S2), 0)
  const log = [1, 1, 2, configured(4, 2, newer)]
  const { server } = take(after(follower({ log, term: 2 }), whole), flushed)
  expect(latestConfiguration(server.log)).toEqual(newer)
})

test('7: the newest snapshot is the one that is durable', () => {
  expect(after(follower(), whole).snapshot).toBe(null)
  expect(behind.server.snapshot).toEqual(snapshot)
})

test('Figure 12: the consistency check of the first entry after a snapshot goes by its last included index and term', () => {
  const next = take(behind.server, replicates({ from: S2, term: 2, prev: [3, 2], terms: [2] }))
  expect(termsOf(next.server)).toEqual([2])
})

test('until the machine has taken over the state, nothing is applied; then all that was committed meanwhile', () => {
  const later = [entry(4, 2, put(8, 4))]
  const message = replicates({ from: S2, term: 2, prev: [3, 2], entries: later, commit: 4 })
  const waiting = after(behind.server, message)
  expect(waiting).toMatchObject({ commitIndex: 4, lastApplied: 0, machine: [] })
  expect(take(waiting, restored(3, 2)).server).toMatchObject({ lastApplied: 4, machine: [8] })
})

test('a newer snapshot that comes meanwhile is the one to wait for', () => {
  const newer = snapshotUpTo(6, 2, { machine: [9] })
  const twice = after(
    behind.server,
    installs({ from: S2, term: 2, part: partOf(newer) }),
    snapshotFlushed(6, 2),
  )
  expect(take(twice, restored(3, 2)).server).toMatchObject({ lastApplied: 0, machine: [] })
  expect(after(twice, restored(3, 2), restored(6, 2))).toMatchObject({ lastApplied: 6, machine: [9] })
})

test('7: if the entries came and were committed while it was being saved, the machine goes on as it is', () => {
  const entries = [
    entry(1, 2, put(1)),
    entry(2, 2, put(2, 2)),
    entry(3, 2, put(7, 3)),
    entry(4, 2, put(8, 4)),
  ]
  const faster = after(follower({ term: 2 }), whole, replicates({ from: S2, term: 2, entries, commit: 4 }))
  const step = take(faster, flushed)
  expect(step.effects).not.toContainEqual(restore(3, 2))
  expect(step.server).toMatchObject({ lastApplied: 4, machine: [8], log: { baseIndex: 3 }, snapshot })
})

test('one that the server’s own replaced since is not installed', () => {
  const newer = installs({ from: S2, term: 2, part: partOf(snapshotUpTo(6, 2)) })
  const twice = after(follower(), whole, newer)
  expect(take(twice, flushed).server).toBe(twice)
})

test('5.3: a server that is elected while its machine takes over a state answers nobody before it has', () => {
  const joined = snapshotUpTo(3, 2, { machine: [7], sessions })
  const part = installs({ from: S2, term: 2, part: partOf(joined) })
  const standing = after(follower({ log: [1] }), part, flushed, timeout, termFlushed(3))
  const step = take(standing, votes({ from: S3, term: 3 }))
  expect(step.server).toMatchObject({ role: Role.Leader, lastApplied: 0, commitIndex: 3 })
  expect(termsOf(step.server)).toEqual([3])
  expect(answers(step)).toEqual([])
})

test('5.2: one that is elected while it is being saved installs it, and holds no election for that', () => {
  const part = installs({ from: S2, term: 2, part: partOf(snapshotUpTo(3, 2)) })
  const elected = after(
    follower({ log: [2, 2, 2, 2], term: 2 }),
    part,
    timeout,
    termFlushed(3),
    votes({ from: S3, term: 3 }),
  )
  expect(elected).toMatchObject({ role: Role.Leader, lastApplied: 0, commitIndex: 0 })
  const step = take(elected, flushed)
  expect(step.effects).toContainEqual(restore(3, 2))
  expect(arms(step, Timer.Election)).toBe(false)
})
