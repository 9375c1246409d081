import { UNKNOWN } from '../../harness/traces/trace-event.ts'

/** What `termAt` says of an index behind the end of a log. */
export const ABSENT = -3

/**
 * The terms of a log's entries, as runs: entries from `starts[i]` on have term `terms[i]`. Of those up to `base` only the
 * last one's term may be known. A value: the arrays are never written to once it is made.
 */
export interface TermLog {
  readonly base: number
  /** `UNKNOWN`, where it is. */
  readonly baseTerm: number
  readonly starts: readonly number[]
  readonly terms: readonly number[]
  readonly last: number
}

/** A log of which nothing is known but where it ends, and perhaps the term there. */
export function logUpTo(last: number, lastTerm: number): TermLog {
  return { base: last, baseTerm: last === 0 ? 0 : lastTerm, starts: [], terms: [], last }
}

/** The term of the entry at an index; `UNKNOWN` where it is, `ABSENT` behind the end. */
export function termAt({ base, baseTerm, starts, terms, last }: TermLog, index: number): number {
  if (index === 0) return 0
  if (index > last) return ABSENT
  if (index <= base) return index === base ? baseTerm : UNKNOWN
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] as number) <= index) low = middle
    else high = middle - 1
  }
  return terms[low] as number
}

/** With so many entries of a term at its end. */
export function grown(log: TermLog, term: number, count: number): TermLog {
  if (count === 0) return log
  const { base, baseTerm, starts, terms, last } = log
  if (terms.length > 0 && terms[terms.length - 1] === term)
    return { base, baseTerm, starts, terms, last: last + count }
  return { base, baseTerm, starts: [...starts, last + 1], terms: [...terms, term], last: last + count }
}

/** Without what stands behind an index. */
export function cut(log: TermLog, last: number): TermLog {
  if (last >= log.last) return log
  if (last < log.base) return logUpTo(last, UNKNOWN)
  let runs = log.starts.length
  while (runs > 0 && (log.starts[runs - 1] as number) > last) runs--
  const { base, baseTerm } = log
  return { base, baseTerm, starts: log.starts.slice(0, runs), terms: log.terms.slice(0, runs), last }
}

/** What `source` holds from `first` to `last`, in the place of what `log` holds from `first` on. */
export function spliced(log: TermLog, source: TermLog, first: number, last: number): TermLog {
  let made = cut(log, first - 1)
  for (let index = first; index <= last;) {
    const term = termAt(source, index)
    let end = index
    while (end < last && termAt(source, end + 1) === term) end++
    made = grown(made, term < 0 ? UNKNOWN : term, end - index + 1)
    index = end + 1
  }
  return made
}

/** The first index of those from `first` to `last` at which two logs hold entries of different terms, or one holds none; 0: nowhere. */
export function firstDifference(log: TermLog, source: TermLog, first: number, last: number): number {
  for (let index = first; index <= last; index++) {
    const [mine, its] = [termAt(log, index), termAt(source, index)]
    if (mine === ABSENT || (mine !== its && mine >= 0 && its >= 0)) return index
  }
  return 0
}

/** Whether two logs are the same as far as is known of both. */
export function sameLog(one: TermLog, other: TermLog): boolean {
  if (one === other) return true
  if (one.last !== other.last) return false
  return (
    one.starts === other.starts ||
    (one.base === other.base &&
      one.starts.length === other.starts.length &&
      one.starts.every((start, i) => start === other.starts[i] && one.terms[i] === other.terms[i]))
  )
}
