import { EntryKind, type BaseEntry, type Entry } from '../log/entry.ts'
import { append, compactTo, lastIndex, logAfter, termAt, truncateAfter, type Log } from '../log/log.ts'
import { configurationOf, type Configuration } from '../membership/configuration.ts'
import type { Options } from '../options.ts'
import type { EarlierStart, Stored } from './disk.ts'

/** The log that a journal leaves, and how many of its records that took; what stands behind those is of no use. */
interface Replayed {
  readonly log: Log
  readonly records: number
}

/**
 * Reads the journal in order up to the first record that is damaged or, which comes to the same, does not go on from the
 * log before it. An entry cuts off what stood at its index and after; one that the log holds already cuts nothing: it
 * was written again where a segment begins.
 */
export function replay(journal: readonly Stored[], options: Options, earlier?: EarlierStart): Replayed {
  let log = earlier?.server.log ?? logAfter(0, 0, configurationOf(options.voters, 0))
  let records = earlier?.logRecords ?? leftBehind(journal)
  while (records < journal.length && (journal[records] as Stored).whole) {
    const entry = (journal[records] as Stored).record as Entry
    if (entry.kind === EntryKind.Base) {
      if (!isComplete(journal, records)) break
      log = compactTo(log, entry.index, entry.term, entry.configuration as Configuration)
    } else if (entry.index > lastIndex(log) + 1) {
      break
    } else if (termAt(log, entry.index) !== entry.term) {
      log = append(truncateAfter(log, entry.index - 1), entry)
    }
    records++
  }
  return { log, records }
}

/** Whether all that was written with a base is there; if not, segments before it still have what it was to repeat. */
function isComplete(journal: readonly Stored[], place: number): boolean {
  const { follow } = (journal[place] as Stored).record as BaseEntry
  for (let i = place + 1; i <= place + follow; i++) if (journal[i]?.whole !== true) return false
  return true
}

/**
 * How many records come before the journal's beginning, its first entry or a base: those of segments that were to be
 * removed, when a crash came after the first of them was. What all of them held a later segment holds too.
 */
function leftBehind(journal: readonly Stored[]): number {
  let records = 0
  while (records < journal.length && !isBeginning(journal[records] as Stored)) records++
  return records === journal.length ? 0 : records
}

/** Damage is a beginning like another: nothing behind it is read. */
function isBeginning({ record, whole }: Stored): boolean {
  const { kind, index } = record as Entry
  return !whole || kind === EntryKind.Base || index === 1
}
