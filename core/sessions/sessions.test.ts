import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Operation } from '../command.ts'
import { frozen } from '../testing/frozen-step.ts'
import { Freshness, freshness, noteApplied, type Sessions } from './sessions.ts'

const asked = fc.array(fc.record({ session: fc.nat(3), serial: fc.integer({ min: 1, max: 5 }) }))

test('8: a command is new once: then it is repeated, until a later one of its session makes it stale', () => {
  fc.assert(
    fc.property(asked, (commands) => {
      const newest = new Map<number, number>()
      let sessions: Sessions = frozen([])
      commands.forEach(({ session, serial }, order) => {
        const command = { session, serial, operation: Operation.Write, key: 0, value: 0, expected: 0 }
        const known = newest.get(session) ?? 0
        const expected =
          serial > known ? Freshness.New : serial === known ? Freshness.Repeated : Freshness.Stale
        expect(freshness(sessions, command)).toBe(expected)
        if (expected !== Freshness.New) return
        newest.set(session, serial)
        const copy = sessions.slice()
        noteApplied(copy, command, order)
        sessions = frozen(copy)
        expect(sessions[session]).toEqual({ serial, value: order })
      })
      sessions.forEach((session, number) => expect(session?.serial).toBe(newest.get(number)))
    }),
  )
})
