import { ask, change, type Draft } from '../draft.ts'
import { writeJournal } from '../effect.ts'
import type { Entry } from '../log/entry.ts'
import { writtenUpTo } from './written.ts'

/** Puts records, the last of which stands for the log up to (index, term), at the end of the log's file. They tell what is durable by now. */
export function writeRecords(draft: Draft, records: readonly Entry[], index: number, term: number): void {
  const server = change(draft)
  const { last, durable, superseded } = server.written
  server.written = writtenUpTo(last + records.length, durable, superseded)
  ask(draft, writeJournal(records, index, term, server.journal.segment, last + 1, durable))
}
