import { expect, test } from 'vitest'
import { AnswerStatus, DiskFile } from '../effect.ts'
import { configurationOf } from '../membership/configuration.ts'
import { follower, leader, S1, S2, S3, S4, S5, setOf, settledLeader } from '../testing/cluster.ts'
import { configured } from '../testing/entries.ts'
import { after, ignores, take } from '../testing/frozen-step.ts'
import {
  accepts,
  arrives,
  asks,
  get,
  logFlushed,
  put,
  rejects,
  replicates,
  snapshotFlushed,
} from '../testing/inputs.ts'
import { answers, sent, writes } from '../testing/outcome.ts'

const asked = take(settledLeader({ term: 2 }), asks(get()))

test('8: a read writes nothing to the log; it begins a heartbeat round', () => {
  expect(writes(asked, DiskFile.Log)).toEqual([])
  for (const peer of [S2, S3]) expect(sent(asked, peer)).toMatchObject([{ round: 1 }])
})

test('8: a read is answered once a majority has answered a round begun after it came', () => {
  expect(answers(asked)).toEqual([])
  const step = take(asked.server, accepts({ from: S2, term: 2, match: 1, round: 1 }))
  expect(answers(step)).toMatchObject([{ session: 1, serial: 1, status: AnswerStatus.Done, value: 0 }])
  expect(step.server.reads).toEqual([])
})

test('8: the answer to an earlier round does not do', () => {
  expect(answers(take(asked.server, accepts({ from: S2, term: 2, match: 1, round: 0 })))).toEqual([])
})

test('8: a follower whose log conflicts still vouches for the leader of its term', () => {
  const step = take(asked.server, rejects({ from: S3, term: 2, conflict: [1, 0], round: 1 }))
  expect(answers(step)).toHaveLength(1)
})

test('8: an answer of an earlier term vouches for nothing', () => {
  expect(answers(take(asked.server, accepts({ from: S2, term: 1, match: 1, round: 1 })))).toEqual([])
})

// Else a leader that is elected again could take it for an answer to a round of its present reign: a stale read.
test('8: the refusal of a request from an earlier reign vouches for nothing', () => {
  const fromTerm1 = replicates({ from: S1, term: 1, round: 1 })
  const [refusal] = sent(take(follower({ id: S2, term: 2 }), fromTerm1))
  const before = after(settledLeader({ term: 2 }), arrives(refusal!))
  expect(answers(take(before, asks(get())))).toEqual([])
})

test('8: the read of a new leader waits until the no-op of its term is applied', () => {
  const early = after(leader({ log: [1], term: 2 }), asks(get()))
  const vouched = take(early, accepts({ from: S2, term: 2, match: 1, round: 1 }))
  expect(answers(vouched)).toEqual([])
  const durable = take(vouched.server, logFlushed(2, 2))
  expect(answers(durable)).toEqual([])
  expect(answers(take(durable.server, accepts({ from: S2, term: 2, match: 2, round: 1 })))).toHaveLength(1)
})

test('8: a read sees what was committed before it came', () => {
  const written = after(
    settledLeader(),
    asks(put(5)),
    accepts({ from: S2, term: 1, match: 2 }),
    logFlushed(2, 1),
  )
  const step = take(after(written, asks(get())), accepts({ from: S2, term: 1, match: 2, round: 1 }))
  expect(answers(step)).toMatchObject([{ value: 5 }])
})

test('8: a read asked again while it waits keeps its place, and is answered once', () => {
  expect(ignores(asked.server, asks(get()))).toBe(true)
  expect(answers(take(asked.server, accepts({ from: S3, term: 2, match: 1, round: 1 })))).toHaveLength(1)
})

test('6: in a joint configuration a majority of each must have answered the round', () => {
  const joint = { outgoing: setOf(S1, S2, S3), voters: setOf(S1, S4, S5), learners: 0 }
  const options = { servers: 5, voters: setOf(S1, S2, S3), catchUp: false }
  const log = [configured(1, 1, joint)]
  const elected = after(leader({ log, options }), logFlushed(2, 2))
  const waiting = after(elected, asks(get()), accepts({ from: S2, term: 2, match: 2, round: 1 }))
  expect(answers(take(waiting, accepts({ from: S3, term: 2, match: 2, round: 1 })))).toEqual([])
  expect(answers(take(waiting, accepts({ from: S4, term: 2, match: 2, round: 1 })))).toHaveLength(1)
})

test('4.2.1: a learner vouches for nothing', () => {
  const log = [configured(1, 1, configurationOf(setOf(S1, S2, S3), setOf(S4)))]
  const reading = after(settledLeader({ log, options: { servers: 4 } }), asks(get()))
  expect(answers(take(reading, accepts({ from: S4, term: 2, match: 2, round: 1 })))).toEqual([])
})

test('8: a leader whose no-op a snapshot has taken knows that it is committed', () => {
  const options = { snapshotThreshold: 1 }
  const compacted = after(settledLeader({ options }), snapshotFlushed(1, 1), asks(get()))
  expect(compacted.log.baseIndex).toBe(1)
  expect(answers(take(compacted, accepts({ from: S2, term: 1, match: 1, round: 1 })))).toHaveLength(1)
})
