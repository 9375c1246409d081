import { itemAt } from '../../core/vector.ts'
import type { Observation } from '../../harness/observation.ts'

/** The index of a server's last entry. */
export function lastIndexOf(seen: Observation): number {
  return seen.log?.entries.length ?? 0
}

/** The term of the entry at `index` in a server's log; -1 where it holds none there, or none any more. */
export function termIn({ log }: Observation, index: number): number {
  if (log === undefined || index < log.baseIndex || index > log.entries.length) return -1
  return index === log.baseIndex ? log.baseTerm : itemAt(log.entries, index - 1).term
}

/** The term of a server's last entry. */
export function lastTermOf(seen: Observation): number {
  return termIn(seen, lastIndexOf(seen))
}
