import type { Entry } from '../core/log/entry.ts'
import { itemAt } from '../core/vector.ts'
import type { ObservedLog } from '../harness/observation.ts'

/** The last of the entries that a log holds before `index` which brings a configuration. */
export function newestConfiguration({ entries, baseIndex }: ObservedLog, index: number): Entry | undefined {
  for (let position = index - 2; position >= baseIndex; position--) {
    const entry = itemAt(entries, position)
    if (entry.configuration !== null) return entry
  }
  return undefined
}
