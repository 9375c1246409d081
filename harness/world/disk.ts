import type { Stored } from '../../core/recovery/disk.ts'
import type { FileState, PendingWrite, Seat } from './world.ts'

/** After a crash: a write that was not flushed is not there. Its place is, and reads as damaged. */
export function loseWrite(file: FileState, order: number): void {
  tearWrite(file, order, 0)
}

/** After a crash: of a write that was not flushed only the first `kept` records are there. */
export function tearWrite(file: FileState, order: number, kept: number): void {
  const write = pendingWrite(file, order) as PendingWrite
  for (let i = kept; i < write.count; i++) {
    const { record } = file.records[write.start + i] as Stored
    file.records[write.start + i] = { record, whole: false }
  }
}

/** The write of this order, if it is not flushed (0: the newest). */
export function pendingWrite(file: FileState, order: number): PendingWrite | undefined {
  return order === 0 ? file.pending.at(-1) : file.pending.find((write) => write.order === order)
}

/** A server that starts finds on its disk what is there, for good: no write is pending any more. */
export function settleCrash(seat: Seat): void {
  for (const file of seat.files) {
    file.flushed = file.begun
    file.pending.length = 0
  }
}
