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

const first = [applies(S1, '1 1a 1b', 0, 2, 72), applies(S1, '1 1a 1b', 2, 3, 73)]

/** A server's machine takes over a snapshot, and applies what follows it up to `to`. */
const takesOver = (server: number, snapshot: number, to: number, log: string, state: number): Transition => {
  const base = [snapshot, 1] as const
  return becomes(server, follower({ base, log, applied: 0 }), follower({ base, log, applied: to }), state)
}

test('7: whoever takes over a snapshot comes to the state of those who applied what it stands for', () => {
  expect(found(...first, takesOver(S2, 2, 2, '', 72))).toEqual([])
  expect(found(...first, takesOver(S2, 2, 2, '', 99))).toEqual([STATES])
})

test('7: what follows a snapshot is applied like anything else', () => {
  expect(found(...first, takesOver(S2, 2, 3, '1b', 73))).toEqual([])
  expect(found(...first, takesOver(S2, 2, 3, '1c', 73))).toHaveLength(1)
  expect(found(...first, takesOver(S2, 2, 3, '1b', 99))).toHaveLength(1)
})

test('7: a server that starts has the state of its snapshot', () => {
  expect(found(...first, starts(S2, follower({ base: [2, 1], applied: 2 }), 72))).toEqual([])
  expect(found(...first, starts(S2, follower({ base: [2, 1], applied: 2 }), 99))).toEqual([STATES])
  expect(found(...first, starts(S3, follower({}), 5), starts(S2, follower({}), 6))).toEqual([])
})

test('a server whose machine is on stable storage starts with the state of what it has applied', () => {
  const again = (state: number): Transition[] => [
    ...first,
    starts(S2, follower({ log: '1 1a 1b', applied: 2 }), state),
  ]
  expect(found(...again(72), applies(S2, '1 1a 1b', 2, 3, 73))).toEqual([])
  expect(found(...again(73))).toEqual([STATES])
  expect(found(...again(72), applies(S2, '1 1a 1b', 2, 3, 72))).toHaveLength(1)
})

test('7: the state of a snapshot is what those are held to who apply its entries later', () => {
  const early = takesOver(S2, 2, 2, '', 72)
  expect(found(early, ...first)).toEqual([])
  expect(found(early, applies(S1, '1 1a', 0, 2, 99))).toEqual([
    'S2 and S1 came to different states by applying index 2',
  ])
  expect(found(early, ...first, applies(S3, '1 1c', 0, 2, 72))).toEqual([
    'S1 and S3 applied different entries at index 2',
  ])
  expect(found(early, applies(S1, '1 1a 1b', 0, 3, 73), applies(S3, '1 1a', 0, 2, 99))).toHaveLength(1)
})

test('a machine that a server starts with says nothing of the entries in its log: they are looked at once it applies them', () => {
  const begins = (applied: number): Transition =>
    starts(S2, follower({ log: '1 1b 1c', applied }), applied === 0 ? 70 : 73)
  const again = [begins(3), crashes(S2, follower({ log: '1 1b 1c', applied: 3 })), begins(0)]
  expect(found(applies(S1, '1 1a 1c', 0, 3, 73), ...again, applies(S2, '1 1b 1c', 0, 3, 73))).toEqual([
    ENTRIES,
  ])
})

test('a crash while the log begins behind what is applied, a snapshot being restored, is no matter', () => {
  const restoring = follower({ log: '2', base: [3, 2], applied: 1 })
  const again = [crashes(S2, restoring), starts(S2, follower({ log: '2', base: [3, 2], applied: 3 }), 73)]
  expect(found(applies(S1, '1 1a 2 2', 0, 3, 73), ...again)).toEqual([])
})
