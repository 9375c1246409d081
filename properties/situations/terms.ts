import { itemAt } from '../../core/vector.ts'
import { termInLog } from '../term-in-log.ts'
import type { Observation, ObservedLog } from '../../harness/observation.ts'

/** The term of a log's last entry. */
export function lastTerm(log: ObservedLog): number {
  return termInLog(log, log.entries.length)
}

/** How many different terms the entries of a log have from `index` on: along a log they only grow. */
export function termsFrom(log: ObservedLog, index: number): number {
  let terms = 0
  for (let i = Math.max(index, log.baseIndex + 1), last = -1; i <= log.entries.length; i++) {
    const { term } = itemAt(log.entries, i - 1)
    if (term !== last) terms++
    last = term
  }
  return terms
}

/** The index of a server's last entry. */
export function lastIndexOf(seen: Observation): number {
  return seen.log?.entries.length ?? 0
}

/** The term of the entry at `index` in a server's log; -1 where it holds none there, or none any more. */
export function termIn({ log }: Observation, index: number): number {
  return log === undefined ? -1 : termInLog(log, index)
}

/** The term of a server's last entry. */
export function lastTermOf(seen: Observation): number {
  return termIn(seen, lastIndexOf(seen))
}
