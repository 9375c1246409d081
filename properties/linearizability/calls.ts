/** `needs`, `avoids`: any state will do, no state is in the way. */
export const ANY = -1
/** `makes`: the state stays as it is, always. */
export const SAME = -1
/** `makes`: the state becomes the next number, if the element fits there. */
export const GROWN = -2
/** An element, or a place of a list, that no answer tells anything of. */
export const UNTOLD = -1

/**
 * An operation on one key, in terms of the key's state. States are small integers, 0 the initial one; which states a
 * machine has, and which of them are told apart, is up to its translation.
 */
export interface Call {
  readonly called: number
  /** Infinity when it never returned. */
  readonly returned: number
  /** The state that the operation must find, or `ANY`. */
  readonly needs: number
  /** A state that it must not find, or `ANY`. */
  readonly avoids: number
  /** The state that it leaves, or `SAME`, or `GROWN`. */
  readonly makes: number
  /** `GROWN` only: what it appends; `UNTOLD` if that was never seen. */
  readonly element: number
}

/** The operations on one key, translated. */
export interface Translation {
  readonly calls: readonly Call[]
  /** How many states there are. */
  readonly states: number
  /** Which element makes each state (a list's length) out of the one before; empty where nothing grows. */
  readonly elements: Int32Array
}

/** A translation laid out for the search: completed calls first, in order of call, then those that never returned. */
export interface Calls {
  readonly count: number
  readonly completed: number
  readonly states: number
  readonly called: Float64Array
  readonly returned: Float64Array
  readonly needs: Int32Array
  readonly avoids: Int32Array
  readonly makes: Int32Array
  readonly element: Int32Array
  readonly elements: Int32Array
  /**
   * By call that never returned: the newest earlier one that does the same, or -1. The earlier of such twins may
   * always stand in for the later, so they are used in this order only.
   */
  readonly twins: Int32Array
  /** By state: how many completed calls need it, and how many calls make it. */
  readonly seekers: Int32Array
  readonly makers: Int32Array
}

/** Lays out the calls of one key. */
export function layOut({ calls, states, elements }: Translation): Calls {
  const sorted = calls.slice().sort(completedFirst)
  const seekers = new Int32Array(states)
  const makers = new Int32Array(states)
  let completed = 0
  for (const { needs, makes, returned } of sorted) {
    if (returned !== Infinity) completed++
    if (returned !== Infinity && needs !== ANY) seekers[needs] = (seekers[needs] as number) + 1
    if (makes >= 0) makers[makes] = (makers[makes] as number) + 1
  }
  return {
    count: sorted.length,
    completed,
    states,
    called: Float64Array.from(sorted, (call) => call.called),
    returned: Float64Array.from(sorted, (call) => call.returned),
    needs: Int32Array.from(sorted, (call) => call.needs),
    avoids: Int32Array.from(sorted, (call) => call.avoids),
    makes: Int32Array.from(sorted, (call) => call.makes),
    element: Int32Array.from(sorted, (call) => call.element),
    elements,
    twins: twinsOf(sorted, completed),
    seekers,
    makers,
  }
}

/** The state after call `i`, found in `state`; -1 when the call cannot happen there. */
export function stateAfter(calls: Calls, i: number, state: number): number {
  const needs = calls.needs[i] as number
  if (needs !== state && needs !== ANY) return -1
  if (calls.avoids[i] === state) return -1
  const makes = calls.makes[i] as number
  if (makes >= 0) return makes
  if (makes === SAME) return state
  const element = calls.elements[state + 1] as number
  return element === UNTOLD || element === calls.element[i] ? state + 1 : -1
}

function completedFirst(one: Call, other: Call): number {
  const late = Number(one.returned === Infinity) - Number(other.returned === Infinity)
  return late === 0 ? one.called - other.called : late
}

function twinsOf(sorted: readonly Call[], completed: number): Int32Array {
  const twins = new Int32Array(sorted.length).fill(-1)
  const newest = new Map<string, number>()
  for (let i = completed; i < sorted.length; i++) {
    const { needs, makes, element } = sorted[i] as Call
    const effect = `${needs} ${makes} ${element}`
    twins[i] = newest.get(effect) ?? -1
    newest.set(effect, i)
  }
  return twins
}
