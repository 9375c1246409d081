import { DiskFile, type TermRecord } from '../../core/effect.ts'
import type { Entry } from '../../core/log/entry.ts'
import type { Log } from '../../core/log/log.ts'
import { lastIndex, termAt } from '../../core/log/log.ts'
import { replay } from '../../core/recovery/replay.ts'
import { itemAt } from '../../core/vector.ts'
import type { ObservedLog } from '../../harness/observation.ts'
import { FILE_NAMES, serverName } from '../../harness/world/names.ts'
import { durableRecords } from '../../harness/world/disk.ts'
import {
  seatOf,
  type FileState,
  type PendingWrite,
  type Seat,
  type World,
} from '../../harness/world/world.ts'
import type { EntryBook } from './entry-book.ts'
import { DOWN, GONE, type Sight } from './story.ts'

/** Where a target does not show a field. */
const HIDDEN = 0

/** A server, up or down, as it is in a world; entries get their numbers from the book. */
export function sightOf(world: World, server: number, book: EntryBook): Sight {
  const seat = seatOf(world, server)
  const [termFile, logFile, snapshotFile] = seat.files
  const stored = storedTerm(termFile)
  const durable = replay(logFile.records.slice(0, durableRecords(logFile)), world.cluster.options).log
  const onDisk = {
    snapshot: snapshotOn(snapshotFile),
    storedTerm: stored.currentTerm,
    storedVote: stored.votedFor,
    writing: seat.files.flatMap((file, which) => writingText(file, which as DiskFile)).join('; '),
    held: seat.held.length,
    condition: conditionOf(seat),
  }
  if (seat.server === null) {
    const log = replay(logFile.records, world.cluster.options).log
    return {
      role: seat.gone ? GONE : DOWN,
      term: stored.currentTerm,
      vote: stored.votedFor,
      commit: 0,
      applied: 0,
      ...logSight(log, durable, book),
      ...onDisk,
    }
  }
  const { role, currentTerm, votedFor, commitIndex, lastApplied, log } = world.target.observe(seat.server)
  return {
    role: role ?? HIDDEN,
    term: currentTerm ?? HIDDEN,
    vote: votedFor ?? -1,
    commit: commitIndex ?? HIDDEN,
    applied: lastApplied ?? HIDDEN,
    ...logSight(log ?? durable, durable, book),
    ...onDisk,
  }
}

function logSight(
  { entries, baseIndex }: Pick<ObservedLog, 'entries' | 'baseIndex'>,
  durable: Log,
  book: EntryBook,
): Pick<Sight, 'base' | 'log' | 'durable'> {
  const log: number[] = []
  let agree = baseIndex
  for (let place = baseIndex; place < entries.length; place++) {
    const entry = itemAt(entries, place)
    log.push(book.numberOf(entry))
    if (agree === place && isDurable(durable, entry)) agree++
  }
  return { base: baseIndex, log, durable: agree }
}

function isDurable(durable: Log, { index, term }: Entry): boolean {
  return index <= durable.baseIndex || (index <= lastIndex(durable) && termAt(durable, index) === term)
}

function storedTerm(file: FileState): TermRecord {
  const last = file.records[durableRecords(file) - 1]
  return last?.whole === true ? (last.record as TermRecord) : { currentTerm: -1, votedFor: -1 }
}

function snapshotOn(file: FileState): number {
  const last = file.records[durableRecords(file) - 1]
  return last?.whole === true ? (last.record as { readonly lastIncludedIndex: number }).lastIncludedIndex : 0
}

/** What of a file is begun to be written, its writes told as one. */
function writingText(file: FileState, which: DiskFile): string[] {
  const { pending, records } = file
  const last = pending.at(-1)
  if (last === undefined) return []
  const failed = pending.some((write) => write.failed) ? ' (failed)' : ''
  const writes = pending.length === 1 ? '' : ` in ${pending.length} writes`
  return [`${contentOf(pending, records, which)}${writes}${failed}`]
}

function contentOf(pending: readonly PendingWrite[], records: FileState['records'], which: DiskFile): string {
  const last = pending.at(-1) as PendingWrite
  if (which === DiskFile.Term) {
    const { currentTerm, votedFor } = records[last.start]?.record as TermRecord
    return `term ${currentTerm}, vote ${votedFor < 0 ? 'for nobody' : `for ${serverName(votedFor)}`}`
  }
  if (which !== DiskFile.Log) return `${FILE_NAMES[which]} to ${last.index}`
  const first =
    (records[(pending[0] as PendingWrite).start]?.record as Entry | undefined)?.index ?? last.index
  return first >= last.index ? `log entry ${last.index}` : `log entries ${first}–${last.index}`
}

function conditionOf(seat: Seat): string {
  const damaged = seat.files.flatMap(({ records }, which) =>
    records.some(({ whole }) => !whole) ? [`${FILE_NAMES[which]} file damaged`] : [],
  )
  return [
    ...(seat.stalled ? ['disk stalled'] : []),
    ...(seat.wiped ? ['on a new disk'] : []),
    ...damaged,
  ].join(', ')
}
