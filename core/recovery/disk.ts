import { FIRST_SEGMENT, type DiskRecord, type TermRecord } from '../effect.ts'
import { configurationOf } from '../membership/configuration.ts'
import { NOBODY, type Server } from '../server.ts'
import type { Snapshot } from '../snapshots/snapshot.ts'

/** One record as a server finds it when it starts: what was written, and whether its checksum still holds. */
export interface Stored {
  readonly record: DiskRecord
  readonly whole: boolean
  /** The segment of its file that it stands in. */
  readonly segment: number
  /** Of the log's file: its number, which is known of a damaged one, too, from where in its segment it stands; else 0. */
  readonly number: number
  /** Of the log's file, if it is whole: the record up to which all was known to be durable when it was written; else 0. */
  readonly durable: number
}

/** The one place that lays out a stored record: one that is whole and, if not said otherwise, not of the log's file. */
export function storedWhole(record: DiskRecord, segment = FIRST_SEGMENT, number = 0, durable = 0): Stored {
  return { record, whole: true, segment, number, durable }
}

/** The same record, where its checksum does not hold. */
export function storedDamaged({ record, segment, number, durable }: Stored): Stored {
  return { record, whole: false, segment, number, durable }
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

/** What is in the snapshot's file before there is one, for the same reason: it stands for no entries at all. */
export const NO_SNAPSHOT: Snapshot = {
  lastIncludedIndex: 0,
  lastIncludedTerm: 0,
  configuration: configurationOf(0, 0),
  bytes: new Uint8Array(0),
}

/** A disk that no server has written to. */
export const NEW_DISK: Disk = [[storedWhole(FORMATTED)], [], [storedWhole(NO_SNAPSHOT)], []]

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
