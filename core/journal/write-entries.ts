import { ask, change, type Draft } from '../draft.ts'
import { DiskFile, write } from '../effect.ts'
import type { Entry } from '../log/entry.ts'
import { journalOf } from './journal.ts'

/** Puts entries at the end of the log's file: those of one write stay together, in a new segment where the last has no place for them. */
export function writeEntries(draft: Draft, entries: readonly Entry[]): void {
  const { segmentRecords } = draft.server.options
  if (segmentRecords > 0) makeRoom(draft, entries.length, segmentRecords)
  const { index, term } = entries[entries.length - 1] as Entry
  ask(draft, write(DiskFile.Log, entries, index, term, draft.server.journal.segment))
}

function makeRoom(draft: Draft, count: number, most: number): void {
  const { segment, records, oldest, fresh } = draft.server.journal
  const fits = records === 0 || records + count <= most
  change(draft).journal = fits
    ? journalOf(segment, records + count, oldest, fresh)
    : journalOf(segment + 1, count, oldest, fresh)
}
