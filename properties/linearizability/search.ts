import { fold, spread } from '../../harness/mix.ts'
import { ANY, SAME } from './calls.ts'
import { addConfiguration, noConfigurations } from './configurations.ts'
import { stateAfter, type Layout } from './layout.ts'
import type { SearchOutcome } from './verdict.ts'

/**
 * Looks for an order of the calls that respects real time and explains every answer: depth first, never twice from one
 * configuration, a configuration being the set of calls in the order so far and the state after them (Wing and Gong
 * 1993, Lowe 2017).
 *
 * Configurations are told apart by a 64-bit hash (Zobrist 1970) that `salt` keys. A collision can hide an order that
 * exists, never make one up: "not linearizable" wants a second search with another salt.
 */
export function search(calls: Layout, budget: number, salt: number): SearchOutcome {
  const at = startOf(calls, salt)
  const seen = noConfigurations()
  takeQuiet(at)
  let from = 0
  while (at.left > 0) {
    if (at.steps >= budget) return { verdict: 'undecided', steps: at.steps }
    const call = nextCall(at, from)
    if (call >= 0) {
      take(at, call)
      takeQuiet(at)
      if (addConfiguration(seen, hashOf(at, 0), hashOf(at, 1))) {
        from = 0
        continue
      }
    }
    const undone = backtrack(at)
    if (undone < 0) return { verdict: 'not linearizable', steps: at.steps }
    from = undone + 1
  }
  return { verdict: 'linearizable', steps: at.steps }
}

/** Where a search is. */
interface Position {
  readonly calls: Layout
  /** The limited calls not yet in the order, linked in a ring: a bar, the completed ones, another bar, the rest. */
  readonly next: Int32Array
  readonly previous: Int32Array
  /** The order so far, and the state before each call of it. */
  readonly order: number[]
  readonly before: number[]
  state: number
  /** How many completed calls are not yet in the order. */
  left: number
  /** By call: 1 when it may not be used again. */
  readonly taken: Uint8Array
  /** By state: how many completed calls yet to come need it, and how many calls yet to come make it. */
  readonly seekers: Int32Array
  readonly makers: Int32Array
  /** By limited call, then by state: two halves of a hash key; and the sum of the keys of the calls in the order. */
  readonly keys: Int32Array
  high: number
  low: number
  steps: number
}

function startOf(calls: Layout, salt: number): Position {
  const { count, completed, limited, states } = calls
  const next = new Int32Array(limited + 2)
  const previous = new Int32Array(limited + 2)
  link(next, previous, limited, 0, completed, limited + 1)
  link(next, previous, limited + 1, completed, limited, limited)
  return {
    calls,
    next,
    previous,
    order: [],
    before: [],
    state: 0,
    left: completed,
    taken: new Uint8Array(count),
    seekers: calls.seekers.slice(),
    makers: calls.makers.slice(),
    keys: hashKeys(2 * (limited + states), salt),
    high: 0,
    low: 0,
    steps: 0,
  }
}

/** Links one bar, the calls from `start` up to `end`, and the other bar. */
function link(
  next: Int32Array,
  previous: Int32Array,
  bar: number,
  start: number,
  end: number,
  other: number,
): void {
  let last = bar
  for (let i = start; i <= end; i++) {
    const node = i === end ? other : i
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

/** One half of the hash of the configuration. */
function hashOf({ keys, calls, state, high, low }: Position, half: 0 | 1): number {
  return (half === 0 ? high : low) ^ (keys[2 * (calls.limited + state) + half] as number)
}

/**
 * Takes at once each call that is possible now and never changes the state, if it fits: whatever order there is from
 * here on, there is one with that call first.
 */
function takeQuiet(at: Position): void {
  const { calls, next } = at
  const { called, returned, makes, limited } = calls
  let deadline = Infinity
  for (
    let i = next[limited] as number;
    i < limited && (called[i] as number) < deadline;
    i = next[i] as number
  ) {
    if (makes[i] === SAME && stateAfter(calls, i, at.state) >= 0) take(at, i)
    else if ((returned[i] as number) < deadline) deadline = returned[i] as number
  }
}

/**
 * The first call from number `from` on that may come next: it was called before any call that is not in the order had
 * returned, and it fits the state. -1 if there is none. Calls that need not happen come last.
 */
function nextCall(at: Position, from: number): number {
  const { calls, next } = at
  const { called, returned, limited, count } = calls
  let deadline = Infinity
  for (
    let i = next[limited] as number;
    i < limited && (called[i] as number) < deadline;
    i = next[i] as number
  ) {
    if (i >= from && mayComeNext(at, i)) return i
    if ((returned[i] as number) < deadline) deadline = returned[i] as number
  }
  for (
    let i = next[limited + 1] as number;
    i < limited && (called[i] as number) < deadline;
    i = next[i] as number
  ) {
    if (i >= from && mayComeNext(at, i)) return i
  }
  for (let i = from < limited ? limited : from; i < count; i++) if (mayComeNext(at, i)) return i
  return -1
}

/** Whether a call that real time allows fits the state, and leads somewhere. */
function mayComeNext(at: Position, i: number): boolean {
  const { calls, state } = at
  const after = stateAfter(calls, i, state)
  if (after < 0) return false
  if (i >= calls.completed) {
    const twin = calls.twins[i] as number
    if (after === state || (twin >= 0 && at.taken[twin] === 0)) return false
  }
  return after === state || !isMissed(at, i)
}

/** Whether call `i` would leave a state for good that another completed call still needs. */
function isMissed({ calls, state, seekers, makers }: Position, i: number): boolean {
  if ((makers[state] as number) > 0) return false
  const itself = i < calls.completed && calls.needs[i] === state ? 1 : 0
  return (seekers[state] as number) > itself
}

/** Puts a call next in the order. */
function take(at: Position, i: number): void {
  const { calls, next, previous, state } = at
  at.order.push(i)
  at.before.push(state)
  at.state = stateAfter(calls, i, state)
  at.steps++
  if (i >= calls.limited) return
  const after = next[i] as number
  const before = previous[i] as number
  next[before] = after
  previous[after] = before
  at.taken[i] = 1
  count(at, i, -1)
}

/** Takes the newest call out of the order again, and says which it was. */
function untake(at: Position): number {
  const { calls, next, previous } = at
  const i = at.order.pop() as number
  at.state = at.before.pop() as number
  if (i >= calls.limited) return i
  at.taken[i] = 0
  count(at, i, 1)
  next[previous[i] as number] = i
  previous[next[i] as number] = i
  return i
}

/** Counts a call as still to come (1), or no longer (-1). */
function count(at: Position, i: number, change: 1 | -1): void {
  const { calls, seekers, makers, keys } = at
  const needs = calls.needs[i] as number
  const makes = calls.makes[i] as number
  if (i < calls.completed) {
    at.left += change
    if (needs !== ANY) seekers[needs] = (seekers[needs] as number) + change
  }
  if (makes >= 0) makers[makes] = (makers[makes] as number) + change
  at.high ^= keys[2 * i] as number
  at.low ^= keys[2 * i + 1] as number
}

/** Undoes calls up to and including the newest that was a choice, and says which it was; -1 if none was. */
function backtrack(at: Position): number {
  while (at.order.length > 0) {
    const i = untake(at)
    if (at.calls.makes[i] !== SAME) return i
  }
  return -1
}
