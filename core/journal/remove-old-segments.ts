import { ask, change, type Draft } from '../draft.ts'
import { DiskFile, remove } from '../effect.ts'
import { journalOf } from './journal.ts'

/**
 * The log's file is durable up to a write that went to `durableSegment`: segments before the newest that holds all of
 * the log go, the oldest first, so that whatever a crash leaves of them is a row without a gap.
 */
export function removeOldSegments(draft: Draft, durableSegment: number): void {
  const { segment, records, oldest, fresh, starts } = draft.server.journal
  if (oldest >= fresh || durableSegment < fresh) return
  for (let old = oldest; old < fresh; old++) ask(draft, remove(DiskFile.Log, old))
  change(draft).journal = journalOf(segment, records, fresh, fresh, starts)
}
