import { Operation, type Command, type List, type Value } from '../command.ts'
import type { Machine } from './machine.ts'

/** The list under each key. */
type Lists = readonly (List | undefined)[]

/**
 * A store of lists that only grow. An append answers the list's new length and a read gives the whole list, so that
 * every operation tells which ones came before it: what is lost, doubled or out of order shows at once.
 */
export const appendList: Machine<Lists> = {
  initial: [],

  answer(state: Lists, command: Command): Value {
    const list = state[command.key]
    if (command.operation === Operation.Read) return list
    return (list === undefined ? 0 : list.length) + 1
  },

  next(state: Lists, command: Command): Lists {
    if (command.operation === Operation.Read) return state
    const lists = state.slice()
    while (lists.length <= command.key) lists.push(undefined)
    const before = lists[command.key]
    lists[command.key] = {
      last: command.value,
      length: (before === undefined ? 0 : before.length) + 1,
      before,
    }
    return lists
  },
}
