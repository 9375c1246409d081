import { itemAt } from '../core/vector.ts'
import type { ObservedLog } from '../harness/observation.ts'

/** The term of the entry at `index`, known of the last one that compaction took away too; -1 where the log does not tell. */
export function termInLog({ entries, baseIndex, baseTerm }: ObservedLog, index: number): number {
  if (index <= baseIndex) return index === baseIndex ? baseTerm : -1
  return index > entries.length ? -1 : itemAt(entries, index - 1).term
}
