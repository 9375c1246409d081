import { ask, change, type Draft } from '../draft.ts'
import { DiskFile, remove } from '../effect.ts'
import type { Entry } from '../log/entry.ts'
import { journalOf, type SegmentStart } from './journal.ts'
import { writeRecords } from './write-records.ts'

/** Puts entries at the end of the log's file: those of one write stay together, in a new segment where the last has no place for them. */
export function writeEntries(draft: Draft, entries: readonly Entry[]): void {
  const { segmentRecords } = draft.server.options
  if (segmentRecords > 0) {
    const { index: first } = entries[0] as Entry
    removeCutOff(draft, first, segmentRecords)
    makeRoom(draft, first, entries.length, segmentRecords)
  }
  const { index, term } = entries[entries.length - 1] as Entry
  writeRecords(draft, entries, index, term)
}

/**
 * Removes the segments that hold nothing but what an entry at `index` cuts off. They go at once, for nobody counts on
 * what is in conflict with a leader's log; the last goes first, so that a crash between two of them leaves no hole.
 */
function removeCutOff(draft: Draft, index: number, most: number): void {
  const { segment, oldest, fresh, starts } = draft.server.journal
  let kept = starts.length
  while (kept > 0 && (starts[kept - 1] as SegmentStart).index >= index) kept--
  if (kept === starts.length) return
  for (let place = starts.length - 1; place >= kept; place--)
    ask(draft, remove(DiskFile.Log, (starts[place] as SegmentStart).segment))
  change(draft).journal = journalOf(segment, most, oldest, fresh, starts.slice(0, kept))
}

/** Begins a new segment, unless the last has place for so many more. */
function makeRoom(draft: Draft, index: number, count: number, most: number): void {
  const { segment, records, oldest, fresh, starts } = draft.server.journal
  const fits = records === 0 || records + count <= most
  change(draft).journal = fits
    ? journalOf(segment, records + count, oldest, fresh, starts)
    : journalOf(segment + 1, count, oldest, fresh, [...starts, { segment: segment + 1, index }])
}
