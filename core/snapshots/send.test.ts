import { expect, test } from 'vitest'
import type { Input } from '../input.ts'
import { MessageKind } from '../message.ts'
import { installSnapshot } from '../messages.ts'
import type { Server } from '../server.ts'
import { follower, leader, S1, S2, S3, settledLeader } from '../testing/cluster.ts'
import { after, ignores, take } from '../testing/frozen-step.ts'
import {
  accepts,
  arrives,
  asks,
  get,
  heartbeatDue,
  logFlushed,
  put,
  receives,
  rejects,
  restored,
  snapshotFlushed,
} from '../testing/inputs.ts'
import { answers, sends, sent, termsOf } from '../testing/outcome.ts'
import { partOf, snapshotUpTo } from '../testing/snapshots.ts'
import { Needs } from '../effect.ts'

/** S1 leads term 3; its log begins after (5, 2), and S2 has all of it. S3 lacks what only the snapshot holds. */
const snapshot = snapshotUpTo(5, 2, { machine: [7] })
const size = snapshot.bytes.length
const reigning = settledLeader({ snapshot, log: [2, 2], term: 3, options: { snapshotChunk: 4 } })
const lacks = rejects({ from: S3, term: 3, conflict: [2, 0] })
const sending = take(reigning, lacks)

/** S3 has the snapshot up to there, or, if nothing is said, for good. */
const hasPart = (offset?: number): Input =>
  receives({ from: S3, term: 3, snapshot, ...(offset === undefined ? {} : { offset }) })

test('7: a follower that lacks entries which the leader has discarded is sent the snapshot', () => {
  expect(sent(sending)).toEqual([installSnapshot(S1, S3, 3, partOf(snapshot, 0, 4), 0)])
  expect(sends(sending).map(({ needs }) => needs)).toEqual([Needs.Term])
})

test('7: one whose next entry is the first in the log is sent that entry', () => {
  const step = take(reigning, rejects({ from: S3, term: 3, conflict: [6, 0] }))
  expect(sent(step)).toMatchObject([
    { kind: MessageKind.AppendEntries, prevLogIndex: 5, prevLogTerm: 2, entries: { length: 3 } },
  ])
})

test('7: one that lacks only the last entry a snapshot holds is sent the snapshot', () => {
  const step = take(reigning, rejects({ from: S3, term: 3, conflict: [5, 0] }))
  expect(sent(step)).toMatchObject([{ kind: MessageKind.InstallSnapshot }])
})

test('Figure 13: chunks are sent in order, each after the answer to the one before', () => {
  const second = take(sending.server, hasPart(4))
  expect(sent(second)).toEqual([installSnapshot(S1, S3, 3, partOf(snapshot, 4, 4), 0)])
})

test('Figure 13: the last chunk says that it is the last', () => {
  const last = size - (size % 4 || 4)
  const step = take(sending.server, hasPart(last))
  expect(sent(step)).toMatchObject([{ chunk: { offset: last, done: true } }])
})

test('Figure 13: with the whole snapshot installed, the leader goes on with the entries after it', () => {
  const step = take(sending.server, hasPart())
  const { matchIndex, nextIndex, sending: still } = step.server
  expect([matchIndex[S3], nextIndex[S3], still[S3]]).toEqual([5, 6, null])
  expect(sent(step)).toMatchObject([
    { kind: MessageKind.AppendEntries, prevLogIndex: 5, entries: { length: 3 } },
  ])
})

test('5.3: a chunk that is not answered is sent again with each heartbeat; the others have theirs all the same', () => {
  const step = take(sending.server, heartbeatDue)
  expect(sent(step, S3)).toEqual(sent(sending))
  expect(sent(step, S2)).toMatchObject([{ kind: MessageKind.AppendEntries }])
})

test('a follower that began anew is sent the rest from there, when the next heartbeat is due', () => {
  const restarted = take(after(sending.server, hasPart(4)), hasPart(0))
  expect(sent(restarted)).toEqual([])
  expect(sent(take(restarted.server, heartbeatDue), S3)).toMatchObject([{ chunk: { offset: 0 } }])
})

test('an answer that teaches nothing sets nothing going', () => {
  const second = after(sending.server, hasPart(4))
  expect(ignores(second, hasPart(4))).toBe(true)
  const installed = after(sending.server, hasPart())
  for (const late of [hasPart(), hasPart(4)]) expect(ignores(installed, late)).toBe(true)
})

test('an answer of an earlier term, or about another snapshot, sets nothing going', () => {
  expect(ignores(sending.server, receives({ from: S3, term: 2, snapshot }))).toBe(true)
  const other = receives({ from: S3, term: 3, snapshot: snapshotUpTo(4, 2), offset: 8 })
  expect(ignores(sending.server, other)).toBe(true)
})

test('a follower that turns out to have more than the snapshot is sent no more of it', () => {
  const step = take(sending.server, accepts({ from: S3, term: 3, match: 6 }))
  expect(step.server.sending[S3]).toBe(null)
  expect(sent(step)).toMatchObject([{ kind: MessageKind.AppendEntries, prevLogIndex: 6 }])
})

test('new entries are not sent to a follower that is busy with a snapshot', () => {
  const step = take(sending.server, asks(put(5)))
  expect(sent(step).map(({ to }) => to)).toEqual([S2])
})

test('7: a follower is sent the snapshot that it began with, whatever newer ones the leader takes meanwhile', () => {
  const options = { snapshotChunk: 4, snapshotThreshold: 1 }
  const busy = after(settledLeader({ snapshot, log: [2, 2], term: 3, options }), lacks, snapshotFlushed(8, 3))
  expect(busy.snapshot?.lastIncludedIndex).toBe(8)
  expect(sent(take(busy, hasPart(4)))).toMatchObject([{ chunk: { lastIncludedIndex: 5, offset: 4 } }])
})

test('8: a follower that answers for a chunk vouches for the leader of its term', () => {
  const asked = after(sending.server, asks(get()))
  const step = take(asked, receives({ from: S3, term: 3, snapshot, offset: 4, round: 1 }))
  expect(answers(step)).toHaveLength(1)
})

test('7: a follower far behind comes to hold the log and the state of the leader', () => {
  const end = converse(leader({ snapshot, log: [2, 2], term: 3, options: { snapshotChunk: 4 } }), {
    ...follower({ id: S3, log: [1, 1, 1, 1, 1, 1, 1] }),
  })
  expect(termsOf(end)).toEqual([2, 2, 3])
  expect(end).toMatchObject({ log: { baseIndex: 5, baseTerm: 2 }, machine: [7], lastApplied: 5 })
})

/** What a follower becomes when it and a leader exchange messages until neither has anything more to say; its disk is fast. */
function converse(leading: Server, following: Server): Server {
  let [request] = sent(take(leading, heartbeatDue), S3)
  while (request !== undefined) {
    const answer = take(following, arrives(request))
    following = after(answer.server, snapshotFlushed(5, 2), restored(5, 2), logFlushed(8, 3))
    const next = take(leading, arrives(sent(answer, S1)[0]!))
    leading = next.server
    request = sent(next, S3)[0]
  }
  return following
}
