import { expect, test } from 'vitest'
import { Timer } from '../effect.ts'
import { MessageKind } from '../message.ts'
import { candidate, S1, S2, S3 } from '../testing/cluster.ts'
import { entry } from '../testing/entries.ts'
import { after, take } from '../testing/frozen-step.ts'
import { termFlushed, votes } from '../testing/inputs.ts'
import { arms, disarms, sent, termsOf } from '../testing/outcome.ts'

const standing = after(candidate({ term: 2, log: [1, 1] }), termFlushed(2))
const election = take(standing, votes({ from: S2, term: 2 }))

test('Leaders: upon election, AppendEntries go to each server', () => {
  expect(sent(election)).toMatchObject([
    { kind: MessageKind.AppendEntries, to: S2, term: 2, prevLogIndex: 2, prevLogTerm: 1 },
    { kind: MessageKind.AppendEntries, to: S3, term: 2, prevLogIndex: 2, prevLogTerm: 1 },
  ])
})

test('8: a new leader starts its term with a no-op', () => {
  expect(termsOf(election.server)).toEqual([1, 1, 2])
  expect(sent(election, S3)).toMatchObject([{ entries: [entry(3, 2)] }])
})

test('5.3: a new leader sets every nextIndex to just after the last entry it had, every other matchIndex to 0', () => {
  expect(election.server.nextIndex).toEqual([3, 3, 3])
  expect([election.server.matchIndex[S2], election.server.matchIndex[S3]]).toEqual([0, 0])
})

test('durability: of its own log a new leader counts what is durable', () => {
  expect(election.server.matchIndex[S1]).toBe(2)
})

test('5.2: a new leader knows that it leads, waits for no election and begins to send heartbeats', () => {
  expect(election.server.leader).toBe(S1)
  expect(disarms(election, Timer.Election)).toBe(true)
  expect(arms(election, Timer.Heartbeat)).toBe(true)
})
