import { expect, test } from 'vitest'
import { AnswerStatus, type Answer } from '../../core/effect.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { becomes, findings, follower, having, leader, S1 } from '../testing/sightings.ts'
import { openOutcomes } from './open-outcomes.ts'

/** C1 is told that nobody knows what became of its operation of this number. */
const unknown = (serial: number): Answer => ({
  from: S1,
  session: 0,
  serial,
  status: AnswerStatus.Unknown,
  value: 0,
  leader: -1,
})
const ends = (log: string, ...told: number[]): Transition =>
  having(becomes(S1, leader({ log, term: 2, commit: 1 }), follower({ log, term: 3, commit: 1 })), {
    answers: told.map(unknown),
  })
const found = (...story: Transition[]): string[] => findings(openOutcomes, story).map(({ title }) => title)

test('5.3, 8: when a reign ends, the clients of what is open are told, and no others', () => {
  expect(found(ends('2a 2b 2c', 2, 3))).toEqual([])
  expect(found(ends('2a 2b 2c', 3))).toEqual(['S1 says nothing of C1.2, which is open as its reign ends'])
  expect(found(ends('2a 2b', 1, 2))).toEqual(['S1 does not know the outcome of C1.1, which it did not take'])
})

test('what predecessors took is not for it to tell', () => {
  expect(found(ends('1 1b 2c', 3))).toEqual([])
  expect(found(ends('1 1b 2c', 2, 3))).toHaveLength(1)
})
