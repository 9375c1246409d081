import { DiskFile, EffectKind } from '../../../core/effect.ts'
import { InputKind, type Input } from '../../../core/input.ts'
import { MessageKind } from '../../../core/message.ts'
import type { Disk } from '../../../core/recovery/disk.ts'
import type { Snapshot } from '../../../core/snapshots/snapshot.ts'
import type { Reacted } from './parting.ts'
import { isSame } from './same.ts'

/**
 * Whether two cores wrote a snapshot of the same entries from the same server, and not the same bytes: what one writes the
 * other cannot read, and must not try to.
 */
export function writesOtherwise(one: Reacted, other: Reacted): boolean {
  const [its, own] = [snapshotIn(one), snapshotIn(other)]
  if (its === undefined || own?.lastIncludedIndex !== its.lastIncludedIndex) return false
  return !isSame(its.bytes, own.bytes)
}

function snapshotIn({ effects }: Reacted): Snapshot | undefined {
  const write = effects.find(({ kind, which }) => kind === EffectKind.Write && which === DiskFile.Snapshot)
  return write?.records[0] as Snapshot | undefined
}

/** Whether a server that takes this input may have to read a snapshot. */
export function mayReadSnapshot(input: Input): boolean {
  if (input.kind === InputKind.Message) return input.message.kind === MessageKind.InstallSnapshot
  if (input.kind === InputKind.Flushed) return input.file === DiskFile.Snapshot
  return input.kind === InputKind.Restored
}

/** Whether there is a snapshot on a disk. */
export function holdsSnapshot(disk: Disk): boolean {
  return disk[DiskFile.Snapshot].some(({ record }) => (record as Snapshot).lastIncludedIndex > 0)
}
