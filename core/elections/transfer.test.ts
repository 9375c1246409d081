import { expect, test } from 'vitest'
import { AnswerStatus, Needs, Timer } from '../effect.ts'
import { configurationOf } from '../membership/configuration.ts'
import { MessageKind } from '../message.ts'
import { requestVote, timeoutNow } from '../messages.ts'
import { NOBODY, Role } from '../server.ts'
import { candidate, follower, leader, S1, S2, S3, S4, setOf, settledLeader } from '../testing/cluster.ts'
import { configured, entry } from '../testing/entries.ts'
import { after, ignores, take } from '../testing/frozen-step.ts'
import {
  accepts,
  asks,
  canvasses,
  get,
  handsOver,
  heartbeatDue,
  logFlushed,
  put,
  reconfigure,
  rejects,
  replicates,
  timeout,
  transferOverdue,
  transferTo,
} from '../testing/inputs.ts'
import { answers, arms, disarms, sends, sent } from '../testing/outcome.ts'

/** S1 leads term 1; S2 has its no-op, S3 has nothing yet. */
const reigning = settledLeader()
const toS3 = take(reigning, asks(transferTo(S3)))

test('3.10, 1: the prior leader stops accepting new client requests', () => {
  for (const command of [put(5), get(), reconfigure(setOf(S1, S2))])
    expect(answers(take(toS3.server, asks(command)))).toMatchObject([
      { status: AnswerStatus.Redirect, leader: NOBODY },
    ])
})

test('3.10, 2: it brings the log of the target up to date, through normal replication', () => {
  expect(sent(toS3)).toMatchObject([{ kind: MessageKind.AppendEntries, to: S3, entries: [entry(1, 1)] }])
  const backed = take(toS3.server, rejects({ from: S3, term: 1, conflict: [1, 0] }))
  expect(sent(backed).every(({ kind }) => kind === MessageKind.AppendEntries)).toBe(true)
})

test('3.10, 3: once the target has all that the leader has, it is sent TimeoutNow', () => {
  const step = take(toS3.server, accepts({ from: S3, term: 1, match: 1 }))
  expect(sent(step)).toEqual([timeoutNow(S1, S3, 1)])
  expect(sends(step).map(({ needs }) => needs)).toEqual([Needs.Term])
})

test('3.10, 3: a target that has all already is sent it at once; the log counts, not what is committed', () => {
  expect(sent(take(reigning, asks(transferTo(S2))))).toContainEqual(timeoutNow(S1, S2, 1))
  const busy = after(reigning, asks(put(5)))
  expect(sent(take(busy, asks(transferTo(S2))))).not.toContainEqual(timeoutNow(S1, S2, 1))
})

test('3.10, 3: the answer of another server sets nothing going', () => {
  expect(ignores(toS3.server, accepts({ from: S2, term: 1, match: 1 }))).toBe(true)
})

test('3.10, 3: as long as the transfer lasts, the target is urged again with every heartbeat', () => {
  const ready = after(toS3.server, accepts({ from: S3, term: 1, match: 1 }))
  expect(sent(take(ready, heartbeatDue))).toContainEqual(timeoutNow(S1, S3, 1))
})

const target = follower({ term: 1, log: [1], options: { preVote: true, stickiness: true } })
const loyal = after(target, replicates({ from: S2, term: 1 }))

test('3.10: TimeoutNow has the effect of an election timeout: the target increments its term and stands', () => {
  const step = take(loyal, handsOver({ from: S2, term: 1 }))
  expect(step.server).toMatchObject({ role: Role.Candidate, currentTerm: 2, votedFor: S1 })
  expect(sent(step)).toEqual([requestVote(S1, S2, 2, 1, 1, true), requestVote(S1, S3, 2, 1, 1, true)])
})

