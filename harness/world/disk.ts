import type { Stored } from '../../core/recovery/disk.ts'
import { DiskFile } from '../../core/effect.ts'
import { Changed } from '../observation.ts'
import type { Transition } from './transition.ts'
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

/** A write that is durable stands in place of all that was written to its file before. */
export function dropReplaced(file: FileState, durable: PendingWrite): void {
  const { records, pending } = file
  const gone = durable.start
  if (gone === 0) return
  records.copyWithin(0, gone)
  records.length -= gone
  for (let i = 0; i < pending.length; i++) (pending[i] as PendingWrite).start -= gone
}

/** Tells, in a transition, what became durable. */
export function noteDurable(transition: Transition, which: DiskFile, { index, term }: PendingWrite): void {
  if (which === DiskFile.Term) return
  transition.changed |= Changed.Durable
  if (which === DiskFile.Snapshot) {
    transition.durableSnapshot = index
  } else {
    transition.durableIndex = index
    transition.durableTerm = term
  }
}

/** How many records stand before the first damaged one, of which the first few are known to be whole. */
export function wholeRecords({ records }: FileState, known: number): number {
  let whole = known
  while (whole < records.length && (records[whole] as Stored).whole) whole++
  return whole
}

/** A server that starts finds on its disk what is there, for good: no write is pending any more. */
export function settleCrash(seat: Seat): void {
  for (const file of seat.files) {
    file.flushed = file.begun
    file.pending.length = 0
  }
}
