import { Operation, type Command, type Value } from '../command.ts'
import type { Machine } from './machine.ts'

/** The value under each key; 0 where nothing was written yet. */
type Values = readonly number[]

/** A key-value store with compare-and-set. A write answers 0; a swap answers 1 if it happened and 0 if not. */
export const keyValue: Machine<Values> = {
  initial: [],

  answer(state: Values, command: Command): Value {
    if (command.operation === Operation.Read) return valueAt(state, command.key)
    if (command.operation === Operation.Swap) return valueAt(state, command.key) === command.expected ? 1 : 0
    return 0
  },

  next(state: Values, command: Command): Values {
    if (command.operation === Operation.Read) return state
    if (command.operation === Operation.Swap && valueAt(state, command.key) !== command.expected) return state
    const values = state.slice()
    while (values.length <= command.key) values.push(0)
    values[command.key] = command.value
    return values
  },
}

function valueAt(state: Values, key: number): number {
  return key < state.length ? (state[key] as number) : 0
}
