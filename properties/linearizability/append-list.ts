import { Operation, type List, type Value } from '../../core/command.ts'
import { ANY, GROWN, SAME, UNTOLD, type Call, type Translation } from './calls.ts'
import { NEVER, type HistoryOperation } from './history.ts'

/**
 * The operations on one key of a store of lists: an append answers the list's new length, a read gives the whole list.
 *
 * A list only grows, so every list that was read must be a beginning of the longest, and that one tells the order of
 * the appends. What an answered append appended stands at the place that its answer names. So the state is the list's
 * length alone. Gives `undefined` when two answers put different elements in one place, or an answer is one that an
 * operation never gives.
 */
export function translateAppendList(operations: readonly HistoryOperation[]): Translation | undefined {
  const places = placesTold(operations)
  if (places === undefined) return undefined
  const names = nameElements(places)
  const calls: Call[] = []
  for (const { operation, called, returned, answer, value } of operations) {
    const append = isAppend(operation)
    if (returned === NEVER) {
      const element = names.get(value) ?? UNTOLD
      if (append) calls.push({ called, returned: Infinity, needs: ANY, avoids: ANY, makes: GROWN, element })
    } else if (append) {
      const length = answer as number
      calls.push({ called, returned, needs: length - 1, avoids: ANY, makes: length, element: UNTOLD })
    } else {
      calls.push({ called, returned, needs: lengthOf(answer as List | undefined), avoids: ANY, makes: SAME, element: UNTOLD })
    }
  }
  const elements = Int32Array.from(places, (value) => (value === undefined ? UNTOLD : (names.get(value) as number)))
  return { calls, states: places.length, elements }
}

/** The element that answers put at each place, from 1; `undefined` where none does. */
type Places = (number | undefined)[]

/** What the answers tell of the list; `undefined` when they contradict each other. */
function placesTold(operations: readonly HistoryOperation[]): Places | undefined {
  let appends = 0
  for (const { operation } of operations) if (isAppend(operation)) appends++
  const places = new Array<number | undefined>(appends + 1).fill(undefined)
  for (const { operation, returned, answer, value } of operations) {
    if (returned === NEVER) continue
    const agrees = isAppend(operation) ? tellAppend(places, answer, value) : tellRead(places, answer)
    if (!agrees) return undefined
  }
  return places
}

function tellAppend(places: Places, answer: Value, value: number): boolean {
  return typeof answer === 'number' && Number.isInteger(answer) && answer > 0 && tell(places, answer, value)
}

function tellRead(places: Places, answer: Value): boolean {
  if (typeof answer === 'number') return false
  let place = lengthOf(answer)
  if (place >= places.length) return false
  for (let list = answer; list !== undefined; list = list.before) if (!tell(places, place--, list.last)) return false
  return true
}

function tell(places: Places, place: number, value: number): boolean {
  if (place >= places.length || (places[place] ?? value) !== value) return false
  places[place] = value
  return true
}

/** Numbers the elements that are told of: equal elements have equal numbers. */
function nameElements(places: Places): Map<number, number> {
  const names = new Map<number, number>()
  for (const value of places) if (value !== undefined && !names.has(value)) names.set(value, names.size)
  return names
}

/** How many elements there are, counted: what a list says of its own length may be wrong. */
function lengthOf(answer: List | undefined): number {
  let length = 0
  for (let list = answer; list !== undefined; list = list.before) length++
  return length
}

function isAppend(operation: Operation): boolean {
  if (operation === Operation.Append) return true
  if (operation === Operation.Read) return false
  throw new RangeError('a store of lists knows reads and appends; the history holds a write or a swap')
}
