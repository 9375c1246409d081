import { emptyVector, itemAt, push, take, toArray, type Vector } from '../vector.ts'

/** Entries of one term that follow each other: along a log terms only grow, so each term has one run. */
interface Run {
  readonly term: number
  /** The index of its first entry. */
  readonly first: number
}

/** The runs of a log, in order: where each term begins, so that nobody need walk along the entries. */
export type Runs = Vector<Run>

/** Those of a log without entries. */
export const NO_RUNS: Runs = emptyVector()

/** The runs of a log to which the entry at `index` was added. */
export function withEntry(runs: Runs, index: number, term: number): Runs {
  return lastTermOf(runs) === term ? runs : push(runs, { term, first: index })
}

/** The term of the last run; -1 where there is none. */
export function lastTermOf(runs: Runs): number {
  return runs.length === 0 ? -1 : itemAt(runs, runs.length - 1).term
}

/** The runs of a log that is cut off after `index`. */
export function runsUpTo(runs: Runs, index: number): Runs {
  let kept = runs.length
  while (kept > 0 && itemAt(runs, kept - 1).first > index) kept--
  return take(runs, kept)
}

/** The runs of a log that forgets what comes before `index`, an entry that it holds. */
export function runsFrom(runs: Runs, index: number): Runs {
  return toArray(runs, placeOf(runs, index)).reduce(
    (kept, { term, first }) => push(kept, { term, first: Math.max(first, index) }),
    NO_RUNS,
  )
}

/** The index of the first entry of the run that holds `index`. */
export function firstOfRunAt(runs: Runs, index: number): number {
  return itemAt(runs, placeOf(runs, index)).first
}

/** The index of the first entry of `term`; 0 where there is none. */
export function firstOf(runs: Runs, term: number): number {
  const place = placeOfTerm(runs, term)
  return place < 0 ? 0 : itemAt(runs, place).first
}

/** The index of the last entry of `term` in a log that ends with the index `last`; 0 where it holds none of that term. */
export function lastOf(runs: Runs, term: number, last: number): number {
  const place = placeOfTerm(runs, term)
  if (place < 0) return 0
  return place + 1 < runs.length ? itemAt(runs, place + 1).first - 1 : last
}

/** Which run begins at `index` or, of those before it, last; -1 where none does. */
function placeOf(runs: Runs, index: number): number {
  let low = -1
  let high = runs.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (itemAt(runs, middle).first <= index) low = middle
    else high = middle - 1
  }
  return low
}

/** Which run is of this term; -1 where none is. It is most often one of the last. */
function placeOfTerm(runs: Runs, term: number): number {
  let place = runs.length - 1
  while (place >= 0 && itemAt(runs, place).term > term) place--
  return place >= 0 && itemAt(runs, place).term === term ? place : -1
}
