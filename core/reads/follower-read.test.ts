import { expect, test } from 'vitest'
import { AnswerStatus } from '../effect.ts'
import { askReadIndex, readIndex } from '../messages.ts'
import { NOBODY } from '../server.ts'
import { candidate, follower, leader, S1, S2, S3, settledLeader } from '../testing/cluster.ts'
import { after, ignores, take } from '../testing/frozen-step.ts'
import {
  accepts,
  asks,
  get,
  logFlushed,
  put,
  replicates,
  tellsIndex,
  timeout,
  transferTo,
  wantsIndex,
} from '../testing/inputs.ts'
import { answers, sent } from '../testing/outcome.ts'

const options = { followerReads: true }
const loyal = after(follower({ options }), replicates({ from: S2, term: 1, terms: [1], commit: 1 }))

test('6.4: a follower asks the leader for a read index, and tells the client nothing yet', () => {
  const step = take(loyal, asks(get()))
  expect(sent(step)).toEqual([askReadIndex(S1, S2, 1, get())])
  expect(answers(step)).toEqual([])
})

test('6.4: asked again it asks again, for the question may be lost', () => {
  expect(sent(take(after(loyal, asks(get())), asks(get())))).toHaveLength(1)
})

test('6.4: once it knows the read index it answers from its own machine', () => {
  expect(answers(take(loyal, tellsIndex({ from: S2, term: 1, index: 1 })))).toMatchObject([
    { from: S1, session: 1, serial: 1, status: AnswerStatus.Done, value: 0 },
  ])
})

test('6.4: not before its machine has applied all up to the read index', () => {
  const behind = take(loyal, tellsIndex({ from: S2, term: 1, index: 2 }))
  expect(answers(behind)).toEqual([])
  const held = after(behind.server, replicates({ from: S2, term: 1, prev: [1, 1], terms: [1], commit: 1 }))
  const step = take(held, replicates({ from: S2, term: 1, prev: [2, 1], commit: 2 }))
  expect(answers(step)).toHaveLength(1)
  expect(step.server.reads).toEqual([])
})

test('6.4: an index told twice for one read waits once', () => {
  const told = tellsIndex({ from: S2, term: 1, index: 2 })
  expect(ignores(after(loyal, told), told)).toBe(true)
})

test('6.4: an index is good in any term and from any leader, for it was told after the client had asked', () => {
  const moved = after(loyal, replicates({ from: S3, term: 3 }))
  expect(answers(take(moved, tellsIndex({ from: S2, term: 1, index: 1 })))).toHaveLength(1)
  const standing = after(loyal, tellsIndex({ from: S2, term: 1, index: 2 }), timeout)
  expect(standing.reads).toHaveLength(1)
})

test('6.4: even a server that has started again since it asked may use it, once it has applied as much', () => {
  const started = after(follower({ log: [1], options }), tellsIndex({ from: S2, term: 1, index: 1 }))
  const step = take(started, replicates({ from: S2, term: 1, prev: [1, 1], commit: 1 }))
  expect(answers(step)).toHaveLength(1)
})

test('8: a server that knows of no leader sends the client on, and so does one for all that is no read', () => {
  const redirect = (leader: number): object[] => [{ status: AnswerStatus.Redirect, leader }]
  expect(answers(take(follower({ options }), asks(get())))).toMatchObject(redirect(NOBODY))
  expect(answers(take(candidate({ options }), asks(get())))).toMatchObject(redirect(NOBODY))
  expect(answers(take(loyal, asks(put(5))))).toMatchObject(redirect(S2))
})

const settled = settledLeader({ term: 2 })
const wanted = take(settled, wantsIndex({ from: S3, term: 2 }))

test('6.4: a leader that is asked for a read index begins a heartbeat round, and tells it once a majority has answered', () => {
  for (const peer of [S2, S3]) expect(sent(wanted, peer)).toMatchObject([{ round: 1 }])
  const step = take(wanted.server, accepts({ from: S2, term: 2, match: 1, round: 1 }))
  expect(sent(step)).toEqual([readIndex(S1, S3, 2, get(), 1)])
  expect(answers(step)).toEqual([])
})

test('6.4: the index is told only when an entry of the term of the leader is committed', () => {
  const early = after(leader({ log: [1], term: 2 }), wantsIndex({ from: S3, term: 2 }), logFlushed(2, 2))
  const vouched = take(early, accepts({ from: S2, term: 2, match: 1, round: 1 }))
  expect(vouched.server.reads).toHaveLength(1)
  const step = take(vouched.server, accepts({ from: S2, term: 2, match: 2, round: 1 }))
  expect(sent(step, S3)).toContainEqual(readIndex(S1, S3, 2, get(), 2))
})

test('6.4: a client that asks the leader too, for the same read, is answered by both', () => {
  const both = after(wanted.server, asks(get()))
  const step = take(both, accepts({ from: S2, term: 2, match: 1, round: 2 }))
  expect(answers(step)).toHaveLength(1)
  expect(sent(step, S3)).toHaveLength(1)
})

test('6.4: a question that comes again while it waits begins nothing', () => {
  expect(ignores(wanted.server, wantsIndex({ from: S3, term: 2 }))).toBe(true)
})

test('6.4: whoever does not lead, or is handing over, keeps silent', () => {
  expect(ignores(follower({ term: 2 }), wantsIndex({ from: S3, term: 2 }))).toBe(true)
  expect(ignores(after(settled, asks(transferTo(S2))), wantsIndex({ from: S3, term: 2 }))).toBe(true)
})

test('5.1: a question from a newer term deposes the leader, and the reads that it knew of are forgotten', () => {
  const { server } = take(wanted.server, wantsIndex({ from: S3, term: 3 }))
  expect(server).toMatchObject({ currentTerm: 3, reads: [] })
})
