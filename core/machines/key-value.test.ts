import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Operation } from '../command.ts'
import { frozen } from '../testing/frozen-step.ts'
import { keyValue } from './key-value.ts'

const small = fc.nat(2)
const operation = fc.constantFrom(Operation.Read, Operation.Write, Operation.Swap)
const commands = fc.array(fc.record({ operation, key: small, value: small, expected: small }))

test('the key-value store answers as a map does, with 0 under keys that nobody wrote', () => {
  fc.assert(
    fc.property(commands, (asked) => {
      const map = new Map<number, number>()
      let state = frozen(keyValue.initial)
      for (const command of asked.map((fields) => ({ session: 0, serial: 1, registration: 0, ...fields }))) {
        const { operation, key, value, expected } = command
        const found = map.get(key) ?? 0
        const swapped = operation === Operation.Swap && found === expected
        if (operation === Operation.Write || swapped) map.set(key, value)
        expect(keyValue.read(state, command)).toBe(found)
        const copy = keyValue.copy(state)
        const answer = keyValue.apply(copy, command)
        expect(answer).toBe(operation === Operation.Read ? found : Number(swapped))
        state = frozen(copy)
      }
      state.forEach((value, key) => expect(value).toBe(map.get(key) ?? 0))
    }),
  )
})
