import { expect, test } from 'vitest'
import { push } from '../../core/vector.ts'
import type { Transition } from '../../harness/world/transition.ts'
import {
  becomes,
  crashes,
  entries,
  entry,
  findings,
  follower,
  leader,
  S1,
  S2,
  S3,
  starts,
  titlesBy,
} from '../testing/sightings.ts'
import { stateMachineSafety } from './state-machine-safety.ts'

const found = titlesBy(stateMachineSafety)

/** A server applies what of its log follows `from` up to `to`, and comes to a state. */
const applies = (server: number, log: string, from: number, to: number, state: number): Transition =>
  becomes(server, follower({ log, applied: from }), follower({ log, applied: to }), state)

const ENTRIES = 'S1 and S2 applied different entries at index 2'
const STATES = 'S1 and S2 came to different states by applying index 2'

test('servers that apply the same, in steps of any size, are accepted', () => {
  const one = [applies(S1, '1 1a', 0, 1, 71), applies(S1, '1 1a', 1, 2, 72), applies(S1, '1 1a 1b', 2, 3, 73)]
  expect(found(...one, applies(S2, '1 1a 1b', 0, 3, 73), applies(S3, '1 1a', 0, 2, 72))).toEqual([])
})

test('what is not applied may differ', () => {
  expect(found(applies(S1, '1 1a', 0, 1, 71), applies(S2, '1 2', 0, 1, 71))).toEqual([])
})

test('a different entry applied at one index is caught, by a leader too', () => {
  const leads = becomes(S2, leader({ log: '1 2', applied: 1 }), leader({ log: '1 2', applied: 2 }), 72)
  expect(findings(stateMachineSafety, [applies(S1, '1 1a', 0, 2, 72), leads])).toEqual([
    {
      reason: 'different entries applied at one index',
      title: ENTRIES,
      servers: [S1, S2],
      evidence: ['S1 applied 2@1 (C1.1)', 'S2 applied 2@2 (no-op)'],
    },
  ])
})

test('a different entry is caught in the middle of a step that applies several', () => {
  expect(found(applies(S1, '1 1a 1c', 0, 3, 73), applies(S2, '1 1b 1c', 0, 3, 73))).toEqual([ENTRIES])
})

test('equal entries that leave different states are caught', () => {
  const story = [applies(S1, '1 1a', 0, 2, 72), applies(S2, '1 1a', 0, 2, 99)]
  expect(findings(stateMachineSafety, story)).toMatchObject([
    { reason: 'different states after one entry', title: STATES, servers: [S1, S2] },
  ])
})

test('a state that only a later server stops to show is the one that others are held to', () => {
  const shows = [applies(S3, '1 1a 1b', 0, 3, 73), applies(S1, '1 1a', 0, 2, 72)]
  expect(found(...shows, applies(S2, '1 1a', 1, 2, 99))).toEqual([STATES])
})

test('a server is held to what it applied itself before a restart', () => {
  const gone = [crashes(S1, follower({ log: '1 1a', applied: 2 })), starts(S1, follower({ log: '1 2' }))]
  const again = 'S1 and S1 applied different entries at index 2'
  expect(found(applies(S1, '1 1a', 0, 2, 72), ...gone, applies(S1, '1 2', 0, 2, 72))).toEqual([again])
  expect(found(applies(S1, '1 1a', 0, 2, 72), ...gone, applies(S1, '1 1a', 0, 2, 99))).toEqual([
    'S1 and S1 came to different states by applying index 2',
  ])
})

test('what a server applied that is gone since still counts', () => {
  const gone = crashes(S1, follower({ log: '1 1a', applied: 2 }))
  expect(found(applies(S1, '1 1a', 0, 2, 72), gone, applies(S2, '1 2', 0, 2, 72))).toEqual([ENTRIES])
})

test('applying beyond the end of the log is caught', () => {
  expect(findings(stateMachineSafety, [applies(S1, '1', 0, 2, 72)])).toMatchObject([
    {
      reason: 'applied an entry that its log does not hold',
      title: 'S1 applied index 2, but its log ends at 1',
      servers: [S1],
    },
  ])
})

test('an entry that stands where it does not belong counts for where it is applied', () => {
  const log = push(entries('1 1a'), entry(2, '1a'))
  const misplaced = becomes(S1, follower({ log }), follower({ log, applied: 3 }), 72)
  expect(found(misplaced, applies(S2, '1 1a 1b', 0, 3, 73))).toHaveLength(1)
})
