import { SAME } from './calls.ts'
import { addConfiguration, noConfigurations } from './configurations.ts'
import { stateAfter, type Layout } from './layout.ts'
import {
  firstCompleted,
  firstOpen,
  lowerHash,
  startOf,
  take,
  untake,
  upperHash,
  type Position,
} from './position.ts'
import type { SearchOutcome } from './verdict.ts'

/**
 * Looks for an order of the calls that respects real time and explains every answer: depth first, never twice from one
 * configuration, a configuration being the set of calls in the order so far and the state after them (Wing and Gong
 * 1993, Lowe 2017).
 *
 * Configurations are told apart by a 64-bit hash (Zobrist 1970) that `salt` keys. A collision can hide an order that
 * exists, never make one up: "not linearizable" wants a second search with another salt.
 */
export function search(layout: Layout, budget: number, salt: number): SearchOutcome {
  const at = startOf(layout, salt)
  const seen = noConfigurations()
  takeQuiet(at)
  let from = 0
  while (at.left > 0) {
    if (at.steps >= budget) return { verdict: 'undecided', steps: at.steps }
    const call = nextCall(at, from)
    if (call >= 0) {
      take(at, call)
      takeQuiet(at)
      if (addConfiguration(seen, upperHash(at), lowerHash(at))) {
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

/**
 * Takes at once each call that is possible now and never changes the state, if it fits: whatever order there is from
 * here on, there is one with that call first.
 */
function takeQuiet(at: Position): void {
  const { layout, next } = at
  const { called, returned, makes, limited } = layout
  let deadline = Infinity
  for (let i = firstCompleted(at); i < limited && (called[i] as number) < deadline; i = next[i] as number) {
    if (makes[i] === SAME && stateAfter(layout, i, at.state) >= 0) take(at, i)
    else if ((returned[i] as number) < deadline) deadline = returned[i] as number
  }
}

/**
 * The first call from number `from` on that may come next: it was called before any call that is not in the order had
 * returned, and it fits the state. -1 if there is none. Calls that need not happen come last.
 */
function nextCall(at: Position, from: number): number {
  const { layout, next } = at
  const { called, returned, limited, count } = layout
  let deadline = Infinity
  for (let i = firstCompleted(at); i < limited && (called[i] as number) < deadline; i = next[i] as number) {
    if (i >= from && mayComeNext(at, i)) return i
    if ((returned[i] as number) < deadline) deadline = returned[i] as number
  }
  for (let i = firstOpen(at); i < limited && (called[i] as number) < deadline; i = next[i] as number) {
    if (i >= from && mayComeNext(at, i)) return i
  }
  for (let i = from < limited ? limited : from; i < count; i++) if (mayComeNext(at, i)) return i
  return -1
}

/** Whether a call that real time allows fits the state, and leads somewhere. */
function mayComeNext(at: Position, i: number): boolean {
  const { layout, state } = at
  const after = stateAfter(layout, i, state)
  if (after < 0) return false
  if (i >= layout.completed) {
    const twin = layout.twins[i] as number
    if (after === state || (twin >= 0 && at.taken[twin] === 0)) return false
  }
  return after === state || !isMissed(at, i)
}

/** Whether call `i` would leave a state for good that another completed call still needs. */
function isMissed({ layout, state, seekers, makers }: Position, i: number): boolean {
  if ((makers[state] as number) > 0) return false
  const itself = i < layout.completed && layout.needs[i] === state ? 1 : 0
  return (seekers[state] as number) > itself
}

/** Undoes calls up to and including the newest that was a choice, and says which it was; -1 if none was. */
function backtrack(at: Position): number {
  while (at.order.length > 0) {
    const i = untake(at)
    if (at.layout.makes[i] !== SAME) return i
  }
  return -1
}
