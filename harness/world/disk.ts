import { NEW_DISK, storedDamaged, type Stored } from '../../core/recovery/disk.ts'
import { DiskFile, EffectKind, type Effect } from '../../core/effect.ts'
import { EntryKind, type Entry } from '../../core/log/entry.ts'
import { Changed } from '../observation.ts'
import { ActionKind, type Action } from './action.ts'
import type { Transition } from './transition.ts'
import type { FileState, PendingWrite, Seat } from './world.ts'

/** Something happens to a disk that its server is not told of. */
export function happenToDisk(seat: Seat, { kind, topic, turn, value }: Action): void {
  const file = seat.files[topic] as FileState
  if (kind === ActionKind.Lose) loseWrite(file, turn)
  else if (kind === ActionKind.Tear) tearWrite(file, turn, value)
  else if (kind === ActionKind.Rot) rotRecord(seat, topic as DiskFile, turn)
  else if (kind === ActionKind.Remove) removeSegment(seat, topic as DiskFile)
  else if (kind === ActionKind.Wipe) wipeDisk(seat)
  else if (kind === ActionKind.Stall) seat.stalled = true
}

/** After a crash: a write that was not flushed is not there. Its place is, and reads as damaged. */
function loseWrite(file: FileState, order: number): void {
  tearWrite(file, order, 0)
}

/** After a crash: of a write that was not flushed only the first `kept` records are there. */
function tearWrite(file: FileState, order: number, kept: number): void {
  const write = pendingWrite(file, order) as PendingWrite
  for (let i = kept; i < write.count; i++) damage(file, write.start + i)
}

/** A write fails, and with it all that was begun on its file since (0: the newest alone). */
export function failWrites(file: FileState, order: number): void {
  const first = (pendingWrite(file, order) as PendingWrite).order
  for (const write of file.pending) {
    if (write.order < first) continue
    write.failed = true
    tearWrite(file, write.order, 0)
  }
  if (file.failed === 0 || first < file.failed) file.failed = first
}

/** A durable record, counted from 1 (0: the last), is damaged. */
function rotRecord(seat: Seat, which: DiskFile, place: number): void {
  const file = seat.files[which]
  const struck = place === 0 ? durableRecords(file) : place
  if (which === DiskFile.Log && isLastWhole(file, struck)) seat.deceived = true
  damage(file, struck - 1)
  if (which === DiskFile.Log) readAnew(seat)
}

/** Whether nothing whole stands behind a record, so that no server could tell its rot from a torn write. */
function isLastWhole({ records }: FileState, place: number): boolean {
  return !records.slice(place).some(({ whole }) => whole)
}

/** A new disk stands where the old one stood. Writes to it are numbered on, so that no name is used again. */
function wipeDisk(seat: Seat): void {
  seat.files.forEach((file, which) => {
    file.records.length = 0
    file.pending.length = 0
    file.removing.length = 0
    file.failed = 0
    file.flushed = file.begun
    file.records.push(...NEW_DISK[which as DiskFile])
  })
  seat.started = undefined
  seat.wiped = true
}

/** How many records of a file are durable. */
export function durableRecords({ records, pending }: FileState): number {
  return pending[0]?.start ?? records.length
}

/**
 * How many records of a log's file, from its first on, are vouched for: when a durable record behind them was written, which
 * is whole still, they were known to be durable, so that a server which finds one of them damaged knows that it has rotted,
 * and does not start. Without so many of the last durable ones, those before them have to do.
 */
export function vouchedRecords(file: FileState, without = 0): number {
  const { records } = file
  let vouched = durableRecords(file) - without
  while (vouched > 0 && !(records[vouched - 1] as Stored).whole) vouched--
  const { durable } = records[vouched - 1] ?? { durable: 0 }
  while (vouched > 0 && (records[vouched - 1] as Stored).number > durable) vouched--
  return vouched
}

/** Removes the segment whose turn it is. */
function removeSegment(seat: Seat, which: DiskFile): void {
  const file = seat.files[which]
  const { records, removing, pending } = file
  const segment = removing[0] as number
  for (let i = 1; i < removing.length; i++) removing[i - 1] = removing[i] as number
  removing.pop()
  let from = 0
  while (from < records.length && (records[from] as Stored).segment !== segment) from++
  let until = from
  while (until < records.length && (records[until] as Stored).segment === segment) until++
  records.splice(from, until - from)
  for (let i = 0; i < pending.length; i++) {
    const write = pending[i] as PendingWrite
    if (write.segment === segment) write.count = 0
    write.start -= Math.max(0, Math.min(write.start, until) - from)
  }
  if (which === DiskFile.Log) readAnew(seat)
}

