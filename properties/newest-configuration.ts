import type { Entry } from '../core/log/entry.ts'
import { itemAt } from '../core/vector.ts'
import type { ObservedLog } from '../harness/observation.ts'

/** The last of the entries that a log holds before `index` which brings a configuration; a broken log may end before that. */
export function newestConfiguration({ entries, baseIndex }: ObservedLog, index: number): Entry | undefined {
  for (let position = Math.min(index - 2, entries.length - 1); position >= baseIndex; position--) {
    const entry = itemAt(entries, position)
    if (entry.configuration !== null) return entry
  }
  return undefined
}
