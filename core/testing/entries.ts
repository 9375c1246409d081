import type { Command } from '../command.ts'
import { FIRST_SEGMENT, type DiskRecord } from '../effect.ts'
import { EntryKind, entryOf, type Entry } from '../log/entry.ts'
import type { Configuration } from '../membership/configuration.ts'
import { storedWhole, type Stored } from '../recovery/disk.ts'

/** An entry: a no-op, or this command. */
export function entry(index: number, term: number, command: Command | null = null): Entry {
  return entryOf(index, term, command === null ? EntryKind.NoOp : EntryKind.Command, command, null)
}

/** An entry that brings a configuration, and the request that led to it. */
export function configured(
  index: number,
  term: number,
  configuration: Configuration,
  command: Command | null = null,
): Entry {
  return entryOf(index, term, EntryKind.Configuration, command, configuration)
}

/** Entries of these terms, one after the other behind index `after`; none of them holds a command. */
export function entriesOf(terms: readonly number[], after = 0): Entry[] {
  return terms.map((term, position) => entry(after + position + 1, term))
}

/**
 * Records as a disk holds them, in this segment, numbered from `first` on: the first `whole` of them undamaged, which is
 * all if not said otherwise, and none of them known to be durable when any was written.
 */
export function stored(
  records: readonly DiskRecord[],
  whole = records.length,
  segment = FIRST_SEGMENT,
  first = 1,
): Stored[] {
  return records.map((record, position) => ({
    ...storedWhole(record, segment, first + position),
    whole: position < whole,
  }))
}
