import { expect, test } from 'vitest'
import { Role } from '../../core/server.ts'
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

test('what rises or stays is accepted, up to the end of the log', () => {
  expect(found(becomes(S1, reigning, leader({ log: LOG, match: [3, 3, 0] })))).toEqual([])
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

test('Figure 2: one beyond the log of the leader is caught, be it its first', () => {
  const elected = becomes(S1, follower({ log: LOG }), leader({ log: LOG, match: [3, 4, 0] }))
  expect(found(elected)).toEqual(['S1, a leader, takes S2 to hold index 4, but its own log ends at 3'])
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
