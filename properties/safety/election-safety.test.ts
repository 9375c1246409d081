import { expect, test } from 'vitest'
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
import { electionSafety } from './election-safety.ts'

const found = titlesBy(electionSafety)

test('a leader of its own in every term, or none in some, is accepted', () => {
  expect(found(elected(S1, { term: 1 }), elected(S2, { term: 2 }), elected(S1, { term: 4 }))).toEqual([])
})

test('a leader that goes on leading is no second one', () => {
  const [before, after] = [leader({ term: 1 }), leader({ term: 1, log: '1', commit: 1 })]
  expect(found(elected(S1, { term: 1 }), becomes(S1, before, after))).toEqual([])
})

test('two leaders in one term are caught', () => {
  const story = [elected(S1, { term: 2 }), elected(S3, { term: 2 })]
  expect(findings(electionSafety, story)).toMatchObject([
    { reason: 'two leaders in one term', title: 'two leaders in term 2: S1 and S3', servers: [S1, S3] },
  ])
})

test('the first leader of a term counts for ever: after a crash, a restart and later terms', () => {
  const gone = [crashes(S1, leader({ term: 2 })), starts(S1, follower({ term: 2 }))]
  const late = elected(S2, { term: 2 })
  expect(found(elected(S1, { term: 2 }), ...gone, elected(S3, { term: 5 }), late)).toEqual([
    'two leaders in term 2: S1 and S2',
  ])
})

test('a leader that enters the term of another without stepping down is caught', () => {
  const enters = becomes(S1, leader({ term: 1 }), leader({ term: 2 }))
  expect(found(elected(S1, { term: 1 }), elected(S2, { term: 2 }), enters)).toEqual([
    'two leaders in term 2: S2 and S1',
  ])
})

test('a server that starts as the leader of a term which another led is caught', () => {
  expect(found(elected(S1, { term: 2 }), starts(S2, leader({ term: 2 })))).toHaveLength(1)
})
