import { Operation, type Command, type List, type Value } from '../command.ts'
import type { Machine } from './machine.ts'

/** The list under each key. */
type Lists = (List | undefined)[]

/**
 * A store of lists that only grow. An append answers the list's new length and a read gives the whole list, so that
 * every operation tells which ones came before it: what is lost, doubled or out of order shows at once.
 */
export const appendList: Machine<Lists> = {
  initial: [],
  copy: (state) => state.slice(),
  read: (state, { key }) => state[key],

  apply(lists: Lists, { operation, key, value }: Command): Value {
    const before = lists[key]
    if (operation === Operation.Read) return before
    while (lists.length <= key) lists.push(undefined)
    const length = (before === undefined ? 0 : before.length) + 1
    lists[key] = { last: value, length, before }
    return length
  },
}
