import { fold, spread } from '../../harness/mix.ts'
import { ANY } from './calls.ts'
import { stateAfter, type Layout } from './layout.ts'

/** Where a search is: an order of some of the calls, and what follows from it. It changes in place. */
export interface Position {
  readonly layout: Layout
  /** The limited calls not yet in the order, linked in a ring: a bar, the completed ones, another bar, the others. */
  readonly next: number[]
  readonly previous: number[]
  /** The order so far, and the state before each call of it. */
  readonly order: number[]
  readonly before: number[]
  state: number
  /** How many completed calls are not yet in the order. */
  left: number
  /** By limited call: 1 when it is in the order. */
  readonly taken: number[]
  /** By state: how many completed calls yet to come need it, and how many calls yet to come make it. */
  readonly seekers: number[]
  readonly makers: number[]
  /** By limited call, then by state: the two halves of its hash key; and those of the calls in the order, together. */
  readonly keys: Int32Array
  high: number
  low: number
  /** How often a call was put in the order. */
  steps: number
}

/** The empty order. `salt` decides the hash keys. */
export function startOf(layout: Layout, salt: number): Position {
  const { completed, limited, states } = layout
  const next = new Array<number>(limited + 2).fill(0)
  const previous = new Array<number>(limited + 2).fill(0)
  linkCalls(next, previous, limited, 0, completed, limited + 1)
  linkCalls(next, previous, limited + 1, completed, limited, limited)
  return {
    layout,
    next,
    previous,
    order: [],
    before: [],
    state: 0,
    left: completed,
    taken: new Array<number>(limited).fill(0),
    seekers: layout.seekers.slice(),
    makers: layout.makers.slice(),
    keys: hashKeys(2 * (limited + states), salt),
    high: 0,
    low: 0,
    steps: 0,
  }
}

/** The first completed call not yet in the order; not below `limited` when there is none. */
export function firstCompleted({ next, layout }: Position): number {
  return next[layout.limited] as number
}

/** The first call not yet in the order of those that never returned; not below `limited` when there is none. */
export function firstOpen({ next, layout }: Position): number {
  return next[layout.limited + 1] as number
}

/** Puts a call next in the order. */
export function take(at: Position, i: number): void {
  const { layout, next, previous, state } = at
  at.order.push(i)
  at.before.push(state)
  at.state = stateAfter(layout, i, state)
  at.steps++
  if (i >= layout.limited) return
  const after = next[i] as number
  const before = previous[i] as number
  next[before] = after
  previous[after] = before
  at.taken[i] = 1
  count(at, i, -1)
}

/** Takes the newest call out of the order again, and says which it was. */
export function untake(at: Position): number {
  const { layout, next, previous } = at
  const i = at.order.pop() as number
  at.state = at.before.pop() as number
  if (i >= layout.limited) return i
  next[previous[i] as number] = i
  previous[next[i] as number] = i
  at.taken[i] = 0
  count(at, i, 1)
  return i
}

/** The upper half of a hash of the set of limited calls in the order and of the state after them. */
export function upperHash({ keys, layout, state, high }: Position): number {
  return high ^ (keys[2 * (layout.limited + state)] as number)
}

/** The lower half of that hash. */
export function lowerHash({ keys, layout, state, low }: Position): number {
  return low ^ (keys[2 * (layout.limited + state) + 1] as number)
}

/** Counts a call as still to come (1), or no longer (-1). */
function count(at: Position, i: number, change: 1 | -1): void {
  const { layout, seekers, makers, keys } = at
  const needs = layout.needs[i] as number
  const makes = layout.makes[i] as number
  if (i < layout.completed) {
    at.left += change
    if (needs !== ANY) seekers[needs] = (seekers[needs] as number) + change
  }
  if (makes >= 0) makers[makes] = (makers[makes] as number) + change
  at.high ^= keys[2 * i] as number
  at.low ^= keys[2 * i + 1] as number
}

/** Links a bar, the calls from `start` up to `end`, and the other bar. */
function linkCalls(
  next: number[],
  previous: number[],
  bar: number,
  start: number,
  end: number,
  otherBar: number,
): void {
  let last = bar
  for (let i = start; i <= end; i++) {
    const node = i === end ? otherBar : i
    next[last] = node
    previous[node] = last
    last = node
  }
}

function hashKeys(length: number, salt: number): Int32Array {
  const keys = new Int32Array(length)
  const start = spread(fold(0x85a308d3, salt))
  for (let i = 0; i < length; i++) keys[i] = spread(fold(start, i + 1))
  return keys
}
