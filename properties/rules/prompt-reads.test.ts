import { expect, test } from 'vitest'
import { Operation, register } from '../../core/command.ts'
import type { PendingRead } from '../../core/reads/pending-read.ts'
import type { Observation } from '../../harness/observation.ts'
import { becomes, findings, follower, leader, S1, S2 } from '../testing/sightings.ts'
import { promptReads } from './prompt-reads.ts'

const command = { ...register(0), serial: 1, operation: Operation.Read }
const waits = (round: number, readIndex = 1, asker: number = S1): PendingRead => ({
  command,
  asker,
  readIndex,
  round,
})
const none = { log: '1 1', commit: 0, applied: 0 }
const seen = { log: '1 1', commit: 2, applied: 1 }
const reigns = (answered: number, ...reads: PendingRead[]): Observation => ({
  ...leader(seen),
  reads,
  roundAnswered: [0, answered, 0],
})
const follows = (...reads: PendingRead[]): Observation => ({ ...follower(seen), reads, roundAnswered: [] })
const found = (after: Observation): string[] =>
  findings(promptReads, [becomes(S1, { ...leader(none), reads: [], roundAnswered: [] }, after)]).map(
    ({ title }) => title,
  )
const KEPT = ['S1 has the answer to C1.1 and keeps it']

test('8: a read waits for its round; one that waits though a majority has answered is caught', () => {
  expect(found(reigns(1, waits(2)))).toEqual([])
  expect(found(reigns(2, waits(2)))).toEqual(KEPT)
  expect(found(reigns(0, waits(0)))).toEqual(KEPT)
})

test('6.4: a client’s read waits for the machine, a follower’s for the commit alone', () => {
  expect(found(reigns(2, waits(2, 2)))).toEqual([])
  expect(found(reigns(2, waits(2, 2, S2)))).toEqual(KEPT)
  expect(found(reigns(2, waits(2, 3, S2)))).toEqual([])
})

test('6.4: a follower answers once it has applied what it was told', () => {
  expect(found(follows(waits(0, 2)))).toEqual([])
  expect(found(follows(waits(0, 1)))).toEqual(KEPT)
})
