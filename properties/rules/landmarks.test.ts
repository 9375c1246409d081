import { expect, test } from 'vitest'
import type { Observation } from '../../harness/observation.ts'
import { NO_SNAPSHOT_WORK } from '../../core/snapshots/snapshot.ts'
import { NO_SESSIONS } from '../../core/sessions/sessions.ts'
import { becomes, CLUSTER, findings, follower, S1 } from '../testing/sightings.ts'
import { landmarks } from './landmarks.ts'

const applied = (last: number, ...kept: number[]): Observation => ({
  ...follower({ log: '1 1 1 1 1 1 1 1 1', commit: 9, applied: last }),
  snapshotWork: {
    ...NO_SNAPSHOT_WORK,
    landmarks: kept.map((index) => ({ index, term: 1, machine: [], sessions: NO_SESSIONS })),
  },
})
const found = (before: Observation, after: Observation): string[] =>
  findings(landmarks, [becomes(S1, before, after)], {
    ...CLUSTER,
    options: { ...CLUSTER.options, landmarkSpacing: 3 },
  }).map(({ title }) => title)

test('the newest two applied states that lie far enough apart are kept', () => {
  expect(found(applied(0), applied(3, 3))).toEqual([])
  expect(found(applied(3, 3), applied(6, 6, 3))).toEqual([])
  expect(found(applied(6, 6, 3), applied(9, 9, 6))).toEqual([])
})

test('that none is kept, one is lost, or two lie close together is caught', () => {
  expect(found(applied(0), applied(3))).toEqual(['S1 has applied a long log and keeps no state of it'])
  expect(found(applied(3, 3), applied(6, 6))).toEqual(['S1 does not keep the newest two states'])
  expect(found(applied(3, 3), applied(5, 5, 3))).toEqual(['S1 keeps states that lie close together'])
})
