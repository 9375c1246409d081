import { expect, test } from 'vitest'
import type { Observation } from '../../harness/observation.ts'
import { withItem } from '../../core/vector.ts'
import {
  becomes,
  CLUSTER,
  crashes,
  elected,
  entries,
  entry,
  findings,
  follower,
  leader,
  S1,
  starts,
} from '../testing/sightings.ts'
import { leaderAppendOnly } from './leader-append-only.ts'

const found = (before: Observation, after: Observation): string[] =>
  findings(leaderAppendOnly, [becomes(S1, before, after)]).map(({ title }) => title)

test('a leader that appends is accepted', () => {
  expect(found(leader({ log: '1 2' }), leader({ log: '1 2 2a 2b' }))).toEqual([])
  expect(found(leader({ term: 1 }), leader({ log: '1' }))).toEqual([])
})

test('a follower may delete and overwrite, and so may a leader on its way up or down', () => {
  expect(found(follower({ log: '1 1a 1b' }), follower({ log: '1 2' }))).toEqual([])
  expect(found(leader({ log: '1 1a' }), follower({ log: '1 2' }))).toEqual([])
  expect(found(follower({ term: 2, log: '1 1a' }), leader({ log: '1 2' }))).toEqual([])
})

test('what a server lost while it was down is not this property', () => {
  const [before, after] = [leader({ log: '1 1a' }), follower({ log: '1' })]
  const story = [crashes(S1, before), starts(S1, after), elected(S1, { term: 2, log: '1 2' })]
  expect(findings(leaderAppendOnly, story)).toEqual([])
})

test('the promise is for one reign: a new term is another', () => {
  expect(found(leader({ term: 1, log: '1 1a' }), leader({ term: 2, log: '1 2' }))).toEqual([])
})

test('a leader that deletes is caught', () => {
  const deletes = becomes(S1, leader({ log: '1 2 2a' }), leader({ log: '1 2' }))
  expect(findings(leaderAppendOnly, [deletes])).toEqual([
    {
      reason: 'a leader changed its own log',
      title: 'the leader S1 of term 2 deleted its entry 3@2 (C1.1)',
      servers: [S1],
      evidence: ['its log held 3@2 (C1.1)', 'now it ends at index 2'],
    },
  ])
})

test('a leader that overwrites its last entry is caught, however much it appends behind it', () => {
  expect(found(leader({ log: '1 2a' }), leader({ log: '1 2b 2c 2d' }))).toEqual([
    'the leader S1 of term 2 overwrote its entry 2@2 (C1.1)',
  ])
})

test('a leader that deletes and appends just as many is caught', () => {
  expect(found(leader({ term: 3, log: '1 2 2' }), leader({ term: 3, log: '1 3 3' }))).toHaveLength(1)
})

test('a leader that overwrites an entry before its last is caught', () => {
  const log = entries('1 1a 1b')
  expect(found(leader({ log }), leader({ log: withItem(log, 1, entry(2, '1c')) }))).toHaveLength(1)
})

test('7: a leader may compact its log up to an entry that it holds', () => {
  expect(found(leader({ log: '1 2 2a' }), leader({ base: [2, 2], log: '2a' }))).toEqual([])
  expect(found(leader({ base: [1, 1], log: '2 2a' }), leader({ base: [3, 2], log: '2b' }))).toEqual([])
  expect(found(leader({ base: [1, 1], log: '2 2a' }), leader({ base: [3, 2] }))).toEqual([])
})

test('7: a leader whose log begins anew after an entry that it did not hold is caught', () => {
  const moves = becomes(S1, leader({ log: '1 2 2a' }), leader({ base: [2, 1], log: '2a' }))
  expect(findings(leaderAppendOnly, [moves])).toMatchObject([
    {
      title: 'the leader S1 of term 2 overwrote its entry 2@2 (no-op)',
      evidence: ['its log held 2@2 (no-op)', 'now it begins after index 2 of term 1'],
    },
  ])
  expect(found(leader({ log: '1 2 2a' }), leader({ base: [4, 2] }))).toEqual([
    'the leader S1 of term 2 overwrote its entry 3@2 (C1.1)',
  ])
})

test('with a disk that is never behind, a leader may append an entry and compact it away in one step', () => {
  const moves = becomes(S1, leader({ log: '1 2 2a' }), leader({ base: [4, 2] }))
  expect(findings(leaderAppendOnly, [moves], { ...CLUSTER, synchronousDisk: true })).toEqual([])
})

test('7: behind what is compacted, a leader that overwrites or deletes is caught', () => {
  expect(found(leader({ log: '1 2 2a' }), leader({ base: [2, 2], log: '2b' }))).toHaveLength(1)
  expect(found(leader({ log: '1 2 2a' }), leader({ base: [2, 2], term: 2 }))).toHaveLength(1)
  expect(found(leader({ base: [2, 2], log: '2a' }), leader({ term: 2, log: '1' }))).toEqual([
    'the leader S1 of term 2 deleted its entry 3@2 (C1.1)',
  ])
})
