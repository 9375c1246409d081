import { expect, test } from 'vitest'
import { AnswerStatus } from '../effect.ts'
import type { Input } from '../input.ts'
import { latestConfiguration } from '../log/log.ts'
import { configurationOf } from '../membership/configuration.ts'
import { MembershipKind } from '../options.ts'
import { follower, leader, S1, S2, S3, S4, S5, setOf, settledLeader } from '../testing/cluster.ts'
import { configured } from '../testing/entries.ts'
import { after, ignores, take } from '../testing/frozen-step.ts'
import {
  accepts,
  asks,
  canvasses,
  heartbeatDue,
  logFlushed,
  put,
  reconfigure,
  replicates,
} from '../testing/inputs.ts'
import { answers, sent } from '../testing/outcome.ts'

/** S1 leads S2 and S3 in term 1, and has committed its no-op; S4 is to join them. */
const voters = setOf(S1, S2, S3)
const options = { servers: 5, voters }
const request = reconfigure(setOf(S1, S2, S3, S4))
const asked = take(settledLeader({ options }), asks(request))

const hold = (match: number, ...servers: number[]): Input[] =>
  servers.map((from) => accepts({ from, term: 1, match }))

/** The learners' entry is committed by S1 and S2. */
const learning = after(asked.server, logFlushed(2, 1), ...hold(2, S2))

test('6: new servers join as non-voting members first', () => {
  expect(latestConfiguration(asked.server.log)).toEqual(configurationOf(voters, setOf(S4)))
  expect(answers(asked)).toEqual([])
})

test('6: the leader replicates log entries to them', () => {
  expect(sent(asked, S4)).toMatchObject([{ prevLogIndex: 0, entries: { length: 2 } }])
  expect(sent(take(learning, heartbeatDue)).map(({ to }) => to)).toEqual([S2, S3, S4])
})

test('6: they are not considered for majorities', () => {
  const flushed = after(asked.server, logFlushed(2, 1))
  expect(after(flushed, ...hold(2, S4)).commitIndex).toBe(1)
  expect(learning.commitIndex).toBe(2)
})

test('4.2.1: once they have caught up with the rest, the change proceeds', () => {
  expect(latestConfiguration(learning.log)).toEqual(configurationOf(voters, setOf(S4)))
  const step = take(learning, hold(2, S4)[0]!)
  const joint = { voters: request.value, outgoing: voters, learners: 0 }
  expect(latestConfiguration(step.server.log)).toEqual(joint)
  expect(step.server.change).toBe(null)
})

test('4.2.1: servers that lack what is committed have not caught up', () => {
  const later = after(learning, asks(put(5)), logFlushed(3, 1), ...hold(3, S2))
  expect(take(later, hold(2, S4)[0]!).server.change?.command).toEqual(request)
  expect(take(later, hold(3, S4)[0]!).server.change).toBe(null)
})

test('4.2.1: servers that are always a little behind join after ten rounds', () => {
  let server = learning
  let rounds = 1
  for (let index = 3; latestConfiguration(server.log).outgoing === 0; index++, rounds++) {
    server = after(server, asks(put(index, index)), logFlushed(index, 1), ...hold(index, S2))
    server = after(server, ...hold(index - 1, S4))
  }
  expect(rounds).toBe(11)
})

test('4.2.1: all of those that are to join must have', () => {
  const two = reconfigure(setOf(S1, S2, S3, S4, S5))
  const joining = after(settledLeader({ options }), asks(two), logFlushed(2, 1), ...hold(2, S2, S4))
  expect(joining.change?.command).toEqual(two)
  expect(take(joining, hold(2, S5)[0]!).server.change).toBe(null)
})

test('4.2.1: so do single servers, which then join without a joint configuration', () => {
  const single = { ...options, membership: MembershipKind.SingleServer }
  const joined = after(
    settledLeader({ options: single }),
    asks(request),
    logFlushed(2, 1),
    ...hold(2, S2, S4),
  )
  expect(latestConfiguration(joined.log)).toEqual(configurationOf(request.value, 0))
})

test('4.2.1: learners that have caught up already join at once', () => {
  const log = [configured(1, 1, configurationOf(voters, setOf(S4)))]
  const elected = settledLeader({ log, options })
  const ready = after(elected, accepts({ from: S4, term: 2, match: 2 }))
  const { server } = take(ready, asks(request))
  expect(latestConfiguration(server.log)).toEqual({ voters: request.value, outgoing: voters, learners: 0 })
})

test('4.2.1: a change that only removes servers waits for nobody', () => {
  const { server } = take(settledLeader({ options }), asks(reconfigure(setOf(S1, S2))))
  expect(latestConfiguration(server.log)).toMatchObject({ voters: setOf(S1, S2), outgoing: voters })
})

// Else a server that never comes would hold up every change.
test('4.2.1: a change that waits for servers to catch up gives way to another', () => {
  const other = reconfigure(setOf(S1, S2), { session: 4 })
  const step = take(learning, asks(other))
  expect(answers(step)).toMatchObject([{ session: 2, serial: 1, status: AnswerStatus.Unknown }])
  expect(latestConfiguration(step.server.log)).toMatchObject({ voters: setOf(S1, S2), outgoing: voters })
  expect(step.server.change).toBe(null)
})

test('8: the same request again, while servers catch up, sets nothing going', () => {
  for (const server of [asked.server, learning]) expect(ignores(server, asks(request))).toBe(true)
})

test('4.2.1: with the reign ends the wait; the new leader may be asked again', () => {
  expect(take(learning, replicates({ from: S2, term: 2 })).server.change).toBe(null)
  const elected = settledLeader({ log: [configured(1, 1, configurationOf(voters, setOf(S4)))], options })
  expect(take(elected, asks(request)).server.change?.command).toEqual(request)
})

test('4.2.1: a learner votes for who asks it: it may be a voter, and not know that yet', () => {
  const log = [configured(1, 1, configurationOf(setOf(S2, S3), setOf(S1)))]
  const learner = follower({ log, options })
  expect(sent(take(learner, canvasses({ from: S2, term: 2, last: [1, 1] })))).toMatchObject([
    { voteGranted: true },
  ])
})

test('4.2.1: a learner takes and acknowledges entries like any other follower', () => {
  const learner = follower({ options: { ...options, voters: setOf(S2, S3) } })
  expect(sent(take(learner, replicates({ from: S2, term: 1, terms: [1] })))).toMatchObject([
    { success: true },
  ])
})

test('catchUp off: new servers vote at once', () => {
  const hasty = settledLeader({ options: { ...options, catchUp: false } })
  expect(latestConfiguration(take(hasty, asks(request)).server.log).voters).toBe(request.value)
  expect(leader({ options }).change).toBe(null)
})
