import type { Command, Value } from '../../core/command.ts'
import type { DiskRecord } from '../../core/effect.ts'
import type { Entry } from '../../core/log/entry.ts'
import type { Server } from '../../core/server.ts'
import { itemAt } from '../../core/vector.ts'
import { fold } from '../mix.ts'

/** Every bit of a server's state as a 32-bit number. */
export function digestServer(server: Server): number {
  let hash = digestState(server)
  hash = fold(hash, server.id)
  hash = fold(hash, server.currentTerm)
  hash = fold(hash, server.votedFor)
  const { entries } = server.log
  hash = fold(hash, entries.length)
  for (let i = 0; i < entries.length; i++) hash = foldEntry(hash, itemAt(entries, i))
  hash = fold(hash, server.role)
  hash = fold(hash, server.leader)
  hash = fold(hash, server.commitIndex)
  hash = fold(hash, server.lastApplied)
  hash = fold(hash, server.durableIndex)
  hash = fold(hash, server.votes)
  hash = foldNumbers(hash, server.nextIndex)
  hash = foldNumbers(hash, server.matchIndex)
  hash = fold(hash, server.awaiting)
  hash = fold(hash, server.round)
  hash = foldNumbers(hash, server.roundAnswered)
  for (const read of server.reads) {
    hash = fold(fold(foldCommand(hash, read.command), read.readIndex), read.round)
  }
  return hash
}

/** The replicated state of a server, machine and sessions, as a 32-bit number. */
export function digestState(server: Server): number {
  const { machine, sessions } = server
  let hash = machine.length
  for (let i = 0; i < machine.length; i++) hash = foldValue(hash, machine[i])
  for (let i = 0; i < sessions.length; i++) {
    const session = sessions[i]
    if (session !== undefined) hash = foldValue(fold(fold(hash, i), session.serial), session.value)
  }
  return hash
}

/** Takes a record of either file into a hash. */
export function foldRecord(hash: number, record: DiskRecord): number {
  return 'votedFor' in record
    ? fold(fold(hash, record.currentTerm), record.votedFor)
    : foldEntry(hash, record)
}

/** Takes an entry, its command included, into a hash. */
function foldEntry(hash: number, entry: Entry): number {
  const folded = fold(fold(fold(hash, entry.index), entry.term), entry.kind)
  return entry.command === null ? folded : foldCommand(folded, entry.command)
}

function foldCommand(hash: number, command: Command): number {
  let folded = fold(fold(hash, command.session), command.serial)
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
