import { expect, test } from 'vitest'
import { DiskFile, Timer } from '../effect.ts'
import type { Input } from '../input.ts'
import { vote } from '../messages.ts'
import { defaultOptions } from '../options.ts'
import { NEW_DISK } from '../recovery/disk.ts'
import { recover } from '../recovery/recover.ts'
import { follower, leader, S1, S2, S3, settledLeader } from '../testing/cluster.ts'
import { after, take } from '../testing/frozen-step.ts'
import {
  accepts,
  asks,
  at,
  canvasses,
  get,
  heartbeatDue,
  leaderMissed,
  logFlushed,
  replicates,
  soundsOut,
  transferOverdue,
  transferTo,
  wantsIndex,
} from '../testing/inputs.ts'
import { answers, arms, sent, writes } from '../testing/outcome.ts'

const options = { leaseReads: true, electionTimeoutLeast: 150_000, clockDrift: 100 }
const LENGTH = 122_727

const confirms = (round: number): Input => accepts({ from: S2, term: 1, match: 1, round })

/** It has sent a heartbeat when its clock read 1,000,000, and the answer is there. */
const settled = settledLeader({ options })
const beating = after(settled, confirms(1), at(1_000_000, heartbeatDue))
const holding = after(beating, at(1_020_000, confirms(2)))

test('6.4.1: a lease is shorter than the shortest election timeout by as much as clocks may differ', () => {
  expect(after(settled, confirms(1)).lease?.until).toBe(LENGTH)
  const exact = settledLeader({ options: { ...options, clockDrift: 0 } })
  expect(after(exact, confirms(1)).lease?.until).toBe(150_000)
})

test('6.4.1: a leader that holds a lease answers a read at once, and asks nobody', () => {
  const step = take(holding, at(1_000_000 + LENGTH - 1, asks(get())))
  expect(answers(step)).toMatchObject([{ session: 1, serial: 1, value: 0 }])
  expect(sent(step)).toEqual([])
  expect(writes(step, DiskFile.Log)).toEqual([])
})

test('6.4.1: so it tells a follower the read index', () => {
  expect(sent(take(holding, at(1_050_000, wantsIndex({ from: S3, term: 1 }))))).toMatchObject([
    { to: S3, readIndex: 1 },
  ])
})

test('6.4.1: the lease runs from when the heartbeat was sent, not from when it was answered', () => {
  expect(holding.lease).toMatchObject({ until: 1_000_000 + LENGTH })
  const step = take(holding, at(1_000_000 + LENGTH, asks(get())))
  expect(answers(step)).toEqual([])
  expect(sent(step, S2)).toMatchObject([{ round: 3 }])
})

test('6.4.1: an answer to an earlier round does not prolong it, nor does one that is not of a majority', () => {
  expect(after(beating, at(1_020_000, confirms(1))).lease).toEqual(beating.lease)
  const five = settledLeader({ options: { ...options, servers: 5 } })
  expect(after(five, confirms(1)).lease?.until).toBe(0)
})

test('6.4.1: a round that follows before the last is answered does not make the lease run from later', () => {
  const again = after(beating, at(1_050_000, heartbeatDue), at(1_060_000, asks(get())))
  expect(after(again, at(1_070_000, confirms(3))).lease).toMatchObject({ until: 1_000_000 + LENGTH })
})

test('6.4.1: there is no lease before an entry of its own term is committed', () => {
  const early = after(leader({ options }), accepts({ from: S2, term: 1, match: 0, round: 1 }))
  expect(early.lease?.until).toBe(0)
  const committed = after(
    early,
    logFlushed(1, 1),
    at(7_000, accepts({ from: S2, term: 1, match: 1, round: 1 })),
  )
  expect(committed.lease?.until).toBe(LENGTH)
})

test('3.10: a leader that has urged another to stand holds no lease any more in this reign', () => {
  const handing = after(holding, at(1_030_000, asks(transferTo(S2))))
  expect(handing.lease).toBeNull()
  const aborted = after(handing, transferOverdue, at(1_040_000, heartbeatDue), at(1_050_000, confirms(3)))
  expect(aborted).toMatchObject({ transfer: null, lease: null })
})

test('3.10: one that only brings the other up to date still holds it', () => {
  expect(after(holding, at(1_030_000, asks(transferTo(S3)))).lease).toEqual(holding.lease)
})

test('6.4.1: a reign that is over takes its lease with it', () => {
  expect(after(holding, replicates({ from: S2, term: 2 })).lease).toBeNull()
})

const loyal = after(follower({ term: 2, options }), replicates({ from: S2, term: 2 }))
const request = canvasses({ from: S3, term: 9, last: [9, 9] })

test('6.4.1: whoever heard from a leader within the shortest election timeout votes for nobody', () => {
  expect(sent(take(loyal, request))).toEqual([vote(S1, S3, 2, false)])
  expect(sent(take(after(loyal, leaderMissed), request))).toEqual([vote(S1, S3, 9, true)])
})

test('6.4.1: not even in a newer term, whoever it heard of that from', () => {
  const told = after(loyal, accepts({ from: S3, term: 5, match: 0 }))
  expect(told.currentTerm).toBe(5)
  expect(sent(take(told, request))).toEqual([vote(S1, S3, 5, false)])
  expect(sent(take(after(told, leaderMissed), request))).toEqual([vote(S1, S3, 9, true)])
})

test('6.4.1: a server that starts again may have promised that before: it keeps to it for as long as it can matter', () => {
  const step = recover(S1, { ...defaultOptions(3), ...options }, NEW_DISK)
  expect(arms(step, Timer.Stickiness)).toBe(true)
  expect(sent(take(step.server, request))).toEqual([vote(S1, S3, 0, false)])
  expect(sent(take(step.server, soundsOut({ from: S3, term: 1 })))).toMatchObject([{ voteGranted: false }])
  expect(sent(take(after(step.server, leaderMissed), request))).toEqual([vote(S1, S3, 9, true)])
})

test('leaseReads off: nobody keeps a lease, or a promise', () => {
  expect(after(settledLeader(), accepts({ from: S2, term: 1, match: 1, round: 1 })).lease).toBeNull()
  const step = recover(S1, defaultOptions(3), NEW_DISK)
  expect(arms(step, Timer.Stickiness)).toBe(false)
})
