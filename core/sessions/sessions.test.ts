import fc from 'fast-check'
import { expect, test } from 'vitest'
import { put, within } from '../testing/inputs.ts'
import { sessionsOf } from '../testing/sessions.ts'
import { Freshness, freshness, newestValue, NO_SESSIONS } from './sessions.ts'

const sessions = sessionsOf([
  { session: 1, registration: 4, serial: 2, value: 9 },
  { session: 0, registration: 7, serial: 3, value: 8 },
  { session: 0, registration: 2, serial: 5, value: 7 },
])

test('8: a command is new, repeated, or stale by the newest serial number of its session', () => {
  fc.assert(
    fc.property(fc.constantFrom(2, 7), fc.integer({ min: 1, max: 7 }), (registration, serial) => {
      const newest = registration === 7 ? 3 : 5
      const expected =
        serial > newest ? Freshness.New : serial === newest ? Freshness.Repeated : Freshness.Stale
      expect(freshness(sessions, within(registration, put(5, serial)))).toBe(expected)
    }),
  )
})

test('8: the response to the newest command is kept with it', () => {
  expect(newestValue(sessions, within(7, put(5, 3)))).toBe(8)
  expect(newestValue(sessions, within(2, put(5, 5)))).toBe(7)
})

test('6.3: a command without record of its session is not new, whatever its serial number', () => {
  for (const registration of [3, 4, 8])
    expect(freshness(sessions, within(registration, put(5, 6)))).toBe(Freshness.Sessionless)
})

test('where clients do not register, a session begins with its first command', () => {
  expect(freshness(NO_SESSIONS, put(5))).toBe(Freshness.New)
  expect(freshness(sessionsOf([{ session: 1, serial: 9 }]), put(5))).toBe(Freshness.New)
})
