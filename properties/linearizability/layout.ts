import { ANY, SAME, Times, UNTOLD, type Call, type Translation } from './calls.ts'

/** A translation laid out for the search: calls sorted by `times`, and among equals by when they were called. */
export interface Layout {
  /** Up to here they took effect once; up to here at most once; the rest freely. */
  readonly completed: number
  readonly limited: number
  readonly count: number
  readonly states: number
  readonly called: readonly number[]
  /** Infinity when it never returned. */
  readonly returned: readonly number[]
  readonly needs: readonly number[]
  readonly avoids: readonly number[]
  readonly makes: readonly number[]
  readonly element: readonly number[]
  readonly elements: readonly number[]
  /**
   * By call that never returned: the newest earlier one that does the same, or -1. The earlier of such twins can
   * always stand in for the later, so they are used in this order only.
   */
  readonly twins: readonly number[]
  /** By state: how many completed calls need it, and how many calls make it. */
  readonly seekers: readonly number[]
  readonly makers: readonly number[]
}

/** Lays out the calls of one key. */
export function layOut({ calls, states, elements }: Translation): Layout {
  const sorted = withoutDuplicates(calls).sort(
    (one, other) => one.times - other.times || one.called - other.called,
  )
  const count = sorted.length
  const seekers = new Array<number>(states).fill(0)
  const makers = new Array<number>(states).fill(0)
  for (const { times, needs, makes } of sorted) {
    if (times === Times.Once && needs !== ANY) seekers[needs] = (seekers[needs] as number) + 1
    if (makes >= 0) makers[makes] = (makers[makes] as number) + 1
  }
  return {
    completed: sorted.filter(({ times }) => times === Times.Once).length,
    limited: sorted.filter(({ times }) => times !== Times.Freely).length,
    count,
    states,
    called: sorted.map(({ called }) => called),
    returned: sorted.map(({ times, returned }) => (times === Times.Once ? returned : Infinity)),
    needs: sorted.map(({ needs }) => needs),
    avoids: sorted.map(({ avoids }) => avoids),
    makes: sorted.map(({ makes }) => makes),
    element: sorted.map(({ element }) => element),
    elements,
    twins: twinsOf(sorted),
    seekers,
    makers,
  }
}

/** The state after call `i`, found in `state`; -1 when the call cannot happen there. */
export function stateAfter(layout: Layout, i: number, state: number): number {
  const needs = layout.needs[i] as number
  if (needs !== state && needs !== ANY) return -1
  if (layout.avoids[i] === state) return -1
  const makes = layout.makes[i] as number
  if (makes >= 0) return makes
  if (makes === SAME) return state
  const element = layout.elements[state + 1]
  return element === UNTOLD || element === layout.element[i] ? state + 1 : -1
}

/** What may happen freely need be there only once. */
function withoutDuplicates(calls: readonly Call[]): Call[] {
  const free = new Set<string>()
  return calls.filter((call) => {
    if (call.times !== Times.Freely) return true
    const effect = effectOf(call)
    return !free.has(effect) && free.add(effect)
  })
}

function twinsOf(sorted: readonly Call[]): number[] {
  const newest = new Map<string, number>()
  return sorted.map((call, i) => {
    if (call.times !== Times.AtMostOnce) return -1
    const effect = effectOf(call)
    const twin = newest.get(effect) ?? -1
    newest.set(effect, i)
    return twin
  })
}

function effectOf({ needs, makes, element }: Call): string {
  return `${needs} ${makes} ${element}`
}
