import { ANY, SAME, Times, UNTOLD, type Call, type Translation } from './calls.ts'

/** A translation laid out for the search: calls sorted by `times`, and among equals by when they were called. */
export interface Layout {
  /** Up to here they took effect once; up to here at most once; the rest freely. */
  readonly completed: number
  readonly limited: number
  readonly count: number
  readonly states: number
  readonly called: Float64Array
  /** Infinity when it never returned. */
  readonly returned: Float64Array
  readonly needs: Int32Array
  readonly avoids: Int32Array
  readonly makes: Int32Array
  readonly element: Int32Array
  readonly elements: Int32Array
  /**
   * By call that never returned: the newest earlier one that does the same, or -1. The earlier of such twins can
   * always stand in for the later, so they are used in this order only.
   */
  readonly twins: Int32Array
  /** By state: how many completed calls need it, and how many calls make it. */
  readonly seekers: Int32Array
  readonly makers: Int32Array
}

/** Lays out the calls of one key. */
export function layOut({ calls, states, elements }: Translation): Layout {
  const sorted = withoutDuplicates(calls).sort(
    (one, other) => one.times - other.times || one.called - other.called,
  )
  const count = sorted.length
  const layout = {
    completed: sorted.filter(({ times }) => times === Times.Once).length,
    limited: sorted.filter(({ times }) => times !== Times.Freely).length,
    count,
    states,
    called: new Float64Array(count),
    returned: new Float64Array(count),
    needs: new Int32Array(count),
    avoids: new Int32Array(count),
    makes: new Int32Array(count),
    element: new Int32Array(count),
    elements,
    twins: twinsOf(sorted),
    seekers: new Int32Array(states),
    makers: new Int32Array(states),
  }
  for (let i = 0; i < count; i++) place(layout, i, sorted[i] as Call)
  return layout
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

function place(layout: Layout, i: number, call: Call): void {
  const { times, needs, makes } = call
  layout.called[i] = call.called
  layout.returned[i] = times === Times.Once ? call.returned : Infinity
  layout.needs[i] = needs
  layout.avoids[i] = call.avoids
  layout.makes[i] = makes
  layout.element[i] = call.element
  if (times === Times.Once && needs !== ANY) layout.seekers[needs] = (layout.seekers[needs] as number) + 1
  if (makes >= 0) layout.makers[makes] = (layout.makers[makes] as number) + 1
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

function twinsOf(sorted: readonly Call[]): Int32Array {
  const twins = new Int32Array(sorted.length).fill(-1)
  const newest = new Map<string, number>()
  sorted.forEach((call, i) => {
    if (call.times !== Times.AtMostOnce) return
    const effect = effectOf(call)
    twins[i] = newest.get(effect) ?? -1
    newest.set(effect, i)
  })
  return twins
}

function effectOf({ needs, makes, element }: Call): string {
  return `${needs} ${makes} ${element}`
}
