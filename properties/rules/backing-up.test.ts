import { expect, test } from 'vitest'
import type { Message } from '../../core/message.ts'
import { refused } from '../../core/messages.ts'
import type { Observation } from '../../harness/observation.ts'
import { becomes, findings, having, leader, S1, S2 } from '../testing/sightings.ts'
import { backingUp } from './backing-up.ts'

const reigns = (next: number, match = 0): Observation => ({
  ...leader({ log: '1 1 3 3 4', term: 4, match: [5, match, 0] }),
  nextIndex: [6, next, 6],
  inFlight: [null, null, null],
})
const refuses = (prev: number, index: number, term: number): Message =>
  refused(S2, S1, 4, prev, index, term, 0)
const found = (before: Observation, after: Observation, heard: Message): string[] =>
  findings(backingUp, [having(becomes(S1, before, after), { heard })]).map(({ title }) => title)

test('5.3: where the follower’s log is too short the leader goes on behind its end', () => {
  expect(found(reigns(6), reigns(3), refuses(5, 3, 0))).toEqual([])
  expect(found(reigns(6), reigns(5), refuses(5, 3, 0))).toEqual([
    'S1, refused by S2, takes nextIndex from 6 to 5, not 3',
  ])
})

test('5.3: with a term that it has, behind its last entry of that; else before all of the follower’s', () => {
  expect(found(reigns(6), reigns(5), refuses(5, 2, 3))).toEqual([])
  expect(found(reigns(6), reigns(2), refuses(5, 2, 3))).toHaveLength(1)
  expect(found(reigns(6), reigns(2), refuses(5, 2, 2))).toEqual([])
  expect(found(reigns(6), reigns(4), refuses(5, 2, 2))).toHaveLength(1)
})

test('5.3: never up again, nor to what is known to match', () => {
  expect(found(reigns(3), reigns(3), refuses(2, 5, 0))).toEqual([])
  expect(found(reigns(3), reigns(5), refuses(2, 5, 0))).toHaveLength(1)
  expect(found(reigns(6, 3), reigns(4, 3), refuses(5, 2, 0))).toEqual([])
  expect(found(reigns(6, 3), reigns(2, 3), refuses(5, 2, 0))).toHaveLength(1)
})

test('5.3: a refusal of what matches by now moves nothing', () => {
  expect(found(reigns(6, 3), reigns(6, 3), refuses(3, 2, 0))).toEqual([])
  expect(found(reigns(6, 3), reigns(4, 3), refuses(3, 2, 0))).toHaveLength(1)
})
