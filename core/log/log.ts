import { itemAt, push, take, vectorOf, type Vector } from '../vector.ts'
import type { Entry } from './entry.ts'

/**
 * A log: its entries, the first of which has index 1, and where each term in it begins. A value: every change gives
 * a new log that shares what it can with the old one.
 */
export interface Log {
  readonly entries: Vector<Entry>
  /** The terms that occur, in order, and beside each the index of its first entry. */
  readonly terms: readonly number[]
  readonly firsts: readonly number[]
}

/** The log of these entries, the first of which has index 1. */
export function logOf(entries: readonly Entry[]): Log {
  const terms: number[] = []
  const firsts: number[] = []
  for (const { index, term } of entries) {
    if (term === terms.at(-1)) continue
    terms.push(term)
    firsts.push(index)
  }
  return { entries: vectorOf(entries), terms, firsts }
}

/** The index of the last entry; 0 in an empty log. */
export function lastIndex(log: Log): number {
  return log.entries.length
}

/** The term of the last entry; 0 in an empty log. */
export function lastTerm(log: Log): number {
  return log.terms.length === 0 ? 0 : (log.terms[log.terms.length - 1] as number)
}

/** The entry at `index`, which the log must hold. */
export function entryAt(log: Log, index: number): Entry {
  return itemAt(log.entries, index - 1)
}

/** The term of the entry at `index`: 0 at index 0, where every log begins, and -1 where the log holds none. */
export function termAt(log: Log, index: number): number {
  if (index === 0) return 0
  return index > log.entries.length ? -1 : itemAt(log.entries, index - 1).term
}

/** The log with `entry` after its last. */
export function append(log: Log, entry: Entry): Log {
  const entries = push(log.entries, entry)
  if (entry.term === lastTerm(log)) return { entries, terms: log.terms, firsts: log.firsts }
  return { entries, terms: [...log.terms, entry.term], firsts: [...log.firsts, entry.index] }
}

/** The log without what follows `index`. */
export function truncateAfter(log: Log, index: number): Log {
  if (index >= log.entries.length) return log
  let kept = log.firsts.length
  while (kept > 0 && (log.firsts[kept - 1] as number) > index) kept--
  return {
    entries: take(log.entries, index),
    terms: log.terms.slice(0, kept),
    firsts: log.firsts.slice(0, kept),
  }
}

/** The index of the first entry of the term that the entry at `index` is of. */
export function firstIndexOfTermAt(log: Log, index: number): number {
  return log.firsts[runAt(log, index)] as number
}

/** The index of the last entry of `term`; 0 where the log holds none of that term. */
export function lastIndexOfTerm(log: Log, term: number): number {
  const run = log.terms.lastIndexOf(term)
  if (run < 0) return 0
  return run + 1 < log.firsts.length ? (log.firsts[run + 1] as number) - 1 : log.entries.length
}

/** Which run of equal terms holds `index`; terms only ever grow along a log, so their runs can be halved. */
function runAt(log: Log, index: number): number {
  let low = 0
  let high = log.firsts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((log.firsts[middle] as number) <= index) low = middle
    else high = middle - 1
  }
  return low
}
