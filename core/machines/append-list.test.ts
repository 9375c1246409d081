import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Operation, type List } from '../command.ts'
import { frozen } from '../testing/frozen-step.ts'
import { appendList } from './append-list.ts'

const operation = fc.constantFrom(Operation.Read, Operation.Append)
const commands = fc.array(fc.record({ operation, key: fc.nat(2), value: fc.nat(9) }))

const toArray = (list: List | undefined): number[] =>
  list === undefined ? [] : [...toArray(list.before), list.last]

test('the append list answers as a map of arrays does: an append with the length, a read with the whole', () => {
  fc.assert(
    fc.property(commands, (asked) => {
      const map = new Map<number, readonly number[]>()
      let state = frozen(appendList.initial)
      for (const command of asked.map((fields) => ({
        session: 0,
        serial: 1,
        registration: 0,
        expected: 0,
        ...fields,
      }))) {
        const { operation, key, value } = command
        const before = map.get(key) ?? []
        expect(toArray(appendList.read(state, command) as List | undefined)).toEqual(before)
        const copy = appendList.copy(state)
        const answer = appendList.apply(copy, command)
        state = frozen(copy)
        if (operation === Operation.Read) {
          expect(toArray(answer as List | undefined)).toEqual(before)
        } else {
          map.set(key, [...before, value])
          expect(answer).toBe(before.length + 1)
        }
      }
    }),
  )
})
