import { ask, change, type Draft } from '../draft.ts'
import { DiskFile, write } from '../effect.ts'
import { configurationAt, termAt } from '../log/log.ts'
import type { Server } from '../server.ts'
import { serialise } from './serialise.ts'
import type { Snapshot } from './snapshot.ts'

/** "Each server takes snapshots independently, covering just the committed entries in its log" (7), of which it has applied all. */
export function takeSnapshotWhenDue(draft: Draft): void {
  const { options, snapshot, snapshotWork, lastApplied } = draft.server
  const sinceLatest = lastApplied - (snapshot?.lastIncludedIndex ?? 0)
  if (
    options.snapshotThreshold === 0 ||
    sinceLatest < options.snapshotThreshold ||
    snapshotWork.saving !== null
  )
    return
  saveSnapshot(draft, snapshotOf(draft.server))
}

/** Writes a snapshot; the log it stands for is discarded once it is durable. */
export function saveSnapshot(draft: Draft, snapshot: Snapshot): void {
  change(draft).snapshotWork = { ...draft.server.snapshotWork, saving: snapshot }
  const { lastIncludedIndex, lastIncludedTerm } = snapshot
  ask(draft, write(DiskFile.Snapshot, [snapshot], lastIncludedIndex, lastIncludedTerm))
}

function snapshotOf({ log, lastApplied, machine, sessions }: Server): Snapshot {
  const configuration = configurationAt(log, lastApplied)
  return {
    lastIncludedIndex: lastApplied,
    lastIncludedTerm: termAt(log, lastApplied),
    configuration,
    bytes: serialise({ configuration, sessions, machine }),
  }
}
