import { Operation, type List, type Value } from '../../core/command.ts'
import { ANY, GROWN, SAME, Times, UNTOLD, type Call, type Translation } from './calls.ts'
import { NEVER, type HistoryOperation } from './history.ts'

/**
 * The operations on one key of a store of lists: an append answers the list's new length, a read gives the whole list.
 *
 * A list only grows, so every list that was read must be a beginning of the longest, and that one tells the order of
 * the appends; an answered append tells what stands at the place that it names. So the state is the list's length
 * alone. Gives `undefined` when two answers put different elements in one place, an answer is one that the operation
 * never gives, or a list is longer than there are appends. Nothing else is held against `freed`.
 */
export function translateAppendList(operations: Operations, freed: Operations): Translation | undefined {
  const places = placesTold(operations, appendsAmong(operations) + appendsAmong(freed))
  if (places === undefined) return undefined
  const names = nameElements(places)
  const calls: Call[] = []
  for (const operation of operations) {
    if (operation.returned !== NEVER) calls.push(completedCall(operation))
    else if (isAppend(operation)) calls.push(looseCall(operation, Times.AtMostOnce, names))
  }
  for (const operation of freed)
    if (isAppend(operation)) calls.push(looseCall(operation, Times.Freely, names))
  const elements = places.map((value) => (value === undefined ? UNTOLD : (names.get(value) as number)))
  return { calls, states: places.length, elements }
}

type Operations = readonly HistoryOperation[]

function completedCall(operation: HistoryOperation): Call {
  const { called, returned, answer } = operation
  const append = isAppend(operation)
  const length = append ? (answer as number) : lengthOf(answer as List | undefined)
  const needs = append ? length - 1 : length
  return {
    times: Times.Once,
    called,
    returned,
    needs,
    avoids: ANY,
    makes: append ? length : SAME,
    element: UNTOLD,
  }
}

/** An append that nobody saw the answer of. */
function looseCall(
  { called, returned, value }: HistoryOperation,
  times: Times,
  names: ReadonlyMap<number, number>,
): Call {
  return {
    times,
    called,
    returned,
    needs: ANY,
    avoids: ANY,
    makes: GROWN,
    element: names.get(value) ?? UNTOLD,
  }
}

/** The element that answers put at each place, from 1; `undefined` where none does. */
type Places = (number | undefined)[]

/** What the answers tell of a list of at most so many elements; `undefined` when they contradict each other. */
function placesTold(operations: Operations, most: number): Places | undefined {
  const places: Places = new Array<number | undefined>(most + 1).fill(undefined)
  for (const operation of operations) {
    const { returned, answer, value } = operation
    if (returned === NEVER) continue
    const agrees = isAppend(operation) ? tellAppend(places, answer, value) : tellRead(places, answer)
    if (!agrees) return undefined
  }
  return places
}

function appendsAmong(operations: Operations): number {
  let appends = 0
  for (const operation of operations) if (isAppend(operation)) appends++
  return appends
}

function tellAppend(places: Places, answer: Value, value: number): boolean {
  return typeof answer === 'number' && Number.isInteger(answer) && answer > 0 && tell(places, answer, value)
}

function tellRead(places: Places, answer: Value): boolean {
  if (typeof answer === 'number') return false
  let place = lengthOf(answer)
  if (place >= places.length) return false
  for (let list = answer; list !== undefined; list = list.before)
    if (!tell(places, place--, list.last)) return false
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

function isAppend({ operation }: HistoryOperation): boolean {
  if (operation === Operation.Append) return true
  if (operation === Operation.Read) return false
  throw new RangeError('a store of lists knows reads and appends; the history holds a write or a swap')
}
