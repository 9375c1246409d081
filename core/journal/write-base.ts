import { change, type Draft } from '../draft.ts'
import { baseEntry, type Entry } from '../log/entry.ts'
import { configurationAt, lastIndex, lastTerm } from '../log/log.ts'
import { toArray } from '../vector.ts'
import { journalOf } from './journal.ts'
import { writeRecords } from './write-records.ts'

/**
 * Has the log's file say where the log begins now. A new segment then holds all there is of the log, in one write, so
 * that those before it are of no use once that is durable.
 */
export function writeBase(draft: Draft): void {
  const { log, options, journal } = draft.server
  const { entries, baseIndex, baseTerm } = log
  const configuration = configurationAt(log, baseIndex)
  let records: readonly Entry[] = [baseEntry(baseIndex, baseTerm, configuration)]
  if (options.segmentRecords > 0) {
    const held = toArray(entries, baseIndex)
    records = [baseEntry(baseIndex, baseTerm, configuration, held.length), ...held]
    const segment = journal.segment + 1
    change(draft).journal = journalOf(segment, records.length, journal.oldest, segment)
  }
  writeRecords(draft, records, lastIndex(log), lastTerm(log))
}
