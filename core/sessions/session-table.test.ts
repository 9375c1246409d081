import fc from 'fast-check'
import { expect, test } from 'vitest'
import { register } from '../command.ts'
import { configurationOf } from '../membership/configuration.ts'
import { defaultOptions } from '../options.ts'
import { deserialise, serialise } from '../snapshots/serialise.ts'
import { frozen } from '../testing/frozen-step.ts'
import { put, within } from '../testing/inputs.ts'
import { sessionsOf } from '../testing/sessions.ts'
import { noteActive, noteApplied, openSession, passTime, tableOf } from './session-table.ts'
import { Freshness, freshnessAt, NO_SESSIONS, placeOf, type Sessions } from './sessions.ts'

const options = { ...defaultOptions(3), registration: true, sessionTimeout: 100_000, mostSessions: 3 }

/** What a table becomes. */
function changed(sessions: Sessions, change: (table: ReturnType<typeof tableOf>) => void): Sessions {
  const table = tableOf(frozen(sessions))
  change(table)
  return table
}

const three = sessionsOf(
  [2, 3, 4].map((registration) => ({ session: registration, registration, active: registration * 10 })),
  40,
)
const names = ({ list }: Sessions): number[] => list.map(({ registration }) => registration)

test('6.3: a session in which nothing was asked for the timeout is over, one in which something was is not', () => {
  expect(names(changed(three, (table) => passTime(table, 119, options)))).toEqual([2, 3, 4])
  expect(names(changed(three, (table) => passTime(table, 120, options)))).toEqual([3, 4])
  expect(names(changed(three, (table) => passTime(table, 139, options)))).toEqual([4])
  expect(names(changed(three, (table) => passTime(table, 500, options)))).toEqual([])
})

test('6.3: the log’s time does not go back', () => {
  expect(changed(three, (table) => passTime(table, 39, options))).toEqual(three)
  expect(changed(three, (table) => passTime(table, 41, options)).time).toBe(41)
})

test('6.3: where there may be no more sessions, the least recently used one makes room', () => {
  const used = changed(three, (table) => noteApplied(table, 0, { ...within(2, put(5)), session: 2 }, 7))
  expect(names(used)).toEqual([3, 4, 2])
  expect(names(changed(used, (table) => openSession(table, register(5), 9, options)))).toEqual([4, 2, 9])
  const any = { ...options, mostSessions: 0 }
  expect(names(changed(used, (table) => openSession(table, register(5), 9, any)))).toEqual([3, 4, 2, 9])
})

test('a command that was applied before uses its session, and changes nothing else of it', () => {
  const before = sessionsOf(
    [
      { serial: 4, value: 6 },
      { session: 1, serial: 2 },
    ],
    30,
  )
  const { list } = changed(before, (table) => noteActive(table, 0))
  expect(list).toMatchObject([{ session: 1 }, { session: 0, serial: 4, value: 6, active: 30 }])
})

/** What happens to a table: time passes and then a client registers, or asks in a session that may not be there. */
const happenings = fc.array(
  fc.record({
    passes: fc.nat(60),
    registers: fc.boolean(),
    session: fc.nat(2),
    registration: fc.integer({ min: 1, max: 30 }),
    serial: fc.integer({ min: 1, max: 4 }),
  }),
  { maxLength: 30 },
)

test('6.3: all servers agree, those too that start from a snapshot: sessions, their order and their times', () => {
  fc.assert(
    fc.property(happenings, fc.nat(30), (events, snapshotAt) => {
      let [one, other] = [NO_SESSIONS, NO_SESSIONS]
      const configuration = configurationOf(0b111, 0)
      events.forEach(({ passes, registers, session, registration, serial }, order) => {
        const command = { ...within(registration, put(order, serial)), session }
        const happen = (table: ReturnType<typeof tableOf>): void => {
          passTime(table, table.time + passes, options)
          const place = placeOf(table.list, command)
          const fresh = freshnessAt(table.list, place, command)
          if (registers) openSession(table, register(session), order + 1, options)
          else if (fresh === Freshness.New) noteApplied(table, place, command, order)
          else if (fresh !== Freshness.Sessionless) noteActive(table, place)
        }
        if (order === snapshotAt)
          other = deserialise(serialise({ configuration, sessions: other, machine: [] })).sessions
        one = changed(one, happen)
        other = changed(other, happen)
        expect(other).toEqual(one)
        expect(one.list.length).toBeLessThanOrEqual(options.mostSessions)
        const actives = one.list.map(({ active }) => active)
        expect(actives).toEqual(actives.toSorted((a, b) => a - b))
      })
    }),
  )
})
