import { expect, test } from 'vitest'
import { Role } from '../../core/server.ts'
import type { Observation } from '../../harness/observation.ts'
import type { Transition } from '../../harness/world/transition.ts'
import {
  becomes,
  crashes,
  findings,
  follower,
  leader,
  S1,
  S2,
  starts,
  titlesBy,
} from '../testing/sightings.ts'
import { matchIndexRises } from './match-index.ts'

const found = titlesBy(matchIndexRises)
const LOG = '1 1a 1b'
const reigning = leader({ log: LOG, match: [3, 2, 0] })
const rises = becomes(S1, reigning, leader({ log: LOG, match: [3, 3, 0] }))
const is = (server: number, seen: Observation): Transition => becomes(server, follower({}), seen)

test('what rises or stays is accepted, up to what the follower holds', () => {
  expect(found(rises)).toEqual([])
  expect(found(is(S2, follower({ log: LOG })), rises)).toEqual([])
})

test('Figure 2: a matchIndex that falls is caught', () => {
  const falls = becomes(S1, reigning, leader({ log: LOG, match: [3, 1, 0] }))
  expect(findings(matchIndexRises, [falls])).toEqual([
    {
      reason: 'matchIndex fell',
      title: 'S1, a leader, lowered its matchIndex of S2 from 2 to 1',
      servers: [S1, S2],
      evidence: [],
    },
  ])
})

test('Figure 2: one of an entry that the follower does not hold is caught', () => {
  expect(findings(matchIndexRises, [is(S2, follower({ log: '1 1a' })), rises])).toEqual([
    {
      reason: 'matchIndex of what is not replicated',
      title: 'S1, leader of term 1, takes S2 to hold its log up to index 3, which it does not',
      servers: [S1, S2],
      evidence: ['S1 holds an entry of term 1 at index 3', 'the log of S2 ends at 2'],
    },
  ])
  const later = becomes(S1, leader({ log: '1 2 3' }), leader({ log: '1 2 3', match: [3, 3, 0] }))
  expect(found(is(S2, follower({ term: 3, log: '1 2 2' })), later)).toHaveLength(1)
})

test('Figure 2: so is one beyond the log of the leader, be it its first', () => {
  const elected = becomes(S1, follower({ log: LOG }), leader({ log: LOG, match: [3, 4, 0] }))
  expect(found(is(S2, follower({ log: '1 1a 1b 1c' })), elected)).toHaveLength(1)
})

test('a follower that is down still holds what it held', () => {
  const held = follower({ log: LOG })
  expect(found(is(S2, held), crashes(S2, held), rises)).toEqual([])
  expect(found(is(S2, held), crashes(S2, held), starts(S2, follower({ log: '1 1a' })), rises)).toHaveLength(1)
})

test('5.3: a follower that has heard of a newer term may have cut off what it held, and a deposed leader not know of it', () => {
  expect(found(is(S2, follower({ log: '1 2' })), rises)).toEqual([])
  expect(found(is(S2, follower({ term: 1, log: '1 2' })), rises)).toEqual([])
  expect(found(is(S2, follower({ term: 2, log: '1' })), rises)).toEqual([])
})

test('7: what compaction took away was committed', () => {
  expect(found(is(S2, follower({ base: [4, 1] })), rises)).toEqual([])
  const compacted = becomes(S1, leader({ base: [4, 1] }), leader({ base: [4, 1], match: [4, 3, 0] }))
  expect(found(is(S2, follower({ log: LOG })), compacted)).toEqual([])
})

test('Figure 2: it is reinitialized after election', () => {
  expect(found(becomes(S1, reigning, follower({ log: LOG })))).toEqual([])
  expect(found(becomes(S1, reigning, leader({ term: 2, log: LOG, match: [3, 0, 0] })))).toEqual([])
  expect(found(crashes(S1, reigning), starts(S1, follower({ log: LOG })))).toEqual([])
})

test('it is not looked at where nobody leads', () => {
  const candidate = { ...follower({ log: LOG }), role: Role.Candidate, matchIndex: [0, 9, 0] }
  expect(found(becomes(S1, reigning, candidate))).toEqual([])
})
