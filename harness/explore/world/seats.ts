import { EffectKind, type DiskFile } from '../../../core/effect.ts'
import type { Disk } from '../../../core/recovery/disk.ts'
import { durableRecords } from '../../world/disk.ts'
import type { FileState, Held, PendingWrite, Seat } from '../../world/world.ts'
import type { Cluster } from '../../world/cluster.ts'
import type { Target } from '../../targets/target.ts'

/** A copy of a seat as a value: nobody writes to it any more. Times are left out: a timer is armed, or it is not. */
export function seatValue(seat: Seat): Seat {
  const [term, log, snapshot, machine] = seat.files
  return {
    server: seat.server,
    gone: seat.gone,
    stalled: seat.stalled,
    wiped: seat.wiped,
    deceived: seat.deceived,
    clock: seat.clock,
    files: [fileValue(term), fileValue(log), fileValue(snapshot), fileValue(machine)],
    held: seat.held.slice(),
    earliest: seat.earliest.map((earliest) => (earliest < 0 ? -1 : 0)),
    latest: seat.latest.map(() => 0),
    restoring: seat.restoring,
    restoringTerm: seat.restoringTerm,
    applying: seat.applying,
    started: undefined,
  }
}

function fileValue(file: FileState): FileState {
  return {
    replaced: file.replaced,
    records: file.records.slice(),
    pending: file.pending.map((write) => ({ ...write })),
    begun: file.begun,
    flushed: file.flushed,
    failed: file.failed,
    removing: file.removing.slice(),
  }
}

/**
 * What a search looks at of a seat: the server; the server that would start from what is durable on its disk; and what is on
 * its way there, told by what it is and not by how much was written before it.
 */
export function lookedAt(seat: Seat, id: number, target: Target, { options }: Cluster): unknown {
  const disk = seat.files.map((file) => file.records.slice(0, durableRecords(file)))
  const { server, effects } = target.boot(id, options, disk as unknown as Disk)
  return {
    id,
    up: seat.server,
    disk: server,
    onDisk: effects.map(({ kind }) => kind).filter((kind) => kind !== EffectKind.Arm),
    pending: seat.files.map((file) => pendingOf(file)),
    held: seat.held.map((held) => heldOf(held, seat)),
    armed: seat.earliest.map((earliest) => earliest >= 0),
    restoring: [seat.restoring, seat.restoringTerm],
    applying: seat.applying,
    segments: options.segmentRecords > 0 ? seat.files.map(({ removing }) => removing) : 0,
  }
}

function pendingOf({ records, pending, failed }: FileState): unknown {
  return pending.map(({ start, count, index, term, cuts, order }) => ({
    records: records.slice(start, start + count).map(({ record, whole }) => (whole ? record : null)),
    mark: [index, term, cuts],
    failed: failed > 0 && order >= failed,
  }))
}

/** How many of the writes that are on their way to each file it waits for. */
function heldOf({ effect, termWrites, logWrites, snapshotWrites }: Held, { files }: Seat): unknown {
  const [term, log, snapshot] = files
  return {
    message: effect.message,
    answer: effect.answer,
    waits: [
      Math.max(0, termWrites - term.flushed),
      Math.max(0, logWrites - log.flushed),
      Math.max(0, snapshotWrites - snapshot.flushed),
    ],
  }
}

/** The write at a place among those pending, from 0. */
export function writeAt(seat: Seat, file: DiskFile, place: number): PendingWrite {
  return seat.files[file].pending[place] as PendingWrite
}
