import { expect, test } from 'vitest'
import { DiskFile, Timer } from './effect.ts'
import { NOBODY, Role } from './server.ts'
import { candidate, follower, leader, S2, settledLeader } from './testing/cluster.ts'
import { after, take } from './testing/frozen-step.ts'
import { accepts, asks, canvasses, get, put, rejects, replicates, votes } from './testing/inputs.ts'
import { answers, arms, disarms, writes } from './testing/outcome.ts'

const newer = { from: S2, term: 7 }
const messages = [
  ['RequestVote', canvasses(newer)],
  ['a vote', votes({ ...newer, granted: false })],
  ['AppendEntries', replicates({ ...newer, prev: [9, 7] })],
  ['an accepting answer', accepts({ ...newer, match: 0 })],
  ['a refusing answer', rejects({ ...newer, conflict: [1, 0] })],
] as const

test.each(messages)('5.1: %s of a newer term makes any server a follower of that term', (_, message) => {
  for (const server of [follower(), candidate(), leader()]) {
    const step = take(server, message)
    expect(step.server).toMatchObject({ role: Role.Follower, currentTerm: 7 })
    expect(writes(step, DiskFile.Term)).toMatchObject([[{ currentTerm: 7 }]])
  }
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
  for (const stale of [canvasses, replicates]) {
    expect(take(reigning, stale({ from: S2, term: 6 })).server).toBe(reigning)
  }
})

test('5.1: nothing is left of a reign that has ended; reads that wait are not answered', () => {
  const busy = after(settledLeader(), asks(put(5)), asks(get()))
  const step = take(busy, accepts({ ...newer, match: 1, round: 1 }))
  expect(answers(step)).toEqual([])
  const nothing = { nextIndex: [], matchIndex: [], awaiting: 0, round: 0, roundAnswered: [], reads: [] }
  expect(step.server).toMatchObject(nothing)
})
