import { expect, test } from 'vitest'
import type { Transition } from '../../harness/world/transition.ts'
import {
  becomes,
  crashes,
  elected,
  findings,
  follower,
  leader,
  S1,
  S2,
  S3,
  starts,
  titlesBy,
} from '../testing/sightings.ts'
import { leaderCompleteness } from './leader-completeness.ts'

const found = titlesBy(leaderCompleteness)

/** A leader raises its commitIndex. */
const commits = (server: number, term: number, log: string, commit: number): Transition =>
  becomes(server, leader({ term, log, commit: commit - 1 }), leader({ term, log, commit }))

test('leaders that hold all that was committed before them are accepted', () => {
  const first = [elected(S1, { log: '1' }), commits(S1, 1, '1 1a', 2)]
  expect(found(...first, elected(S2, { log: '1 1a 2' }), commits(S2, 2, '1 1a 2', 3))).toEqual([])
})

test('an entry that was not committed may be missing', () => {
  expect(found(elected(S1, { log: '1' }), commits(S1, 1, '1 1a', 1), elected(S2, { log: '1 2' }))).toEqual([])
})

test('a leader elected without a committed entry is caught at its election', () => {
  const story = [elected(S1, { log: '1' }), commits(S1, 1, '1 1a', 2), elected(S2, { term: 2, log: '1' })]
  expect(findings(leaderCompleteness, story)).toEqual([
    {
      reason: 'a leader lacks a committed entry',
      title: 'S2, leader of term 2, lacks the entry 2@1 (C1.1), committed in term 1',
      servers: [S2],
      evidence: ['the leader of term 1 committed 2@1 (C1.1)', "when elected, S2's log ended at index 1"],
    },
  ])
})

test('a leader that holds another entry in its place is caught', () => {
  const story = [elected(S1, { log: '1' }), commits(S1, 1, '1 1a', 2), elected(S2, { log: '1 2' })]
  expect(findings(leaderCompleteness, story)).toMatchObject([
    { evidence: ['the leader of term 1 committed 2@1 (C1.1)', 'when elected, S2 held 2@2 (no-op) there'] },
  ])
})

test('a leader already elected when the commit is seen is caught then, by its log when it was elected', () => {
  const elections = [elected(S1, { log: '1' }), elected(S2, { log: '1 2' }), elected(S3, { log: '1 2 3' })]
  const appends = becomes(S2, leader({ log: '1 2' }), leader({ term: 2, log: '1 1a' }))
  expect(found(...elections, appends, commits(S1, 1, '1 1a', 2))).toEqual([
    'S3, leader of term 3, lacks the entry 2@1 (C1.1), committed in term 1',
    'S2, leader of term 2, lacks the entry 2@1 (C1.1), committed in term 1',
  ])
})

test('Figure 8: an entry is committed in the term of the leader that commits it, not in its own', () => {
  const third = elected(S3, { log: '1 3' })
  const late = commits(S1, 4, '1 2 4', 3)
  expect(found(elected(S1, { log: '1 2' }), third, elected(S1, { log: '1 2 4' }), late)).toEqual([])
  expect(found(elected(S1, { log: '1 2' }), elected(S1, { log: '1 2 4' }), late, third)).toEqual([])
  expect(found(elected(S1, { log: '1 2' }), commits(S1, 2, '1 2', 2), third)).toEqual([
    'S3, leader of term 3, lacks the entry 2@2 (no-op), committed in term 2',
  ])
})

test('a leader of an older or the same term owes nothing to the commit', () => {
  const first = [elected(S3, { log: '1 3' }), commits(S3, 3, '1 3', 2)]
  expect(found(...first, elected(S2, { log: '1 2' }), elected(S1, { term: 3, log: '1' }))).toEqual([])
})

test('only a leader commits: what a follower believes to be committed is not asked for', () => {
  const believes = becomes(S2, follower({ log: '1 1a' }), follower({ log: '1 1a', commit: 2 }))
  expect(found(elected(S1, { log: '1' }), believes, elected(S3, { log: '1 3' }))).toEqual([])
})

test('a commit counts for ever, though its leader crashed and started again', () => {
  const gone = [crashes(S1, leader({ log: '1 1a', commit: 2 })), starts(S1, follower({ log: '1 1a' }))]
  const reigns = [elected(S3, { log: '1 1a 2' }), elected(S2, { log: '1 3' })]
  expect(found(elected(S1, { log: '1' }), commits(S1, 1, '1 1a', 2), ...gone, ...reigns)).toEqual([
    'S2, leader of term 3, lacks the entry 2@1 (C1.1), committed in term 1',
  ])
})

test('a leader that enters a new term without stepping down begins another reign', () => {
  const enters = becomes(S2, leader({ log: '1' }), leader({ term: 5, log: '1' }))
  expect(found(elected(S1, { term: 2, log: '1' }), commits(S1, 2, '1 2', 2), enters)).toHaveLength(1)
})

