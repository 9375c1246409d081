import { arm, DiskFile, Timer, trim, type Effect, type TermRecord } from '../effect.ts'
import { draftOf, ask } from '../draft.ts'
import { armElection } from '../term.ts'
import type { Entry } from '../log/entry.ts'
import { lastIndex, logOf, type Log } from '../log/log.ts'
import { machineOf } from '../machines/machine.ts'
import type { Options } from '../options.ts'
import { NOBODY, Role, type Server } from '../server.ts'
import type { Step } from '../step.ts'
import type { Disk, Stored } from './disk.ts'

/**
 * A server as it starts, first or again: what its disk still holds, and nothing else (5.1: "when servers start up,
 * they begin as followers"). Records after a torn one in the same file were never durable, so nobody was told of
 * them; they are cut off before anything is written behind them.
 */
export function recover(id: number, options: Options, disk: Disk): Step {
  const terms = wholeRecords(disk[DiskFile.Term])
  const entries = wholeRecords(disk[DiskFile.Log])
  const { currentTerm, votedFor } = newestTerm(disk[DiskFile.Term], terms)
  const log = replay(disk[DiskFile.Log], entries)
  const draft = draftOf(startingServer(id, options, currentTerm, votedFor, log))
  if (terms < disk[DiskFile.Term].length) ask(draft, trim(DiskFile.Term, terms))
  if (entries < disk[DiskFile.Log].length) ask(draft, trim(DiskFile.Log, entries))
  armElection(draft)
  return { server: draft.server, effects: draft.effects as readonly Effect[] }
}

/** How many records of a file come before the first torn one. */
function wholeRecords(file: readonly Stored[]): number {
  let whole = 0
  while (whole < file.length && (file[whole] as Stored).whole) whole++
  return whole
}

function newestTerm(file: readonly Stored[], count: number): TermRecord {
  if (count === 0) return { currentTerm: 0, votedFor: NOBODY }
  return (file[count - 1] as Stored).record as TermRecord
}

/** The log that the journal's first `count` records leave: each entry cuts off what stood at its index and after. */
function replay(file: readonly Stored[], count: number): Log {
  const entries: Entry[] = []
  for (let i = 0; i < count; i++) {
    const entry = (file[i] as Stored).record as Entry
    while (entries.length >= entry.index) entries.pop()
    entries.push(entry)
  }
  return logOf(entries)
}

function startingServer(
  id: number,
  options: Options,
  currentTerm: number,
  votedFor: number,
  log: Log,
): Server {
  return {
    id,
    options,
    arms: armsOf(options),
    currentTerm,
    votedFor,
    log,
    role: Role.Follower,
    leader: NOBODY,
    commitIndex: 0,
    lastApplied: 0,
    durableIndex: lastIndex(log),
    machine: machineOf(options.machine).initial,
    sessions: [],
    votes: 0,
    nextIndex: [],
    matchIndex: [],
    awaiting: 0,
    round: 0,
    roundAnswered: [],
    reads: [],
  }
}

/** The effects that arm each timer, in the order of `Timer`. */
function armsOf({
  electionTimeoutLeast,
  electionTimeoutMost,
  heartbeatInterval,
}: Options): readonly Effect[] {
  const election = arm(Timer.Election, electionTimeoutLeast, electionTimeoutMost)
  return [election, arm(Timer.Heartbeat, heartbeatInterval, heartbeatInterval)]
}
