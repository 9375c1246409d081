import type { DiskRecord } from '../effect.ts'

/** One record as a server finds it when it starts: what was written, and whether its checksum still holds. */
export interface Stored {
  readonly record: DiskRecord
  readonly whole: boolean
}

/** A disk as a server finds it when it starts: the records of each file (`DiskFile`), in the order written. */
export type Disk = readonly [term: readonly Stored[], log: readonly Stored[]]
