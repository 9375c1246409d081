import type { DiskRecord } from '../effect.ts'
import type { Server } from '../server.ts'

/** One record as a server finds it when it starts: what was written, and whether its checksum still holds. */
export interface Stored {
  readonly record: DiskRecord
  readonly whole: boolean
}

/** A disk as a server finds it when it starts: the records of each file (`DiskFile`), in the order written. */
export type Disk = readonly [term: readonly Stored[], log: readonly Stored[], snapshot: readonly Stored[]]

/**
 * What an earlier start made of the first records of the log's file, which are still there: they need not be read
 * again. And the server as it was when it crashed: what it had applied of a long log need not be applied again. It saves
 * time, and makes no difference else.
 */
export interface EarlierStart {
  readonly server: Server
  readonly logRecords: number
  readonly crashed: Server | null
}
