import { expect, test } from 'vitest'
import { Operation, register, type Command } from '../../core/command.ts'
import { AnswerStatus, type Answer } from '../../core/effect.ts'
import { askReadIndex, readIndex } from '../../core/messages.ts'
import type { PendingRead } from '../../core/reads/pending-read.ts'
import type { Observation } from '../../harness/observation.ts'
import { becomes, findings, follower, having, leader, S1, S2 } from '../testing/sightings.ts'
import { waitingReads } from './waiting-reads.ts'

const read = (serial: number): Command => ({ ...register(0), serial, operation: Operation.Read })
const waits = (serial: number, asker: number = S1): PendingRead => ({
  command: read(serial),
  asker,
  readIndex: 1,
  round: 1,
})
const seen = { log: '1', commit: 1, applied: 1 }
const reigns = (...reads: PendingRead[]): Observation => ({ ...leader(seen), reads, transfer: null })
const follows = (...reads: PendingRead[]): Observation => ({ ...follower(seen), reads, transfer: null })
const done = (serial: number): Answer => ({
  from: S1,
  session: 0,
  serial,
  status: AnswerStatus.Done,
  value: 0,
  leader: -1,
})
const found = (
  before: Observation,
  after: Observation,
  besides: Parameters<typeof having>[1] = {},
): string[] => findings(waitingReads, [having(becomes(S1, before, after), besides)]).map(({ title }) => title)

test('8: a read waits, or is answered; one that is forgotten is caught', () => {
  expect(found(reigns(), reigns(waits(1)), { asked: read(1) })).toEqual([])
  expect(found(reigns(), reigns(), { asked: read(1), answers: [done(1)] })).toEqual([])
  expect(found(reigns(), reigns(), { asked: read(1) })).toEqual(['S1 forgot the read C1.1'])
  expect(found(reigns(waits(1)), reigns(waits(2)), { asked: read(2) })).toEqual(['S1 forgot the read C1.1'])
})

test('6.4: what a follower has asked for waits for its machine, and a leader tells the follower that asked', () => {
  const told = readIndex(S2, S1, 1, read(1), 1)
  expect(found(follows(), follows(waits(1)), { heard: told })).toEqual([])
  expect(found(follows(), follows(), { heard: told })).toEqual(['S1 forgot the read C1.1'])
  const asks = askReadIndex(S2, S1, 1, read(1))
  expect(found(reigns(), reigns(), { heard: asks })).toEqual(['S1 forgot the read C1.1'])
  expect(found(reigns(waits(1, S2)), reigns(), { sent: [readIndex(S1, S2, 1, read(1), 1)] })).toEqual([])
})

test('8: a read that is answered and waits on is caught', () => {
  const kept = reigns(waits(1))
  expect(found(kept, kept, { answers: [done(1)] })).toEqual(['S1 answers and keeps the read C1.1'])
  expect(found(kept, reigns(), { answers: [done(1)] })).toEqual([])
})

test('8: a read that waits twice is caught; a follower may ask for its own beside', () => {
  expect(found(reigns(waits(1)), reigns(waits(1), waits(1)))).toEqual(['S1 keeps twice the read C1.1'])
  expect(found(reigns(waits(1)), reigns(waits(1), waits(1, S2)))).toEqual([])
})

test('8: with its reign a leader forgets its reads, and who is handing over need take none', () => {
  expect(found(reigns(waits(1)), follows())).toEqual([])
  const handing = { ...reigns(), transfer: read(9) }
  expect(found(handing, { ...handing, reads: [] }, { heard: askReadIndex(S2, S1, 1, read(1)) })).toEqual([])
})
