import { ask, change, type Draft } from '../draft.ts'
import { restore } from '../effect.ts'
import { noteCut } from '../journal/note-cut.ts'
import { writeBase } from '../journal/write-base.ts'
import { compactTo, configurationAt, lastIndex, termAt } from '../log/log.ts'
import { Role } from '../server.ts'
import { armElection } from '../term.ts'
import { deserialise } from './serialise.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * A snapshot is durable: what it stands for may go from the log (7). If it is ahead of the machine, as one from a leader
 * is, the machine has to take over its state.
 */
export function noteSaved(draft: Draft, index: number): void {
  const { saving } = draft.server.snapshotWork
  if (saving === null || saving.lastIncludedIndex !== index) return
  const server = change(draft)
  server.snapshot = saving
  server.snapshotWork = { ...server.snapshotWork, saving: null }
  if (isAhead(draft, saving)) install(draft, saving)
  else discardOld(draft, saving)
}

/** The machine has the state of a snapshot; if a newer one came meanwhile, that is the one to wait for. */
export function noteRestored(draft: Draft, index: number): void {
  const { restoring } = draft.server.snapshotWork
  if (restoring === null || restoring.lastIncludedIndex !== index) return
  const { machine, sessions } = deserialise(restoring.bytes)
  const server = change(draft)
  server.snapshotWork = { ...server.snapshotWork, restoring: null }
  server.machine = machine
  server.sessions = sessions
  server.lastApplied = index
}

function isAhead(draft: Draft, { lastIncludedIndex }: Snapshot): boolean {
  const { lastApplied, snapshotWork } = draft.server
  return lastIncludedIndex > Math.max(lastApplied, snapshotWork.restoring?.lastIncludedIndex ?? 0)
}

/**
 * "Discard the entire log; reset state machine using snapshot contents (and load snapshot's cluster configuration)"
 * (Figure 13). That may make a voter of a server whose election timer has gone off for nothing.
 */
function install(draft: Draft, snapshot: Snapshot): void {
  const { lastIncludedIndex, lastIncludedTerm, configuration } = snapshot
  const server = change(draft)
  server.snapshotWork = { ...server.snapshotWork, restoring: snapshot }
  server.commitIndex = Math.max(server.commitIndex, lastIncludedIndex)
  compact(draft, lastIncludedIndex, lastIncludedTerm, configuration)
  ask(draft, restore(lastIncludedIndex, lastIncludedTerm))
  if (server.role !== Role.Leader) armElection(draft)
}

/** "Once a server completes writing a snapshot, it may delete all log entries up through the last included index" (7), or all but a few. */
function discardOld(draft: Draft, { lastIncludedIndex }: Snapshot): void {
  const { log, options } = draft.server
  const index = lastIncludedIndex - options.trailingEntries
  if (index > log.baseIndex) compact(draft, index, termAt(log, index), configurationAt(log, index))
}

/** Cuts the log's beginning off, in memory and in its file. What is discarded is durable in the snapshot. */
function compact(draft: Draft, index: number, term: number, configuration: Snapshot['configuration']): void {
  const server = change(draft)
  const log = compactTo(server.log, index, term, configuration)
  if (lastIndex(log) < lastIndex(server.log)) noteCut(server, index)
  server.log = log
  server.durableIndex = Math.max(server.durableIndex, index)
  writeBase(draft)
}
