import { expect, test } from 'vitest'
import { DiskFile, Timer } from '../effect.ts'
import { vote } from '../messages.ts'
import { Role } from '../server.ts'
import { follower, leader, S1, S2, S3 } from '../testing/cluster.ts'
import { after, take } from '../testing/frozen-step.ts'
import {
  accepts,
  canvasses,
  contactDue,
  installs,
  leaderMissed,
  logFlushed,
  replicates,
} from '../testing/inputs.ts'
import { timeout } from '../testing/inputs.ts'
import { arms, sent, writes } from '../testing/outcome.ts'
import { partOf, snapshotUpTo } from '../testing/snapshots.ts'

const options = { stickiness: true }
const loyal = after(follower({ term: 2, options }), replicates({ from: S2, term: 2 }))
const request = canvasses({ from: S3, term: 9, last: [9, 9] })

test('6: within the minimum election timeout of hearing from a leader a server does not update its term or grant its vote', () => {
  const step = take(loyal, request)
  expect(step.server).toBe(loyal)
  expect(sent(step)).toEqual([vote(S1, S3, 2, false)])
  expect(writes(step, DiskFile.Term)).toEqual([])
  expect(arms(step, Timer.Election)).toBe(false)
})

test('6: nor after it heard from the leader by a part of a snapshot', () => {
  const part = partOf(snapshotUpTo(4, 1), 0, 2)
  const server = after(follower({ term: 2, options }), installs({ from: S2, term: 2, part }))
  expect(sent(take(server, request))).toEqual([vote(S1, S3, 2, false)])
})

test('6: once it has missed its leader for that long, it votes as ever', () => {
  const step = take(after(loyal, leaderMissed), request)
  expect(sent(step)).toEqual([vote(S1, S3, 9, true)])
})

test('6: a server that stands itself has given its leader up', () => {
  expect(sent(take(after(loyal, timeout), request))).toEqual([vote(S1, S3, 9, true)])
})

test('6: a message of a newer term from anybody but a candidate ends the loyalty', () => {
  const server = after(loyal, accepts({ from: S3, term: 5, match: 0 }))
  expect(sent(take(server, request))).toEqual([vote(S1, S3, 9, true)])
})

test('4.2.3: a leader is not deposed by a candidate either, as long as it is in contact with its cluster', () => {
  const reigning = after(leader({ term: 2, options }), logFlushed(1, 2))
  expect(take(reigning, request).server).toBe(reigning)
  const inContact = after(reigning, accepts({ from: S2, term: 2, match: 0 }), contactDue)
  expect(take(inContact, request).server).toBe(inContact)
})

test('4.2.3: a leader that has lost contact with its cluster gives way', () => {
  const { server } = take(after(leader({ term: 2, options }), contactDue), request)
  expect(server).toMatchObject({ role: Role.Follower, currentTerm: 9, votedFor: S3 })
})

test('stickiness off: any candidate of a newer term makes a server enter it', () => {
  const server = after(follower({ term: 2 }), replicates({ from: S2, term: 2 }))
  expect(sent(take(server, request))).toEqual([vote(S1, S3, 9, true)])
})

test('stickiness off: not even a server that keeps account of its leader for a pre-vote denies a vote for its sake', () => {
  const server = after(follower({ term: 2, options: { preVote: true } }), replicates({ from: S2, term: 2 }))
  expect(server.hearsLeader).toBe(true)
  expect(sent(take(server, request))).toEqual([vote(S1, S3, 9, true)])
})
