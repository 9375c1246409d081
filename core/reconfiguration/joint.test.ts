import { expect, test } from 'vitest'
import { AnswerStatus, DiskFile } from '../effect.ts'
import type { Input } from '../input.ts'
import { latestConfiguration } from '../log/log.ts'
import { configurationOf } from '../membership/configuration.ts'
import { Role } from '../server.ts'
import { follower, leader, S1, S2, S3, S4, S5, setOf, settledLeader } from '../testing/cluster.ts'
import { configured, entry } from '../testing/entries.ts'
import { after, ignores, take } from '../testing/frozen-step.ts'
import {
  accepts,
  asks,
  canvasses,
  logFlushed,
  put,
  reconfigure,
  replicates,
  termFlushed,
  timeout,
  votes,
} from '../testing/inputs.ts'
import { answers, sent, termsOf, writes } from '../testing/outcome.ts'

/** C_old is S1, S2 and S3; C_new is S3, S4 and S5. S1 leads term 1 and has committed its no-op. */
const options = { servers: 5, voters: setOf(S1, S2, S3), catchUp: false, batching: false }
const old = configurationOf(setOf(S1, S2, S3), 0)
const next = configurationOf(setOf(S3, S4, S5), 0)
const joint = { voters: next.voters, outgoing: old.voters, learners: 0 }
const request = reconfigure(next.voters)

const asked = take(settledLeader({ options }), asks(request))

/** These servers’ answers that they hold the leader’s log up to `match`. */
const hold = (match: number, ...servers: number[]): Input[] =>
  servers.map((from) => accepts({ from, term: 1, match }))

const flushed = after(asked.server, logFlushed(2, 1))
const committed = take(after(flushed, ...hold(2, S2, S4)), accepts({ from: S5, term: 1, match: 2 }))

test('6: asked for other members, the leader stores C_old,new as a log entry and replicates it', () => {
  const stored = configured(2, 1, joint, request)
  expect(writes(asked, DiskFile.Log)).toEqual([[stored]])
  expect(sent(asked, S2)).toMatchObject([{ entries: [stored] }])
  expect(answers(asked)).toEqual([])
})

test('6: log entries are replicated to all servers in both configurations', () => {
  expect(sent(asked).map(({ to }) => to)).toEqual([S2, S3, S4, S5])
})

test('6: a server uses the latest configuration in its log, whether it is committed or not', () => {
  expect(latestConfiguration(asked.server.log)).toEqual(joint)
  const message = replicates({ from: S2, term: 1, entries: [configured(1, 1, joint)] })
  const told = after(follower({ options }), message)
  expect(told.commitIndex).toBe(0)
  expect(sent(take(told, timeout)).map(({ to }) => to)).toEqual([S2, S3, S4, S5])
})

test('6: if the entry is replaced, the configuration before it is in force again', () => {
  const told = after(
    follower({ options }),
    replicates({ from: S2, term: 1, entries: [configured(1, 1, joint)] }),
  )
  const replaced = after(told, replicates({ from: S3, term: 2, terms: [2] }))
  expect(sent(take(replaced, timeout)).map(({ to }) => to)).toEqual([S2, S3])
})

test('6: agreement for an entry requires separate majorities of C_old and C_new', () => {
  expect(after(flushed, ...hold(2, S2, S3)).commitIndex).toBe(1)
  expect(after(flushed, ...hold(2, S4, S5)).commitIndex).toBe(1)
  expect(after(flushed, ...hold(2, S3, S4)).commitIndex).toBe(2)
  expect(after(flushed, ...hold(2, S2, S4, S5)).commitIndex).toBe(2)
})

test('6: so does agreement for an election', () => {
  const standing = after(follower({ log: [configured(1, 1, joint)], options }), timeout, termFlushed(2))
  const vote = (...servers: number[]): Input[] => servers.map((from) => votes({ from, term: 2 }))
  expect(after(standing, ...vote(S4, S5)).role).toBe(Role.Candidate)
  expect(after(standing, ...vote(S2, S5)).role).toBe(Role.Candidate)
  expect(after(standing, ...vote(S3, S5)).role).toBe(Role.Leader)
})

test('6: any server of either configuration may serve as leader', () => {
  for (const id of [S2, S4]) {
    const standing = after(follower({ id, log: [configured(1, 1, joint)], options }), timeout, termFlushed(2))
    const elected = after(standing, ...[S1, S3, S5].map((from) => votes({ from, term: 2 })))
    expect(elected.role).toBe(Role.Leader)
  }
})

test('6: once C_old,new is committed, and not before, the leader creates an entry of C_new', () => {
  const stored = configured(3, 1, next, request)
  expect(writes(committed, DiskFile.Log)).toEqual([[stored]])
  expect(latestConfiguration(committed.server.log)).toEqual(next)
  expect(answers(committed)).toEqual([])
})

test('6: C_new alone decides from then on, and the leader does not count itself if it is not part of it', () => {
  const { server } = take(committed.server, logFlushed(3, 1))
  expect(after(server, ...hold(3, S2, S3)).commitIndex).toBe(2)
  expect(after(server, ...hold(3, S4, S5)).commitIndex).toBe(3)
  expect(sent(committed).map(({ to }) => to)).not.toContain(S2)
})

