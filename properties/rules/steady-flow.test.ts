import { expect, test } from 'vitest'
import { Operation, register, type Command } from '../../core/command.ts'
import type { Options } from '../../core/options.ts'
import type { Message } from '../../core/message.ts'
import { appended, appendEntries } from '../../core/messages.ts'
import type { PendingRead } from '../../core/reads/pending-read.ts'
import { toArray } from '../../core/vector.ts'
import type { Observation } from '../../harness/observation.ts'
import { becomes, CLUSTER, entries, findings, having, leader, S1, S2 } from '../testing/sightings.ts'
import { steadyFlow } from './steady-flow.ts'

const asked: Command = { ...register(0), serial: 1, operation: Operation.Write }
const reigns = (
  log: string,
  seen: Partial<Observation> = {},
  match: readonly number[] = [],
): Observation => ({
  ...leader({ log, match }),
  durableIndex: 0,
  inFlight: [null, null, null],
  awaiting: 0,
  queued: [],
  transfer: null,
  reads: [],
  ...seen,
})
const sends = (log: string, behind: number): Message =>
  appendEntries(S1, S2, 1, behind, 1, toArray(entries(log), behind), 0, 0)
const found = (
  options: Partial<Options>,
  before: Observation,
  after: Observation,
  besides: Parameters<typeof having>[1] = {},
): string[] => {
  const cluster = { ...CLUSTER, options: { ...CLUSTER.options, maxInFlight: 0, batching: false, ...options } }
  return findings(steadyFlow, [having(becomes(S1, before, after), besides)], cluster).map(
    ({ reason }) => reason,
  )
}

test('5.3: a follower that has answered is sent what it lacks, or the leader stalls', () => {
  const [before, after] = [reigns('1 1 1', {}, [0, 1, 0]), reigns('1 1 1', {}, [0, 2, 0])]
  const heard = appended(S2, S1, 1, 2, 0)
  const waits = reigns('1 1 1', { awaiting: 1 << S2 }, [0, 2, 0])
  expect(found({}, before, waits, { heard, sent: [sends('1 1 1', 2)] })).toEqual([])
  expect(found({}, before, after, { heard, sent: [sends('1 1 1', 2)] })).toEqual([
    'a leader that does not note that a follower has to answer',
  ])
  expect(found({}, before, after, { heard })).toEqual([
    'a leader that does not send a follower what it lacks',
  ])
  expect(found({}, before, reigns('1 1 1', {}, [0, 3, 0]), { heard })).toEqual([])
})

test('batching: new entries for who has not answered for the last are caught', () => {
  const [before, after] = [reigns('1', { awaiting: 1 << S2 }), reigns('1 1a', { awaiting: 1 << S2 })]
  const besides = { asked, sent: [sends('1 1a', 1)] }
  expect(found({ batching: true }, before, after, besides)).toEqual([
    'a leader that sends a follower new entries before it has answered for the last',
  ])
  expect(found({}, before, after, besides)).toEqual([])
  expect(found({ batching: true }, reigns('1'), after, besides)).toEqual([])
})

test('maxInFlight: an answer is one for what it tells of, and for no more', () => {
  const ahead = (sent: number[], match: number): Observation =>
    reigns('1 1 1', { inFlight: [null, sent, null] }, [0, match, 0])
  const heard = appended(S2, S1, 1, 1, 0)
  expect(found({ maxInFlight: 2 }, ahead([1, 2], 0), ahead([2], 1), { heard })).toEqual([])
  expect(found({ maxInFlight: 2 }, ahead([1, 2], 0), ahead([], 1), { heard })).toEqual([
    'a leader that takes more for answered than a follower has',
  ])
})

test('8: other members may end the round that reads wait for, and the next one tells all there is', () => {
  const changes = { ...asked, operation: Operation.Reconfigure }
  const reads = [{ command: asked, asker: S1, readIndex: 1, round: 2 }]
  const told = (reads: readonly PendingRead[], command: Command): string[] => {
    const [before, after] = [
      reigns('1', { awaiting: 1 << S2, reads }),
      reigns('1 1(123)', { awaiting: 1 << S2 }),
    ]
    return found({ batching: true }, before, after, { asked: command, sent: [sends('1 1(123)', 1)] })
  }
  expect(told(reads, changes)).toEqual([])
  expect(told([], changes)).toHaveLength(1)
  expect(told(reads, asked)).toHaveLength(1)
})

test('maxInFlight: more that is sent ahead than may be is caught', () => {
  const ahead = (...sent: number[]): Observation => reigns('1 1 1', { inFlight: [null, sent, null] })
  expect(found({ maxInFlight: 2 }, ahead(1), ahead(1, 2))).toEqual([])
  expect(found({ maxInFlight: 2 }, ahead(1, 2), ahead(1, 2, 3))).toEqual([
    'a leader that sends a follower more ahead than may be',
  ])
})

test('3.10: requests that waited do not enter the log of a leader that hands over', () => {
  const [before, after] = [reigns('1', { transfer: asked }), reigns('1 1a', { transfer: asked })]
  expect(found({}, before, after)).toEqual(['a leader that takes requests into its log while it hands over'])
  expect(found({}, before, reigns('1 1a'))).toEqual([])
})

test('10.2.2: what is sent ahead and not counted is caught', () => {
  const ahead = (...sent: number[]): Observation => reigns('1 1', { inFlight: [null, sent, null] })
  const besides = { sent: [sends('1 1', 1)] }
  expect(found({ maxInFlight: 2 }, ahead(), ahead(2), besides)).toEqual([])
  expect(found({ maxInFlight: 2 }, ahead(), ahead(), besides)).toEqual([
    'a leader that does not count what it sends a follower ahead',
  ])
})

test('10.2.2: requests that waited enter the log or are answered; forgotten ones are caught', () => {
  const waits = reigns('1', { queued: [asked] })
  expect(found({ maxQueued: 1 }, waits, reigns('1 1a'))).toEqual([])
  expect(found({ maxQueued: 1 }, waits, reigns('1'))).toEqual(['a leader that forgets requests that wait'])
})

test('10.2.2: requests that wait when the log is durable, or too many of them, are caught', () => {
  const queued = (durableIndex: number, ...all: Command[]): Observation =>
    reigns('1', { durableIndex, queued: all })
  expect(found({ maxQueued: 1 }, queued(0), queued(0, asked))).toEqual([])
  expect(found({ maxQueued: 1 }, queued(0, asked), queued(1, asked))).toEqual([
    'a leader that lets requests wait though its log is durable, or committed',
  ])
  const committed = { ...queued(0, asked), commitIndex: 1 }
  expect(found({ maxQueued: 1 }, queued(0, asked), committed)).toHaveLength(1)
  const hands = { ...queued(0, asked), transfer: asked }
  expect(found({ maxQueued: 1 }, queued(0, asked), hands)).toEqual([
    'a leader that lets requests wait while it hands over',
  ])
  const taken = [reigns('1', { durableIndex: 0 }), reigns('1 1a', { durableIndex: 0 })] as const
  expect(found({ maxQueued: 1 }, ...taken, { asked })).toEqual([
    'a leader that takes a request into its log before that is durable',
  ])
  expect(found({}, ...taken, { asked })).toEqual([])
  expect(found({ maxQueued: 1 }, queued(0, asked), queued(0, asked, asked))).toEqual([
    'a leader that has more requests wait than may',
  ])
})
