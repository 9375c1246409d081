import { FIRST_SEGMENT, type DiskRecord, type TermRecord } from '../effect.ts'
import { NOBODY, type Server } from '../server.ts'

/** One record as a server finds it when it starts: what was written, and whether its checksum still holds. */
export interface Stored {
  readonly record: DiskRecord
  readonly whole: boolean
  /** The segment of its file that it stands in. */
  readonly segment: number
}

/** The one place that lays out a stored record: one that is whole, in the first segment if not said otherwise. */
export function storedWhole(record: DiskRecord, segment = FIRST_SEGMENT): Stored {
  return { record, whole: true, segment }
}

/** A disk as a server finds it when it starts: the records of each file (`DiskFile`), in the order written. */
export type Disk = readonly [
  term: readonly Stored[],
  log: readonly Stored[],
  snapshot: readonly Stored[],
  machine: readonly Stored[],
]

/** What is in the term's file before a server first starts: so that a disk which has lost its term is told from a new one. */
export const FORMATTED: TermRecord = { currentTerm: 0, votedFor: NOBODY }

/** A disk that no server has written to. */
export const NEW_DISK: Disk = [[storedWhole(FORMATTED)], [], [], []]

/**
 * What an earlier start made of the first records of the log's file, which are still there: they need not be read
 * again. And the server as it was when it crashed: what it had applied of a long log need not be applied again. It saves
 * time, and makes no difference else.
 */
export interface EarlierStart {
  readonly server: Server
  /**
   * 0: nothing is known of the log's file. So it is too where that start began by writing to it: its log was what a
   * snapshot put in place of the file's, and the record that says so may have been lost since.
   */
  readonly logRecords: number
  readonly crashed: Server | null
}
