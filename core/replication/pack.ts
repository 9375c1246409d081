import type { Entry } from '../log/entry.ts'
import { entrySize } from '../log/entry-size.ts'
import { entryAt, lastIndex, type Log } from '../log/log.ts'
import type { Options } from '../options.ts'

const NO_ENTRIES: readonly Entry[] = []

/**
 * The entries behind `index` that one AppendEntries carries: one after the other, until there are as many as it may
 * carry, or the next would make them larger than it may be. The first always travels, or it never would.
 */
export function packAfter(log: Log, index: number, options: Options): readonly Entry[] {
  const last = Math.min(lastIndex(log), index + options.maxEntriesPerAppend)
  if (index >= last) return NO_ENTRIES
  const room = options.maxSizePerAppend
  const entries: Entry[] = []
  let size = 0
  for (let i = index + 1; i <= last; i++) {
    const entry = entryAt(log, i)
    if (room > 0) {
      size += entrySize(entry)
      if (size > room && entries.length > 0) break
    }
    entries.push(entry)
  }
  return entries
}
