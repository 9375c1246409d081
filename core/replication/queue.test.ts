import { expect, test } from 'vitest'
import { AnswerStatus, DiskFile } from '../effect.ts'
import { lastIndex } from '../log/log.ts'
import { NOBODY } from '../server.ts'
import { leader, S1, S2, S3, settledLeader, setOf } from '../testing/cluster.ts'
import { entry } from '../testing/entries.ts'
import { after, ignores, take } from '../testing/frozen-step.ts'
import {
  accepts,
  asks,
  get,
  logFlushed,
  put,
  reconfigure,
  replicates,
  transferTo,
} from '../testing/inputs.ts'
import { answers, sent, writes } from '../testing/outcome.ts'

const options = { maxQueued: 2, batching: false }
const of = (session: number): ReturnType<typeof put> => ({ ...put(5), session })

/** A leader that writes one request to its log, and another that waits meanwhile. */
const writing = after(settledLeader({ options }), asks(of(1)))
const waiting = after(writing, asks(of(2)))

test('maxQueued: while the leader writes to its log, requests wait; what is written on its own is not held up', () => {
  expect(lastIndex(writing.log)).toBe(2)
  const step = take(writing, asks(of(2)))
  expect([writes(step, DiskFile.Log), sent(step), answers(step)]).toEqual([[], [], []])
  expect(step.server.queued).toEqual([of(2)])
})

test('10.2.2: what waited enters the log in one write, and travels in one AppendEntries', () => {
  const step = take(after(waiting, asks(of(3))), logFlushed(2, 1))
  const together = [entry(3, 1, of(2)), entry(4, 1, of(3))]
  expect(writes(step, DiskFile.Log)).toEqual([together])
  expect(sent(step, S2)).toMatchObject([{ entries: [entry(2, 1, of(1)), ...together] }])
  expect(step.server.queued).toEqual([])
  expect(step.server.durableIndex).toBe(2)
})

test('10.2.2: it waits for all that is being written, not for a part of it', () => {
  const elected = after(leader({ options, log: [1] }), asks(of(1)))
  expect(take(elected, logFlushed(1, 1)).server.queued).toEqual([of(1)])
  expect(take(elected, logFlushed(2, 2)).server.queued).toEqual([])
})

test('10.2.1: nor for a disk that stands still, once a quorum of others have committed what is being written', () => {
  const committed = after(
    waiting,
    accepts({ from: S2, term: 1, match: 2 }),
    accepts({ from: S3, term: 1, match: 2 }),
  )
  expect([committed.commitIndex, committed.durableIndex]).toEqual([2, 1])
  expect([committed.queued, lastIndex(committed.log)]).toEqual([[], 3])
})

test('maxQueued: a full queue refuses, and has done nothing of what it refuses', () => {
  const full = after(waiting, asks(of(3)))
  const step = take(full, asks(of(4)))
  expect(answers(step)).toMatchObject([{ session: 4, status: AnswerStatus.Refused }])
  expect(step.server).toBe(full)
})

test('8: a retry of what waits is that request, be the queue full or not', () => {
  const full = after(waiting, asks(of(3)))
  for (const server of [waiting, full]) expect(ignores(server, asks(of(2)))).toBe(true)
})

test('maxQueued: reads and what is asked of the cluster itself do not wait', () => {
  expect(sent(take(waiting, asks(get())), S2)).toMatchObject([{ round: 1 }])
  const change = take(waiting, asks(reconfigure(setOf(S1, S2))))
  expect(lastIndex(change.server.log)).toBe(3)
  expect(change.server.queued).toEqual([of(2)])
})

test('8: a leader that steps down sends on whoever waits: nothing was done', () => {
  const step = take(waiting, replicates({ from: S2, term: 2 }))
  expect(answers(step)).toMatchObject([
    { session: 1, status: AnswerStatus.Unknown },
    { session: 2, status: AnswerStatus.Redirect, leader: NOBODY },
  ])
  expect(step.server.queued).toEqual([])
})

test('3.10: so does one that begins to hand over', () => {
  const step = take(waiting, asks(transferTo(S2)))
  expect(answers(step)).toMatchObject([{ session: 2, status: AnswerStatus.Redirect, leader: NOBODY }])
  expect(writes(take(step.server, logFlushed(2, 1)), DiskFile.Log)).toEqual([])
})

test('without maxQueued each request enters the log at once', () => {
  const plain = after(settledLeader(), asks(of(1)), asks(of(2)))
  expect(lastIndex(plain.log)).toBe(3)
})

test('8: what waited is applied and answered like any other', () => {
  const entered = after(waiting, logFlushed(2, 1), logFlushed(3, 1))
  const step = take(entered, accepts({ from: S2, term: 1, match: 3 }))
  expect(answers(step).map(({ session }) => session)).toEqual([1, 2])
})
