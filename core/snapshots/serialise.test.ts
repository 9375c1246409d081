import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { List, Value } from '../command.ts'
import { deserialise, serialise, type ReplicatedState } from './serialise.ts'

const number = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
const list = fc
  .array(number, { minLength: 1 })
  .map((items) =>
    items.reduce<List | undefined>(
      (before, last) => ({ last, length: (before?.length ?? 0) + 1, before }),
      undefined,
    ),
  )
const value: fc.Arbitrary<Value> = fc.oneof(number, list, fc.constant(undefined))
const set = fc.nat(127)

const state: fc.Arbitrary<ReplicatedState> = fc.record({
  configuration: fc.record({ voters: set, outgoing: set, learners: set }),
  sessions: fc.record({
    time: number,
    list: fc.array(
      fc.record({ session: number, registration: number, serial: number, value, active: number }),
    ),
  }),
  machine: fc.array(value),
})

test('7: the bytes of a snapshot are all it takes to have the state again: machine, sessions and configuration', () => {
  fc.assert(
    fc.property(state, (one) => {
      expect(deserialise(serialise(one))).toEqual(one)
    }),
  )
})

test('equal states give equal bytes, and different ones different bytes', () => {
  fc.assert(
    fc.property(state, state, (one, other) => {
      expect(serialise(structuredClone(one))).toEqual(serialise(one))
      const alike = JSON.stringify(one) === JSON.stringify(other)
      if (!alike) expect(serialise(other)).not.toEqual(serialise(one))
    }),
  )
})
