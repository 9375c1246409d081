import { expect, test } from 'vitest'
import { configurationOf } from '../membership/configuration.ts'
import { Role } from '../server.ts'
import { follower, S1, S2, S3, S4, setOf } from '../testing/cluster.ts'
import { configured } from '../testing/entries.ts'
import { after, ignores, take } from '../testing/frozen-step.ts'
import { replicates, snapshotFlushed, termFlushed, timeout, votes } from '../testing/inputs.ts'
import { arms, sent } from '../testing/outcome.ts'
import { snapshotUpTo } from '../testing/snapshots.ts'
import { Timer } from '../effect.ts'
import { installs, logFlushed, accepts } from '../testing/inputs.ts'
import { partOf } from '../testing/snapshots.ts'

const all = setOf(S1, S2, S3)

test('6: a server that is in no configuration begins no election', () => {
  expect(ignores(follower({ options: { servers: 4, voters: setOf(S2, S3, S4) } }), timeout)).toBe(true)
})

test('4.2.1: a learner begins no election', () => {
  const log = [configured(1, 1, configurationOf(setOf(S2, S3), setOf(S1)))]
  expect(ignores(follower({ log, options: { voters: setOf(S2, S3) } }), timeout)).toBe(true)
})

test.each([
  { name: 'old', joint: { outgoing: setOf(S1, S2), voters: setOf(S3, S4), learners: 0 } },
  { name: 'new', joint: { outgoing: setOf(S3, S4), voters: setOf(S1, S2), learners: 0 } },
])('6: a server of the $name configuration may stand, and asks everybody in either', ({ joint }) => {
  const server = follower({ log: [configured(1, 1, joint)], options: { servers: 4 } })
  const step = take(server, timeout)
  expect(step.server.role).toBe(Role.Candidate)
  expect(sent(step).map(({ to }) => to)).toEqual([S2, S3, S4])
})

test('6: a server that knows it was removed begins no election', () => {
  const last = configured(1, 1, configurationOf(setOf(S2, S3), 0))
  const removed = after(follower(), replicates({ from: S2, term: 1, entries: [last], commit: 1 }))
  expect(ignores(removed, timeout)).toBe(true)
})

// As in Figure 4.6: S2, which lacks the entry, cannot win without S1, nor would S1 vote for it.
test('4.2.2: a server that is not part of its own latest configuration stands, while that may not be committed', () => {
  const log = [1, configured(2, 1, configurationOf(setOf(S2), 0))]
  const step = take(follower({ log, options: { servers: 2 } }), timeout)
  expect(step.server.role).toBe(Role.Candidate)
  expect(sent(step).map(({ to }) => to)).toEqual([S2])
})

test('4.2.2: it does not count its own vote', () => {
  const log = [1, configured(2, 1, configurationOf(setOf(S2), 0))]
  const standing = after(follower({ log, options: { servers: 2 } }), timeout, termFlushed(2))
  expect(standing.role).toBe(Role.Candidate)
  expect(take(standing, votes({ from: S2, term: 2 })).server.role).toBe(Role.Leader)
})

test('4.2.2: elected, it commits the configuration without itself, and steps down', () => {
  const log = [1, configured(2, 1, configurationOf(setOf(S2), 0))]
  const standing = after(follower({ log, options: { servers: 2 } }), timeout, termFlushed(2))
  const elected = after(standing, votes({ from: S2, term: 2 }), logFlushed(3, 2))
  expect(elected.commitIndex).toBe(0)
  expect(take(elected, accepts({ from: S2, term: 2, match: 3 })).server).toMatchObject({
    commitIndex: 3,
    role: Role.Follower,
  })
})

// Its timer may have fired before it was a voter, and is armed no more.
test('6: a server that a snapshot makes a voter waits for an election', () => {
  const snapshot = snapshotUpTo(5, 1, { configuration: configurationOf(all, 0) })
  const newcomer = follower({ options: { voters: setOf(S2, S3) } })
  const told = after(newcomer, installs({ from: S2, term: 1, part: partOf(snapshot) }))
  expect(ignores(told, timeout)).toBe(true)
  expect(arms(take(told, snapshotFlushed(5, 1)), Timer.Election)).toBe(true)
})
