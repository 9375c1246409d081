import { itemAt } from '../core/vector.ts'
import type { ObservedLog } from './observation.ts'

/** The term of a log's last entry; of the last that compaction took away, where it holds none. */
export function lastTermOf({ entries, baseIndex, baseTerm }: ObservedLog): number {
  return entries.length === baseIndex ? baseTerm : itemAt(entries, entries.length - 1).term
}
