import { expect, test } from 'vitest'
import { FaultKind } from '../../plan/fault-kind.ts'
import { besetBy, bitesOf } from '../../testing/during.ts'
import { CALM, play } from '../../testing/small-plan.ts'
import { S3 } from '../../testing/small-world.ts'
import { ActionKind } from '../../world/action.ts'
import { readingAt, TRUE_CLOCK } from '../../world/clock.ts'

test('clock-jump: the clock of a victim is set forwards, or back, but not before its beginning', () => {
  const jumpOf = (strength: number): number[] =>
    play(besetBy(FaultKind.ClockJump, { victims: 1 << S3, strength }))
      .done.filter(({ kind }) => kind === ActionKind.Jump)
      .map(({ server, turn }) => (server === S3 ? turn : NaN))
  expect(jumpOf(1000)).toEqual([5_000_000])
  expect(jumpOf(470)).toEqual([-300_000])
  expect(jumpOf(1)).toEqual([-700_000])
  const { clock } = play(besetBy(FaultKind.ClockJump, { victims: 1 << S3, strength: 470 })).world.seats[
    S3
  ] ?? { clock: TRUE_CLOCK }
  expect(readingAt(clock, 2_000_000)).toBe(1_700_000)
})

test('clock-offset, clock-rate, runaway-clock: each bites where a timer goes by such a clock', () => {
  const bites = (offset: number, rate: number): number[] => {
    const played = play({ ...CALM, clocks: [0, 1, 2, 3, 4].map(() => ({ offset, rate })) })
    const kinds = [FaultKind.ClockOffset, FaultKind.ClockRate, FaultKind.RunawayClock]
    return kinds.map((fault) => Math.sign(bitesOf(played, fault)))
  }
  expect(bites(0, 1000)).toEqual([0, 0, 0])
  expect(bites(5, 1000)).toEqual([1, 0, 0])
  expect(bites(0, 1100)).toEqual([0, 1, 0])
  expect(bites(5, 890)).toEqual([1, 0, 1])
})