test('4.2.3: its requests say that the leader itself wants the election, and nobody denies them for its sake', () => {
  const request = { from: S3, term: 2, last: [1, 1] } as const
  expect(sent(take(loyal, canvasses(request)))).toMatchObject([{ voteGranted: false, term: 1 }])
  expect(sent(take(loyal, canvasses({ ...request, byTransfer: true })))).toMatchObject([
    { voteGranted: true, term: 2 },
  ])
})

test('3.10: a later election of the same server is one as any other', () => {
  const standing = after(candidate({ log: [1] }), timeout)
  expect(sent(take(standing, timeout))).toMatchObject([{ byTransfer: false }, { byTransfer: false }])
})

test('3.10: TimeoutNow of an earlier term is no longer anybody’s wish', () => {
  expect(ignores(follower({ term: 2 }), handsOver({ from: S2, term: 1 }))).toBe(true)
})

test('3.10: who leads or stands already, or may not lead, does not begin an election for it', () => {
  for (const server of [leader({ term: 2 }), candidate({ term: 2 })])
    expect(ignores(server, handsOver({ from: S2, term: 2 }))).toBe(true)
  const learner = follower({ term: 2, options: { voters: setOf(S2, S3) } })
  expect(ignores(learner, handsOver({ from: S2, term: 2 }))).toBe(true)
})

test('3.10: the prior leader steps down for the new one; the client hears from that', () => {
  const step = take(toS3.server, canvasses({ from: S3, term: 2, last: [1, 1] }))
  expect(step.server).toMatchObject({ role: Role.Follower, currentTerm: 2, transfer: null })
  expect(disarms(step, Timer.Transfer)).toBe(true)
  expect(answers(step)).toEqual([])
  expect(answers(take(leader(), asks(transferTo(S1))))).toMatchObject([{ status: AnswerStatus.Done }])
})

test('3.10: after about an election timeout the prior leader aborts the transfer, and accepts requests again', () => {
  expect(arms(toS3, Timer.Transfer)).toBe(true)
  const step = take(toS3.server, transferOverdue)
  expect(step.server).toMatchObject({ role: Role.Leader, transfer: null })
  expect(answers(step)).toMatchObject([{ session: 3, status: AnswerStatus.Unknown }])
  expect(sent(take(step.server, asks(put(5))), S2)).toMatchObject([{ entries: [entry(2, 1, put(5))] }])
  expect(sent(take(step.server, accepts({ from: S3, term: 1, match: 1 })))).toEqual([])
})

test('3.10: the same transfer asked for again goes on; another is refused meanwhile', () => {
  expect(ignores(toS3.server, asks(transferTo(S3)))).toBe(true)
  expect(answers(take(toS3.server, asks(transferTo(S2, 2))))).toMatchObject([
    { serial: 2, status: AnswerStatus.Refused },
  ])
})

test.each([
  { name: 'a learner', voters: setOf(S1, S2, S3), learners: setOf(S4) },
  { name: 'a stranger', voters: setOf(S1, S2, S3), learners: 0 },
])('3.10: leadership is not handed over to $name', ({ voters, learners }) => {
  const log = [configured(1, 1, configurationOf(voters, learners))]
  const step = take(settledLeader({ log, options: { servers: 4 } }), asks(transferTo(S4)))
  expect(answers(step)).toMatchObject([{ status: AnswerStatus.Refused }])
  expect(step.server.transfer).toBe(null)
})

test('3.10: what was accepted before is still committed and answered meanwhile', () => {
  const busy = after(reigning, asks(put(5)), asks(transferTo(S3)), logFlushed(2, 1))
  expect(answers(take(busy, accepts({ from: S2, term: 1, match: 2 })))).toMatchObject([
    { session: 0, status: AnswerStatus.Done },
  ])
})

test('8: a server that does not lead sends who asks for a transfer on to the leader', () => {
  expect(answers(take(loyal, asks(transferTo(S3))))).toMatchObject([
    { status: AnswerStatus.Redirect, leader: S2 },
  ])
})