function damage(file: FileState, place: number): void {
  file.records[place] = storedDamaged(file.records[place] as Stored)
}

/** What an earlier start made of the log's file is of no use to the next. */
function readAnew(seat: Seat): void {
  const { started } = seat
  if (started !== undefined && started.logRecords > 0) seat.started = { ...started, logRecords: 0 }
}

/** The write of this order, if it is not flushed (0: the newest). */
export function pendingWrite(file: FileState, order: number): PendingWrite | undefined {
  return order === 0 ? file.pending.at(-1) : file.pending.find((write) => write.order === order)
}

/**
 * Of the first `done` pending writes, which the disk says are durable, the newest that is: in a journal one before the
 * first that failed, else any that did not.
 */
export function newestDurable(
  { pending, replaced, failed }: FileState,
  done: number,
): PendingWrite | undefined {
  for (let i = done - 1; i >= 0; i--) {
    const write = pending[i] as PendingWrite
    if (replaced ? !write.failed : failed === 0 || write.order < failed) return write
  }
  return undefined
}

/** A write that is durable stands in place of all that was written to its file before: its first so many records. */
export function dropReplaced({ records, pending }: FileState, gone: number): void {
  if (gone === 0) return
  records.splice(0, gone)
  for (let i = 0; i < pending.length; i++) (pending[i] as PendingWrite).start -= gone
}

/**
 * Tells, in a transition, what becomes durable with a pending write. Of a log that is nothing as long as a later write,
 * which may yet be lost, cuts off what that one ended with: an entry of the same index and term that the log holds now
 * may have been written once more.
 */
export function noteDurable(
  transition: Transition,
  which: DiskFile,
  { pending }: FileState,
  { index, term }: PendingWrite,
): void {
  if (which === DiskFile.Term || which === DiskFile.Machine) return
  transition.changed |= Changed.Durable
  if (which === DiskFile.Snapshot) {
    transition.durableSnapshot = index
    return
  }
  for (let i = 0; i < pending.length; i++) {
    if ((pending[i] as PendingWrite).cuts <= index) return
  }
  transition.durableIndex = index
  transition.durableTerm = term
}

/**
 * How many of a journal's records made the log of a server that starts: those before the first damaged one, if it does
 * not trim more; none if it writes where its log begins instead.
 */
export function recordsRead({ records }: FileState, known: number, effects: readonly Effect[]): number {
  let read = -1
  for (const { kind, which, first } of effects) {
    if (which !== DiskFile.Log) continue
    if (kind === EffectKind.Write) return 0
    if (kind === EffectKind.Trim) read = first
  }
  return read < 0 ? wholeRecords({ records }, known) : read
}

/**
 * Whether a server that starts keeps a part of one of the writes that a crash caught on their way to its log's file, and
 * that one a base: it counts only with all that was written with it. Asked before the file is trimmed.
 */
export function keepsPart(
  { records }: FileState,
  unflushed: readonly PendingWrite[],
  effects: readonly Effect[],
): boolean {
  let kept = records.length
  for (const { kind, which, first } of effects)
    if (kind === EffectKind.Trim && which === DiskFile.Log) kept = first
  return unflushed.some(({ start, count }) => {
    const { record } = records[start] ?? {}
    const isBase = record !== undefined && (record as Entry).kind === EntryKind.Base
    return isBase && start < kept && kept < start + count
  })
}

/** How many records stand before the first damaged one, of which the first few are known to be whole. */
function wholeRecords({ records }: Pick<FileState, 'records'>, known = 0): number {
  let whole = known
  while (whole < records.length && (records[whole] as Stored).whole) whole++
  return whole
}

/**
 * A server that starts finds on its disk what is there, for good: no write is pending any more, and one that a crash
 * left there stands in place of those before it, where that is so of the file.
 */
export function settleCrash(seat: Seat): void {
  for (const file of seat.files) {
    if (file.replaced) dropReplaced(file, Math.max(0, wholeRecords(file) - 1))
    file.flushed = file.begun
    file.pending.length = 0
    file.failed = 0
    file.removing.length = 0
  }
}
