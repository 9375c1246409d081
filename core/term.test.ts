import { expect, test } from 'vitest'
import { AnswerStatus, DiskFile, Timer } from './effect.ts'
import { NOBODY, Role } from './server.ts'
import { candidate, follower, leader, S1, S2, S3, S4, setOf, settledLeader } from './testing/cluster.ts'
import { entry } from './testing/entries.ts'
import { after, take } from './testing/frozen-step.ts'
import {
  accepts,
  asks,
  canvasses,
  get,
  handsOver,
  installs,
  logFlushed,
  put,
  receives,
  reconfigure,
  rejects,
  replicates,
  soundsOut,
  transferTo,
  votes,
  wouldVote,
} from './testing/inputs.ts'
import { answers, arms, disarms, writes } from './testing/outcome.ts'
import { partOf, snapshotUpTo } from './testing/snapshots.ts'

const snapshot = snapshotUpTo(5, 1)

const newer = { from: S2, term: 7 }
const messages = [
  ['RequestVote', canvasses(newer)],
  ['a vote', votes({ ...newer, granted: false })],
  ['AppendEntries', replicates({ ...newer, prev: [9, 7] })],
  ['an accepting answer', accepts({ ...newer, match: 0 })],
  ['a refusing answer', rejects({ ...newer, conflict: [1, 0] })],
  ['InstallSnapshot', installs({ ...newer, part: partOf(snapshot, 0, 1) })],
  ['the answer to a part of a snapshot', receives({ ...newer, snapshot, offset: 0 })],
  ['the answer that a snapshot is there', receives({ ...newer, snapshot })],
  ['a pre-vote denied', wouldVote({ ...newer, granted: false })],
] as const

test.each(messages)('5.1: %s of a newer term makes any server a follower of that term', (_, message) => {
  for (const server of [follower(), candidate(), leader()]) {
    const step = take(server, message)
    expect(step.server).toMatchObject({ role: Role.Follower, currentTerm: 7 })
    expect(writes(step, DiskFile.Term)).toMatchObject([[{ currentTerm: 7 }]])
  }
})

test('9.6: to ask about a newer term, or to consent to one, makes nobody enter it', () => {
  for (const server of [follower(), candidate(), leader()])
    for (const message of [soundsOut(newer), wouldVote(newer)])
      expect(take(server, message).server).toBe(server)
})

test('3.10: TimeoutNow of a newer term makes any server stand for the term after', () => {
  const step = take(follower(), handsOver(newer))
  expect(step.server).toMatchObject({ role: Role.Candidate, currentTerm: 8 })
  expect(writes(step, DiskFile.Term).at(-1)).toMatchObject([{ currentTerm: 8 }])
})

test('5.1: in a newer term a server has voted for nobody yet, and knows of no leader', () => {
  expect(take(leader(), votes(newer)).server).toMatchObject({ votedFor: NOBODY, leader: NOBODY })
})

test('5.1: a leader that is out of date stops its heartbeats and waits for an election', () => {
  const step = take(leader(), votes(newer))
  expect(disarms(step, Timer.Heartbeat)).toBe(true)
  expect(arms(step, Timer.Election)).toBe(true)
})

test('5.1: a message of an older term deposes nobody', () => {
  const reigning = leader({ term: 7 })
  for (const stale of [canvasses, replicates, wouldVote, handsOver]) {
    expect(take(reigning, stale({ from: S2, term: 6 })).server).toBe(reigning)
  }
})

test('a leader that is deposed cannot tell what becomes of commands that it has not committed, and says so', () => {
  const log = [entry(1, 1, put(4))]
  const before = after(leader({ log }), asks(put(5, 2)), asks({ ...put(6), session: 1 }))
  const unknown = (session: number, serial: number): object => ({
    session,
    serial,
    status: AnswerStatus.Unknown,
  })
  // What an earlier leader put in the log was asked of that one; it may not even have a client here.
  expect(answers(take(before, votes(newer)))).toMatchObject([unknown(1, 1), unknown(0, 2)])
  const partly = after(before, logFlushed(4, 2), accepts({ from: S2, term: 2, match: 3 }))
  expect(answers(take(partly, votes(newer)))).toMatchObject([unknown(1, 1)])
})

test('5.1: nothing is left of a reign that has ended; reads that wait are not answered', () => {
  const change = reconfigure(setOf(S1, S2, S3, S4))
  const busy = after(
    settledLeader({ options: { servers: 4, voters: 0b111 } }),
    asks(put(5)),
    asks(get()),
    asks(change),
    asks(transferTo(S3)),
  )
  const step = take(busy, accepts({ ...newer, match: 1, round: 1 }))
  expect(answers(step)).toMatchObject([{ session: 0, status: AnswerStatus.Unknown }])
  const lists = { nextIndex: [], matchIndex: [], sending: [], roundAnswered: [], reads: [] }
  const nothing = { ...lists, awaiting: 0, contacted: 0, round: 0, change: null, transfer: null }
  expect(step.server).toMatchObject(nothing)
})
