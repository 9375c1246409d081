import { expect, test } from 'vitest'
import { DiskFile, Needs, Timer } from '../effect.ts'
import { appended, refused } from '../messages.ts'
import { Role } from '../server.ts'
import { candidate, follower, S1, S2 } from '../testing/cluster.ts'
import { entriesOf } from '../testing/entries.ts'
import { after, take } from '../testing/frozen-step.ts'
import { replicates } from '../testing/inputs.ts'
import { arms, sends, sent, termsOf, writes } from '../testing/outcome.ts'
import { snapshotUpTo } from '../testing/snapshots.ts'

test('AppendEntries 1: false if the term is older than currentTerm; the sender is not obeyed', () => {
  const loyal = follower({ term: 3 })
  const step = take(loyal, replicates({ from: S2, term: 2, terms: [2] }))
  expect(sent(step)).toMatchObject([{ success: false, term: 3 }])
  expect(step.server).toBe(loyal)
  expect(arms(step, Timer.Election)).toBe(false)
})

test('AppendEntries 2: false if the log has no entry at prevLogIndex; the hint is where the log ends', () => {
  const step = take(follower({ log: [1, 1] }), replicates({ from: S2, term: 2, prev: [5, 2] }))
  expect(sent(step)).toEqual([refused(S1, S2, 2, 5, 3, 0, 0)])
})

test('AppendEntries 2: false if the entry there is of another term; the hint is that term and its first index', () => {
  const step = take(follower({ log: [1, 2, 2, 2] }), replicates({ from: S2, term: 3, prev: [4, 3] }))
  expect(sent(step)).toEqual([refused(S1, S2, 3, 4, 2, 2, 0)])
})

test('AppendEntries 3: an entry in conflict with a new one goes, and all that follow it', () => {
  const message = replicates({ from: S2, term: 3, prev: [1, 1], terms: [1, 3] })
  const step = take(follower({ log: [1, 1, 2, 2] }), message)
  expect(termsOf(step.server)).toEqual([1, 1, 3])
  expect(sent(step)).toEqual([appended(S1, S2, 3, 3, 0)])
})

test('AppendEntries 3: entries beyond the new ones stay where nothing conflicts', () => {
  const whole = after(follower({ log: [1, 1, 2, 2] }), replicates({ from: S2, term: 2 }))
  const step = take(whole, replicates({ from: S2, term: 2, prev: [1, 1], terms: [1] }))
  expect(step.server).toBe(whole)
  expect(sent(step)).toEqual([appended(S1, S2, 2, 2, 0)])
})

test('AppendEntries 4: new entries that the log lacks are appended, and only those', () => {
  const step = take(follower({ log: [1, 1] }), replicates({ from: S2, term: 2, prev: [1, 1], terms: [1, 2] }))
  expect(termsOf(step.server)).toEqual([1, 1, 2])
  expect(writes(step, DiskFile.Log)).toEqual([entriesOf([2], 2)])
})

test.each([
  { commit: 2, committed: 2 },
  { commit: 9, committed: 3 },
])('AppendEntries 5: commitIndex becomes the least of leaderCommit $commit and last new index 3', (each) => {
  const message = replicates({ from: S2, term: 3, prev: [2, 1], terms: [1], commit: each.commit })
  expect(take(follower({ log: [1, 1, 1, 2, 2] }), message).server.commitIndex).toBe(each.committed)
})

test('AppendEntries 5: a leaderCommit below commitIndex lowers nothing', () => {
  const ahead = after(follower(), replicates({ from: S2, term: 1, terms: [1, 1], commit: 2 }))
  expect(take(ahead, replicates({ from: S2, term: 1, terms: [1, 1], commit: 1 })).server).toBe(ahead)
})

/** A follower whose log holds entry 6 and 7, of term 2, behind a snapshot up to (5, 2). */
const compacted = follower({ snapshot: snapshotUpTo(5, 2), log: [2, 2], term: 3 })

test('7: the consistency check of the first entry after a snapshot goes by what the snapshot replaced', () => {
  const step = take(compacted, replicates({ from: S2, term: 3, prev: [5, 2], terms: [2, 3] }))
  expect(termsOf(step.server)).toEqual([2, 3])
  expect(sent(step)).toEqual([appended(S1, S2, 3, 7, 0)])
})

test('7: what a snapshot replaced was committed, and matches, wherever a late message begins', () => {
  for (const [prev, terms] of [
    [
      [0, 0],
      [1, 1, 2],
    ],
    [
      [3, 2],
      [2, 2, 2],
    ],
    [[4, 2], []],
  ] as const) {
    const step = take(compacted, replicates({ from: S2, term: 3, prev, terms: [...terms] }))
    expect(step.server.log).toBe(compacted.log)
    expect(sent(step)).toEqual([appended(S1, S2, 3, prev[0] + terms.length, 0)])
  }
})

test('7: of entries before and behind the end of a snapshot, those behind count', () => {
  const step = take(compacted, replicates({ from: S2, term: 3, prev: [3, 2], terms: [2, 2, 2, 3] }))
  expect(termsOf(step.server)).toEqual([2, 3])
  expect(writes(step, DiskFile.Log)).toEqual([entriesOf([3], 6)])
})

test('7: the hint of a refusal does not point at what a snapshot replaced', () => {
  const step = take(compacted, replicates({ from: S2, term: 3, prev: [7, 3] }))
  expect(sent(step)).toEqual([refused(S1, S2, 3, 7, 6, 2, 0)])
})

test('5.2: a candidate yields to the leader of its term, and keeps the vote it gave', () => {
  const step = take(candidate({ term: 2 }), replicates({ from: S2, term: 2 }))
  expect(step.server).toMatchObject({ role: Role.Follower, currentTerm: 2, votedFor: S1, leader: S2 })
})

test('5.2: a follower that hears from its leader waits for another election timeout', () => {
  expect(arms(take(follower({ term: 2 }), replicates({ from: S2, term: 2 })), Timer.Election)).toBe(true)
})

test('5.3: AppendEntries are idempotent', () => {
  const message = replicates({ from: S2, term: 1, terms: [1, 1], commit: 1 })
  const once = take(follower(), message)
  const twice = take(once.server, message)
  expect(twice.server).toBe(once.server)
  expect(sent(twice)).toEqual(sent(once))
})

test('durability: what a follower accepts, even when it had it already, must be on stable storage before it says so', () => {
  const message = replicates({ from: S2, term: 1, terms: [1] })
  for (const server of [follower(), after(follower(), message)]) {
    expect(sends(take(server, message)).map(({ needs }) => needs)).toEqual([Needs.Term | Needs.Log])
  }
})

test('durability: a cut and the append that caused it are one write', () => {
  const message = replicates({ from: S2, term: 3, prev: [1, 1], terms: [3, 3] })
  expect(writes(take(follower({ log: [1, 2, 2, 2] }), message), DiskFile.Log)).toEqual([entriesOf([3, 3], 1)])
})
