import { expect, test } from 'vitest'
import { Timer } from '../effect.ts'
import { configurationOf } from '../membership/configuration.ts'
import { NOBODY, Role } from '../server.ts'
import { follower, leader, S2, S3, S4, S5, setOf, settledLeader, S1 } from '../testing/cluster.ts'
import { configured } from '../testing/entries.ts'
import { after, ignores, take } from '../testing/frozen-step.ts'
import type { Input } from '../input.ts'
import {
  accepts,
  asks,
  contactDue,
  leaderMissed,
  logFlushed,
  put,
  receives,
  rejects,
  replicates,
} from '../testing/inputs.ts'
import { arms, disarms } from '../testing/outcome.ts'
import { snapshotUpTo } from '../testing/snapshots.ts'

const options = { checkQuorum: true, servers: 5 }
const reigning = after(leader({ term: 2, options }), logFlushed(1, 2))

test('6.2: a leader steps down if an election timeout elapses without word from a majority', () => {
  const step = take(after(reigning, accepts({ from: S2, term: 2, match: 0 })), contactDue)
  expect(step.server).toMatchObject({ role: Role.Follower, currentTerm: 2, leader: NOBODY })
  expect([arms(step, Timer.Election), disarms(step, Timer.Heartbeat)]).toEqual([true, true])
})

test('6.2: it stays with the answers of a majority, itself included, whatever they say', () => {
  const heard = after(
    reigning,
    accepts({ from: S2, term: 2, match: 0 }),
    rejects({ from: S3, term: 2, conflict: [1, 0] }),
  )
  const step = take(heard, contactDue)
  expect(step.server.role).toBe(Role.Leader)
  expect(arms(step, Timer.Contact)).toBe(true)
})

test('6.2: answers to parts of a snapshot are word from a follower, too', () => {
  const snapshot = snapshotUpTo(4, 1)
  const heard = [S2, S3].map((from) => receives({ from, term: 2, snapshot, offset: 0 }))
  expect(take(after(reigning, ...heard), contactDue).server.role).toBe(Role.Leader)
})

test('6.2: answers count once, for the election timeout in which they came', () => {
  const heard = [S2, S3].map((from) => accepts({ from, term: 2, match: 0 }))
  const stayed = after(reigning, ...heard, contactDue)
  expect(take(stayed, contactDue).server.role).toBe(Role.Follower)
})

test('6.2: answers of an earlier term do not count', () => {
  const stale = [S2, S3].map((from) => accepts({ from, term: 1, match: 0 }))
  expect(take(after(reigning, ...stale), contactDue).server.role).toBe(Role.Follower)
})

test('6.2: answers of learners do not count', () => {
  const log = [configured(1, 1, configurationOf(setOf(S1, S2, S3), setOf(S4, S5)))]
  const server = leader({ log, options })
  const heard = [S4, S5].map((from) => accepts({ from, term: 2, match: 0 }))
  expect(take(after(server, ...heard), contactDue).server.role).toBe(Role.Follower)
})

test('6: in a joint configuration a leader must hear from a majority of each', () => {
  const joint = { outgoing: setOf(S1, S2, S3), voters: setOf(S3, S4, S5), learners: 0 }
  const server = leader({ log: [configured(1, 1, joint)], options })
  const old = after(server, accepts({ from: S2, term: 2, match: 0 }))
  expect(take(old, contactDue).server.role).toBe(Role.Follower)
  const both = after(old, ...[S3, S4].map((from) => accepts({ from, term: 2, match: 0 })))
  expect(take(both, contactDue).server.role).toBe(Role.Leader)
})

test('6.2: a new leader begins to look, one that is deposed stops', () => {
  expect(disarms(take(reigning, replicates({ from: S2, term: 3 })), Timer.Contact)).toBe(true)
  expect(ignores(follower({ options }), contactDue)).toBe(true)
})

test('6.2: a leader of one hears from all of its cluster', () => {
  const alone = after(settledLeader({ options: { checkQuorum: true, servers: 1 } }), contactDue)
  expect(take(alone, contactDue).server).toBe(alone)
})

test('6.2: one whose disk stands still counts itself no more, an election timeout after it last went on', () => {
  const answer = ([from, match]: readonly [number, number]): Input => accepts({ from, term: 2, match })
  const heard = [S2, S3].map((from) => answer([from, 0]))
  const busy = after(reigning, asks(put(5)), ...heard, contactDue)
  expect(busy.role).toBe(Role.Leader)
  expect(after(busy, ...heard, contactDue).role).toBe(Role.Follower)
  expect(after(busy, ...heard, logFlushed(2, 2), contactDue).role).toBe(Role.Leader)
  expect(after(busy, ...heard, answer([S4, 0]), contactDue).role).toBe(Role.Leader)
})

test('checkQuorum off: a leader that hears from nobody stays, but owes itself no loyalty', () => {
  const lonely = after(leader({ term: 2, options: { servers: 5, stickiness: true } }), logFlushed(1, 2))
  const { server } = take(lonely, contactDue)
  expect(server).toMatchObject({ role: Role.Leader, hearsLeader: false })
  const heard = [S2, S3].map((from) => accepts({ from, term: 2, match: 0 }))
  expect(take(after(server, ...heard), contactDue).server.hearsLeader).toBe(true)
})

test('4.2.3: a follower hears from its leader until it has missed it for the shortest election timeout', () => {
  const step = take(follower({ options: { stickiness: true } }), replicates({ from: S2, term: 1 }))
  expect(step.server.hearsLeader).toBe(true)
  expect(arms(step, Timer.Stickiness)).toBe(true)
  expect(take(step.server, leaderMissed).server.hearsLeader).toBe(false)
})

test('nobody keeps account of whom it hears from unless an option asks for it', () => {
  const plain = leader()
  expect(ignores(plain, accepts({ from: S2, term: 1, match: 0 }))).toBe(true)
  expect(arms(take(follower(), replicates({ from: S2, term: 1 })), Timer.Stickiness)).toBe(false)
})
