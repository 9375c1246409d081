import { expect, test } from 'vitest'
import { DiskFile, Needs, Timer } from '../effect.ts'
import { requestVote } from '../messages.ts'
import { Role } from '../server.ts'
import { candidate, follower, leader, S1, S2, S3 } from '../testing/cluster.ts'
import { after, ignores, take } from '../testing/frozen-step.ts'
import { termFlushed, timeout, votes } from '../testing/inputs.ts'
import { arms, sends, sent, writes } from '../testing/outcome.ts'
import { snapshotUpTo } from '../testing/snapshots.ts'

test('5.2: a follower whose election timeout elapses becomes a candidate of the next term and votes for itself', () => {
  const { server } = take(follower({ term: 3 }), timeout)
  expect(server).toMatchObject({ role: Role.Candidate, currentTerm: 4, votedFor: S1 })
})

test('5.2: a candidate resets its election timer', () => {
  expect(arms(take(follower(), timeout), Timer.Election)).toBe(true)
})

test('5.2: a candidate asks all other servers for their votes and says where its log ends', () => {
  const step = take(follower({ term: 3, log: [1, 3] }), timeout)
  expect(sent(step)).toEqual([requestVote(S1, S2, 4, 2, 3), requestVote(S1, S3, 4, 2, 3)])
})

test('7: a candidate whose log a snapshot has emptied says where that ends', () => {
  const step = take(follower({ term: 3, snapshot: snapshotUpTo(5, 2) }), timeout)
  expect(sent(step, S2)).toEqual([requestVote(S1, S2, 4, 5, 2)])
})

test('5.2: a split vote ends in a new election, for which no earlier vote counts', () => {
  const ofFive = candidate({ term: 1, options: { servers: 5 } })
  const split = after(ofFive, termFlushed(1), votes({ from: S2, term: 1 }))
  expect(take(split, timeout).server).toMatchObject({ role: Role.Candidate, currentTerm: 2, votes: 0 })
})

test('5.2: a leader holds no election', () => {
  expect(ignores(leader(), timeout)).toBe(true)
})

test('durability: a candidate asks for votes only once its term and its own vote are on stable storage', () => {
  const step = take(follower({ term: 3 }), timeout)
  expect(writes(step, DiskFile.Term)).toEqual([[{ currentTerm: 4, votedFor: S1 }]])
  expect(sends(step).map(({ needs }) => needs)).toEqual([Needs.Term, Needs.Term])
})

test('durability: a candidate counts its own vote only once it is flushed', () => {
  const alone = candidate({ options: { servers: 1 } })
  expect(alone.role).toBe(Role.Candidate)
  expect(take(alone, termFlushed(1)).server.role).toBe(Role.Leader)
})

test('durability: the flush of an earlier term gives a candidate no vote', () => {
  const alone = after(candidate({ options: { servers: 1 } }), timeout)
  expect(ignores(alone, termFlushed(1))).toBe(true)
})
