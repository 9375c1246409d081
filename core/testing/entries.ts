import type { Command } from '../command.ts'
import type { DiskRecord } from '../effect.ts'
import { EntryKind, type Entry } from '../log/entry.ts'
import type { Stored } from '../recovery/disk.ts'

/** An entry: a no-op, or this command. */
export function entry(index: number, term: number, command: Command | null = null): Entry {
  return { index, term, kind: command === null ? EntryKind.NoOp : EntryKind.Command, command }
}

/** Entries of these terms, one after the other behind index `after`; none of them holds a command. */
export function entriesOf(terms: readonly number[], after = 0): Entry[] {
  return terms.map((term, position) => entry(after + position + 1, term))
}

/** Records as a disk holds them: the first `whole` of them undamaged, which is all if not said otherwise. */
export function stored(records: readonly DiskRecord[], whole = records.length): Stored[] {
  return records.map((record, position) => ({ record, whole: position < whole }))
}
