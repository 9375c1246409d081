import { Operation, type Command, type Value } from '../command.ts'
import type { Machine } from './machine.ts'

/** The value under each key; 0 where nothing was written yet. */
type Values = number[]

/** A key-value store with compare-and-set. A write answers 0; a swap answers 1 if it happened and 0 if not. */
export const keyValue: Machine<Values> = {
  initial: [],
  copy: (state) => state.slice(),
  read: (state, { key }) => valueAt(state, key),

  apply(values: Values, command: Command): Value {
    const { operation, key, value, expected } = command
    if (operation === Operation.Read) return valueAt(values, key)
    if (operation === Operation.Swap && valueAt(values, key) !== expected) return 0
    while (values.length <= key) values.push(0)
    values[key] = value
    return operation === Operation.Swap ? 1 : 0
  },
}

function valueAt(values: readonly number[], key: number): number {
  return key < values.length ? (values[key] as number) : 0
}