test('the verdict does not depend on which of two leaders is seen to commit first', () => {
  const elections = [elected(S1, { log: '1 2' }), elected(S2, { log: '1 3' })]
  const [one, other] = [commits(S1, 2, '1 2', 2), commits(S2, 3, '1 3', 2)]
  expect(found(...elections, other, one)).toEqual(found(...elections, one, other))
})

test('6: what a leader commits in the step in which it steps down, removed, is committed', () => {
  const removed = becomes(S1, leader({ log: '1 1(23)' }), follower({ log: '1 1(23)', commit: 2 }))
  expect(found(elected(S1, { log: '1' }), removed, elected(S2, { term: 2, log: '1' }))).toHaveLength(1)
})

test('what a leader commits on the word of a newer one, it does not commit as a leader', () => {
  const yields = becomes(S1, leader({ log: '1 1a' }), follower({ term: 2, log: '1 1a', commit: 2 }))
  expect(found(elected(S1, { log: '1' }), yields, elected(S3, { log: '1 3' }))).toEqual([])
})

test('7: a leader holds what its snapshot stands for', () => {
  const first = [elected(S1, { log: '1' }), commits(S1, 1, '1 1a 1b', 3)]
  expect(found(...first, elected(S2, { base: [3, 1], log: '2' }))).toEqual([])
  expect(found(...first, elected(S2, { base: [2, 1], log: '1b 2' }))).toEqual([])
  expect(found(...first, elected(S2, { base: [2, 1], log: '2' }))).toHaveLength(1)
})

test('7: a leader whose snapshot ends with another entry than the committed one is caught', () => {
  const first = [elected(S1, { log: '1' }), commits(S1, 1, '1 1a', 2)]
  expect(findings(leaderCompleteness, [...first, elected(S2, { base: [2, 2], term: 3 })])).toMatchObject([
    {
      title: 'S2, leader of term 3, lacks the entry 2@1 (C1.1), committed in term 1',
      evidence: [
        'the leader of term 1 committed 2@1 (C1.1)',
        "when elected, S2's log began after index 2 of term 2",
      ],
    },
  ])
})

test('7: a snapshot that ends behind a committed entry stands for it if its own last entry is committed', () => {
  const first = [elected(S1, { log: '1' }), commits(S1, 1, '1 1a', 2)]
  const second = [elected(S3, { log: '1 1a 3' }), commits(S3, 3, '1 1a 3', 3)]
  expect(found(...first, ...second, elected(S2, { base: [3, 3], log: '4' }))).toEqual([])
  const story = [...first, ...second, elected(S2, { base: [3, 2], term: 3 })]
  expect(found(...story)).toEqual(['S2, leader of term 3, lacks the entry 2@1 (C1.1), committed in term 1'])
  expect(found(...first, elected(S2, { base: [3, 2], log: '2' }))).toEqual([])
})

test('7: a leader elected with a snapshot is held to a commit that is seen later', () => {
  const elections = [elected(S1, { log: '1' }), elected(S2, { base: [2, 2], log: '3' })]
  expect(found(...elections, commits(S1, 1, '1 1a', 2))).toHaveLength(1)
  expect(found(elected(S1, { log: '1' }), elected(S2, { base: [2, 1] }), commits(S1, 1, '1 1a', 2))).toEqual(
    [],
  )
})

test('7: it is held to either of two entries that were both committed', () => {
  const elections = [elected(S1, { log: '1 2' }), elected(S2, { log: '1 3' })]
  const snapshot = elected(S3, { base: [2, 3], log: '4' })
  expect(found(...elections, commits(S2, 3, '1 3', 2), snapshot, commits(S1, 2, '1 2', 2))).toEqual([
    'S3, leader of term 4, lacks the entry 2@2 (no-op), committed in term 2',
    'S2, leader of term 3, lacks the entry 2@2 (no-op), committed in term 2',
  ])
})

test('7: a snapshot that ends with an entry of which nothing is known is believed', () => {
  const first = [elected(S1, { log: '1' }), commits(S1, 1, '1', 1)]
  const behind = elected(S2, { base: [3, 1], log: '5', commit: 4 })
  expect(found(...first, behind, elected(S3, { base: [2, 2], term: 3 }))).toEqual([])
})

test('7: a leader that commits behind what it has compacted is heard, though nobody saw what that was', () => {
  const commit = becomes(
    S1,
    leader({ base: [2, 1], log: '1a' }),
    leader({ base: [2, 1], log: '1a', commit: 3 }),
  )
  const lacks = elected(S2, { log: '1 1 2' })
  expect(found(elected(S1, { base: [2, 1], log: '1a', commit: 2 }), commit, lacks)).toEqual([
    'S2, leader of term 2, lacks the entry 3@1 (C1.1), committed in term 1',
  ])
})
