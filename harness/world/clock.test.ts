import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Timer } from '../../core/effect.ts'
import { act, S1, S2, smallWorld } from '../testing/small-world.ts'
import { ActionKind } from './action.ts'
import { jump, readingAt, timeFor, TRUE_CLOCK } from './clock.ts'
import { seatOf } from './world.ts'

test('a clock has gone on by a duration after the time that takes it, and not a microsecond before', () => {
  const clock = fc.record({ offset: fc.nat(5_000_000), rate: fc.integer({ min: 500, max: 2000 }) })
  fc.assert(
    fc.property(clock, fc.nat(1_000_000), (clock, duration) => {
      const time = timeFor(clock, duration)
      expect(readingAt(clock, time) - clock.offset).toBeGreaterThanOrEqual(duration)
      if (time > 0) expect(readingAt(clock, time - 1) - clock.offset).toBeLessThan(duration)
    }),
  )
})

test('a clock that is right reads the time', () => {
  fc.assert(
    fc.property(fc.nat(), (now) => {
      expect([readingAt(TRUE_CLOCK, now), timeFor(TRUE_CLOCK, now)]).toEqual([now, now])
    }),
  )
})

test('a timer goes by the clock of its server: on a slow one it fires later', () => {
  const world = smallWorld({ clocks: [{ offset: 7, rate: 500 }] })
  expect(seatOf(world, S1).earliest[Timer.Election]).toBe(300_000)
  expect(seatOf(world, S2).earliest[Timer.Election]).toBe(150_000)
  act(world, ActionKind.Timer, { server: S1, topic: Timer.Election })
  expect([world.now, world.input.clock]).toEqual([300_000, 150_007])
})

test('a clock that jumped goes on from where it was set, as fast as before', () => {
  const seat = { clock: { offset: 5, rate: 1100 } }
  jump(seat, -3)
  expect([readingAt(seat.clock, 0), readingAt(seat.clock, 1000)]).toEqual([2, 1102])
})
