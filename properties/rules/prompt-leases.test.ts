import { expect, test } from 'vitest'
import { Operation, register } from '../../core/command.ts'
import type { Observation } from '../../harness/observation.ts'
import { Changed } from '../../harness/observation.ts'
import { becomes, CLUSTER, findings, having, leader, S1 } from '../testing/sightings.ts'
import { promptLeases } from './prompt-leases.ts'

const read = { ...register(0), serial: 1, operation: Operation.Read }
const options = { ...CLUSTER.options, leaseReads: true, clockDrift: 0, electionTimeoutLeast: 100 }
const lease = { round: 2, began: 50, until: 120 }
const seen = { log: '1 2', commit: 2, applied: 2, term: 2 }
const reigns = (answered: number, more: Partial<Observation> = {}): Observation => ({
  ...leader(seen),
  lease,
  roundAnswered: [0, answered, 0],
  ...more,
})
const found = (after: Observation, before = after, leaseReads = true): string[] => {
  const step = having(becomes(S1, before, after), { asked: read })
  return findings(promptLeases, [{ ...step, changed: step.changed | Changed.Requested }], {
    ...CLUSTER,
    options: { ...options, leaseReads },
  }).map(({ title }) => title)
}

test('6.4.1: a lease whose round a majority has answered, and that is not prolonged by it, is caught', () => {
  const caught = ['S1 does not prolong its lease, though a quorum has answered round 2']
  expect(found(reigns(2))).toEqual(caught)
  expect(found(reigns(1))).toEqual([])
  expect(found(reigns(2), reigns(2), false)).toEqual([])
  expect(found(reigns(2, { lease: { ...lease, until: 150 } }))).toEqual([])
})

test('6.4.1: not before an entry of the leader’s own term is committed, nor in the step that changes it', () => {
  expect(found(reigns(2, { commitIndex: 1 }))).toEqual([])
  expect(found(reigns(2), reigns(2, { lease: { ...lease, until: 0 } }))).toEqual([])
})