test('6: the change is over when C_new is committed; who asked for it is told, once', () => {
  const step = take(after(committed.server, logFlushed(3, 1), ...hold(3, S4)), hold(3, S5)[0]!)
  expect(answers(step)).toMatchObject([{ session: 2, serial: 1, status: AnswerStatus.Done }])
})

test('6: entries may be appended and committed all the while', () => {
  const busy = after(flushed, asks(put(5)), logFlushed(3, 1))
  expect(after(busy, ...hold(3, S2, S3, S4))).toMatchObject({ commitIndex: 3, machine: [5] })
})

test('6: a new leader that lacks C_old,new leads C_old, and no change goes on', () => {
  const elected = settledLeader({ log: [1], options })
  expect(elected).toMatchObject({ commitIndex: 2, role: Role.Leader })
  expect(latestConfiguration(elected.log)).toEqual(old)
  expect(termsOf(elected)).toEqual([1, 2])
})

test('6: a new leader that has C_old,new goes on from there, whoever had been asked', () => {
  const elected = leader({ id: S3, log: [1, configured(2, 1, joint, request)], options })
  const durable = after(elected, logFlushed(3, 2), accepts({ from: S2, term: 2, match: 3 }))
  expect(termsOf(durable)).toEqual([1, 1, 2])
  const step = take(durable, accepts({ from: S4, term: 2, match: 3 }))
  expect(writes(step, DiskFile.Log)).toEqual([[configured(4, 2, next, request)]])
  expect(take(step.server, accepts({ from: S4, term: 2, match: 3 })).server).toBe(step.server)
})

test('6: a new leader that knows C_old,new is committed goes on at once', () => {
  const told = replicates({
    from: S2,
    term: 1,
    entries: [configured(1, 1, joint, request)],
    commit: 1,
  })
  const standing = after(follower({ id: S3, term: 1, options }), told, timeout, termFlushed(2))
  const elected = after(standing, votes({ from: S4, term: 2 }), votes({ from: S2, term: 2 }))
  expect(latestConfiguration(elected.log)).toEqual(next)
  expect(termsOf(elected)).toEqual([1, 2, 2])
})

test('6: C_new is created though a snapshot has taken the entry of C_old,new', () => {
  const snapshotting = { ...options, snapshotThreshold: 1 }
  const elected = settledLeader({ id: S3, log: [configured(1, 1, joint, request)], options: snapshotting })
  expect(latestConfiguration(elected.log)).toEqual(next)
})

test('6: a server votes for candidates, and takes entries from leaders, that are not in its configuration', () => {
  const server = follower({ options })
  expect(sent(take(server, canvasses({ from: S5, term: 1 })))).toMatchObject([{ voteGranted: true }])
  expect(sent(take(server, replicates({ from: S5, term: 1, terms: [1] })))).toMatchObject([{ success: true }])
})

test('6: one change at a time: another is refused until C_new is committed', () => {
  const other = reconfigure(setOf(S1, S2), { session: 4 })
  for (const server of [asked.server, committed.server]) {
    const step = take(server, asks(other))
    expect(answers(step)).toMatchObject([{ session: 4, status: AnswerStatus.Refused }])
    expect(step.server).toBe(server)
  }
})

test('8: the same request again, while it is carried out, sets nothing going', () => {
  for (const server of [asked.server, committed.server]) expect(ignores(server, asks(request))).toBe(true)
})

test('8: once it has been carried out it is answered, and not carried out again', () => {
  const voters = setOf(S1, S2)
  const once = after(settledLeader({ options }), asks(reconfigure(voters)), logFlushed(2, 1), ...hold(2, S2))
  const done = after(once, logFlushed(3, 1), ...hold(3, S2))
  expect(latestConfiguration(done.log)).toEqual(configurationOf(voters, 0))
  for (const again of [reconfigure(voters), reconfigure(voters, { serial: 2 })]) {
    const step = take(done, asks(again))
    expect(answers(step)).toMatchObject([{ serial: again.serial, status: AnswerStatus.Done }])
    expect(step.server.log).toBe(done.log)
  }
})

test('6: a change of learners alone needs no joint configuration', () => {
  const step = take(settledLeader({ options }), asks(reconfigure(old.voters, { learners: setOf(S4, S5) })))
  expect(latestConfiguration(step.server.log)).toEqual(configurationOf(old.voters, setOf(S4, S5)))
})

test.each([
  { voters: 0, why: 'nobody to vote' },
  { voters: setOf(S1, 5), why: 'a server that there is not' },
])('a configuration with $why is refused', ({ voters }) => {
  const step = take(settledLeader({ options }), asks(reconfigure(voters)))
  expect(answers(step)).toMatchObject([{ status: AnswerStatus.Refused }])
})

test('6: a restarted server finds the latest configuration in its log, committed or not', () => {
  const restarted = follower({ log: [entry(1, 1), configured(2, 1, joint)], options })
  expect(restarted.commitIndex).toBe(0)
  expect(latestConfiguration(restarted.log)).toEqual(joint)
})
