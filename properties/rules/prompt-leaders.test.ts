import { expect, test } from 'vitest'
import { becomes, findings, follower, leader, S1 } from '../testing/sightings.ts'
import { promptLeaders } from './prompt-leaders.ts'

type Seen = Parameters<typeof leader>[0]
const found = (before: Seen, after: Seen): string[] =>
  findings(promptLeaders, [becomes(S1, leader(before), leader(after))]).map(({ reason }) => reason)

test('Figure 2: what a majority holds of the leader’s term is committed in the step that shows it', () => {
  const before = { log: '1 2 2', match: [3, 0, 0, 0, 0], commit: 1 }
  expect(found(before, { ...before, match: [3, 3, 0, 0, 0], commit: 3 })).toEqual([])
  const late = ['a leader does not commit what it may']
  expect(found(before, { ...before, match: [3, 3, 0, 0, 0] })).toEqual(late)
  expect(found(before, { ...before, match: [3, 3, 0, 0, 0], commit: 2 })).toEqual(late)
})

test('5.4.2: what is of an earlier term is not to be committed, nor what learners hold', () => {
  const before = { log: '1 2 2', term: 3, match: [3, 0, 0, 0, 0], commit: 1 }
  expect(found(before, { ...before, match: [3, 3, 0, 0, 0] })).toEqual([])
  const two = { log: '1 2 2', match: [3, 0, 0, 0, 0], commit: 1 }
  expect(found(two, { ...two, match: [3, 0, 0, 3, 3] })).toEqual([])
})

test('6: in a joint configuration both majorities are waited for', () => {
  const before = { log: '1 1(145<123) 1', match: [3, 0, 0, 0, 0], commit: 1 }
  expect(found(before, { ...before, match: [3, 3, 0, 0, 0] })).toEqual([])
  expect(found(before, { ...before, match: [3, 3, 0, 3, 0] })).toHaveLength(1)
})

test('6: a joint configuration that is committed and not left is caught', () => {
  const before = { log: '1 1(124<123)', commit: 1 }
  expect(found(before, { ...before, commit: 2 })).toEqual([
    'a leader stays in a joint configuration that is committed',
  ])
  expect(found(before, { log: '1 1(124<123) 1(124)', commit: 2 })).toEqual([])
})

test('6: a leader that is left out and does not step down is caught', () => {
  const before = { log: '1 1(23)', commit: 1 }
  expect(found(before, { ...before, log: '1 1(23) 1a' })).toEqual([])
  expect(found(before, { ...before, commit: 2 })).toEqual([
    'a leader leads on in a configuration that leaves it out and is committed',
  ])
  const steps = becomes(S1, leader(before), follower({ ...before, commit: 2 }))
  expect(findings(promptLeaders, [steps])).toEqual([])
})
