import { expect, test } from 'vitest'
import { DiskFile } from '../../core/effect.ts'
import { ActionKind } from '../../harness/world/action.ts'
import type { Observation } from '../../harness/observation.ts'
import {
  becomes,
  candidate,
  CLUSTER,
  findings,
  follower,
  having,
  leader,
  S1,
  S2,
} from '../testing/sightings.ts'
import { ownVotes } from './own-votes.ts'

const stands = (...voters: number[]): Observation => ({
  ...candidate({ log: '1', term: 2 }),
  votes: voters.reduce((set, voter) => set | (1 << voter), 0),
})
const follows = (votes = 0): Observation => ({ ...follower({ log: '1', term: 2 }), votes })
const leads: Observation = { ...leader({ log: '1', term: 2 }), votes: 0 }
const told = { kind: ActionKind.Flush, topic: DiskFile.Term }
const found = (
  before: Observation,
  after: Observation,
  { does = {}, behind = 0, synchronousDisk = false } = {},
): string[] => {
  const step = { ...having(becomes(S1, before, after), { does }), behind }
  return findings(ownVotes, [step], { ...CLUSTER, synchronousDisk }).map(({ title }) => title)
}
const EARLY = ['S1 counts its own vote before that is durable']

test('5.2: a candidate counts its own vote when that is durable, and not before', () => {
  expect(found(stands(), stands(S1), { does: told })).toEqual([])
  expect(found(stands(), stands(S1))).toEqual(EARLY)
  expect(found(stands(), stands(S1), { does: told, behind: 1 })).toEqual(EARLY)
  expect(found(stands(), stands(S1), { synchronousDisk: true })).toEqual([])
  expect(found(stands(S1), stands(S1, S2))).toEqual([])
  expect(found(stands(), stands(S2))).toEqual([])
})

test('5.2: who has nobody to ask leads by that vote alone', () => {
  expect(found(stands(), leads, { does: told })).toEqual([])
  expect(found(stands(), leads)).toEqual(EARLY)
  expect(found(stands(S1), leads)).toEqual([])
})

test('Figure 2: a follower that counts votes is caught', () => {
  expect(found(stands(), follows())).toEqual([])
  expect(found(follows(), follows(1), { does: told })).toEqual(['S1 counts votes and does not stand'])
})
