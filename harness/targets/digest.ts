import type { Command, Value } from '../../core/command.ts'
import type { DiskRecord } from '../../core/effect.ts'
import type { Journal } from '../../core/journal/journal.ts'
import type { Entry } from '../../core/log/entry.ts'
import type { Log } from '../../core/log/log.ts'
import type { Configuration } from '../../core/membership/configuration.ts'
import type { Server } from '../../core/server.ts'
import type { Session } from '../../core/sessions/sessions.ts'
import type { AppliedState, Sending, Snapshot } from '../../core/snapshots/snapshot.ts'
import { itemAt } from '../../core/vector.ts'
import { fold } from '../mix.ts'

/** Every bit of a server's state as a 32-bit number. */
export function digestServer(server: Server): number {
  let hash = digestState(server)
  hash = fold(hash, server.id)
  hash = fold(hash, server.currentTerm)
  hash = fold(hash, server.votedFor)
  hash = foldLog(hash, server.log)
  hash = fold(hash, server.role)
  hash = fold(hash, server.leader)
  hash = fold(hash, server.hearsLeader ? 1 : 0)
  hash = fold(hash, server.commitIndex)
  hash = fold(hash, server.lastApplied)
  hash = fold(hash, server.applying ? 1 : 0)
  hash = fold(hash, server.durableIndex)
  hash = foldJournal(hash, server.journal)
  hash = fold(fold(fold(hash, server.written.last), server.written.durable), server.written.superseded)
  hash = fold(fold(hash, server.persisted), server.persisting ? 1 : 0)
  hash = foldSnapshots(hash, server)
  hash = fold(hash, server.votes)
  hash = foldNumbers(hash, server.nextIndex)
  hash = foldNumbers(hash, server.matchIndex)
  hash = fold(hash, server.awaiting)
  for (const sent of server.inFlight)
    hash = sent === null ? fold(hash, -1) : foldNumbers(fold(hash, sent.length), sent)
  hash = fold(hash, server.contacted)
  if (server.change !== null) hash = fold(fold(hash, server.change.round), server.change.upTo)
  for (const command of [server.change?.command ?? null, server.transfer])
    hash = command === null ? fold(hash, 0) : foldCommand(hash, command)
  hash = fold(hash, server.round)
  hash = foldNumbers(hash, server.roundAnswered)
  for (const { command, asker, readIndex, round } of server.reads)
    hash = fold(fold(fold(foldCommand(hash, command), asker), readIndex), round)
  const { lease } = server
  if (lease !== null) hash = fold(fold(fold(hash, lease.round), lease.began), lease.until)
  for (const command of server.queued) hash = foldCommand(hash, command)
  return hash
}

/** The replicated state of a server, as a 32-bit number: machine, sessions in their order, and the log's time. */
export function digestState({ machine, sessions }: Pick<Server, 'machine' | 'sessions'>): number {
  let hash = machine.length
  for (let i = 0; i < machine.length; i++) hash = foldValue(hash, machine[i])
  hash = fold(hash, sessions.time)
  for (let i = 0; i < sessions.list.length; i++) hash = foldSession(hash, sessions.list[i] as Session)
  return hash
}

function foldSession(hash: number, { session, registration, serial, value, active }: Session): number {
  const folded = foldValue(fold(fold(hash, session), serial), value)
  return registration === 0 ? folded : fold(fold(folded, registration), active)
}

/** Takes a record of any file into a hash. */
export function foldRecord(hash: number, record: DiskRecord): number {
  if ('votedFor' in record) return fold(fold(hash, record.currentTerm), record.votedFor)
  if ('machine' in record) return foldMachine(hash, record)
  return 'bytes' in record ? foldSnapshot(hash, record) : foldEntry(hash, record)
}

function foldMachine(hash: number, state: AppliedState): number {
  return fold(fold(fold(hash, state.index), state.term), digestState(state))
}

function foldJournal(hash: number, { segment, records, oldest, fresh, starts }: Journal): number {
  let folded = fold(fold(fold(fold(hash, segment), records), oldest), fresh)
  for (const start of starts) folded = fold(fold(folded, start.segment), start.index)
  return folded
}

function foldLog(hash: number, { entries, baseIndex, baseTerm, configurations }: Log): number {
  let folded = fold(fold(fold(hash, entries.length), baseIndex), baseTerm)
  folded = foldConfiguration(folded, (configurations[0] as Log['configurations'][number]).configuration)
  for (let i = baseIndex; i < entries.length; i++) folded = foldEntry(folded, itemAt(entries, i))
  return folded
}

function foldSnapshots(hash: number, { snapshot, snapshotWork, sending }: Server): number {
  let folded = foldSnapshot(foldSnapshot(hash, snapshot), snapshotWork.saving)
  folded = foldSnapshot(folded, snapshotWork.restoring)
  if (snapshotWork.receiving !== null) folded = foldSnapshot(folded, snapshotWork.receiving)
  for (let peer = 0; peer < sending.length; peer++) {
    const one = sending[peer] as Sending | null
    folded = fold(foldSnapshot(folded, one === null ? null : one.snapshot), one === null ? 0 : one.offset)
  }
  return folded
}

function foldSnapshot(
  hash: number,
  snapshot: Pick<Snapshot, 'lastIncludedIndex' | 'lastIncludedTerm' | 'bytes'> | null,
): number {
  if (snapshot === null) return fold(hash, 0)
  let folded = fold(fold(hash, snapshot.lastIncludedIndex), snapshot.lastIncludedTerm)
  for (let i = 0; i < snapshot.bytes.length; i++) folded = fold(folded, snapshot.bytes[i] as number)
  return folded
}

function foldConfiguration(hash: number, { voters, outgoing, learners }: Configuration): number {
  return fold(hash, voters | (outgoing << 8) | (learners << 16))
}

/** Takes an entry, its command included, into a hash. */
function foldEntry(hash: number, entry: Entry): number {
  const folded = fold(fold(fold(fold(hash, entry.index), entry.term), entry.kind), entry.time)
  const named = entry.configuration === null ? folded : foldConfiguration(folded, entry.configuration)
  return entry.command === null ? named : foldCommand(named, entry.command)
}

function foldCommand(hash: number, command: Command): number {
  let folded = fold(fold(fold(hash, command.session), command.serial), command.registration)
  folded = fold(fold(folded, command.operation), command.key)
  return fold(fold(folded, command.value), command.expected)
}

/** A list is told by its length and its newest element, which no two appends of a run share. */
function foldValue(hash: number, value: Value): number {
  if (typeof value === 'number') return fold(hash, value)
  return value === undefined ? fold(hash, -1) : fold(fold(hash, value.length), value.last)
}

function foldNumbers(hash: number, numbers: readonly number[]): number {
  let folded = hash
  for (let i = 0; i < numbers.length; i++) folded = fold(folded, numbers[i] as number)
  return folded
}
