import { ask, draftOf } from '../draft.ts'
import { arm, DiskFile, FIRST_SEGMENT, stop, Timer, trim, type Effect, type TermRecord } from '../effect.ts'
import { journalOf, type Journal } from '../journal/journal.ts'
import { writeBase } from '../journal/write-base.ts'
import { writtenUpTo, type Written } from '../journal/written.ts'
import { compactTo, lastIndex, termAt, type Log } from '../log/log.ts'
import { machineOf } from '../machines/machine.ts'
import type { Options } from '../options.ts'
import { NOBODY, Role, type Server } from '../server.ts'
import { NO_SESSIONS } from '../sessions/sessions.ts'
import { deserialise } from '../snapshots/serialise.ts'
import {
  NO_SNAPSHOT_WORK,
  type AppliedState,
  type Snapshot,
  type SnapshotWork,
} from '../snapshots/snapshot.ts'
import type { Step } from '../step.ts'
import { armElection } from '../term.ts'
import { FORMATTED, type Disk, type EarlierStart, type Stored } from './disk.ts'
import { replay } from './replay.ts'
import { hasRotted } from './rot.ts'

/**
 * A server as it starts, first or again: what its disk still holds, and nothing else (5.1: "when servers start up,
 * they begin as followers"). Records after a torn one in the same file were never durable, so nobody was told of
 * them; they are cut off before anything is written behind them. A server that finds that its disk has lost what was
 * durable refuses to start: whom it voted for, and what it told others it had, it cannot know any more. But a machine's
 * own state is none of that: without it the snapshot and the log, from which nothing goes that is not in a durable
 * snapshot, give the same state again.
 */
export function recover(id: number, options: Options, disk: Disk, earlier?: EarlierStart): Step {
  const known = earlier !== undefined && earlier.logRecords > 0 ? earlier : undefined
  const replayed = replay(disk[DiskFile.Log], options, known)
  const whole = disk.map((file, which) =>
    which === DiskFile.Log ? replayed.records : wholeRecords(file),
  ) as unknown as readonly [number, number, number, number]
  const term = newest<TermRecord>(disk[DiskFile.Term], whole[DiskFile.Term])
  const stands = newest<Snapshot>(disk[DiskFile.Snapshot], whole[DiskFile.Snapshot])
  const snapshot = stands === undefined || stands.lastIncludedIndex === 0 ? null : stands
  const machine = newest<AppliedState>(disk[DiskFile.Machine], whole[DiskFile.Machine])
  const { log: journal } = replayed
  const log = snapshot === null || holds(journal, snapshot) ? journal : logBehind(journal, snapshot)
  const { landmarks } = earlier?.crashed?.snapshotWork ?? NO_SNAPSHOT_WORK
  const server = startingServer({
    id,
    options,
    term: term ?? FORMATTED,
    log,
    journal: whereItEnds(disk[DiskFile.Log], replayed.records),
    written: howFarItCame(disk[DiskFile.Log], replayed.records),
    snapshot,
    applied: newestState(options, snapshot, machine),
    persisted: machine?.index ?? 0,
    work: { ...NO_SNAPSHOT_WORK, landmarks },
  })
  const draft = draftOf(server, 0)
  const isLost = term === undefined || (stands === undefined && disk[DiskFile.Snapshot].length > 0)
  if (isLost || hasRotted(disk[DiskFile.Log], replayed.records) || hasGap(server)) {
    ask(draft, stop())
    return draft
  }
  whole.forEach((count, file) => {
    if (count < (disk[file as DiskFile] as readonly Stored[]).length)
      ask(draft, trim(file as DiskFile, count))
  })
  if (log !== journal) writeBase(draft)
  armElection(draft)
  if (options.leaseReads) ask(draft, draft.server.arms[Timer.Stickiness] as Effect)
  return draft
}

/** How many records of a file come before the first damaged one. */
function wholeRecords(file: readonly Stored[]): number {
  let whole = 0
  while (whole < file.length && (file[whole] as Stored).whole) whole++
  return whole
}

function newest<Kind>(file: readonly Stored[], count: number): Kind | undefined {
  return file[count - 1]?.record as Kind | undefined
}

/** The state to go on from: the machine's own or, where that is ahead, the snapshot's; else the one before all entries. */
function newestState(
  { machine }: Options,
  snapshot: Snapshot | null,
  own: AppliedState | undefined,
): AppliedState {
  if (own !== undefined && own.index >= (snapshot?.lastIncludedIndex ?? 0)) return own
  if (snapshot === null)
    return { index: 0, term: 0, machine: machineOf(machine).initial, sessions: NO_SESSIONS }
  const { lastIncludedIndex: index, lastIncludedTerm: term, bytes } = snapshot
  const { machine: restored, sessions } = deserialise(bytes)
  return { index, term, machine: restored, sessions }
}

/** Whether the log lacks entries between what the snapshot stands for, or the machine has applied, and what comes next. */
function hasGap({ log, lastApplied, snapshot }: Server): boolean {
  return (snapshot?.lastIncludedIndex ?? 0) < log.baseIndex || lastApplied > lastIndex(log)
}

/** Where the next write to a journal goes, of which the first records are kept. */
function whereItEnds(file: readonly Stored[], kept: number): Journal {
  if (kept === 0) return journalOf(FIRST_SEGMENT, 0, FIRST_SEGMENT, FIRST_SEGMENT)
  const { segment } = file[kept - 1] as Stored
  const { segment: oldest } = file[0] as Stored
  let records = segment === oldest ? kept : 0
  while (records < kept && (file[kept - 1 - records] as Stored).segment === segment) records++
  return journalOf(segment, records, oldest, oldest)
}

/** What is kept of a journal has outlasted the crash, and is durable. */
function howFarItCame(file: readonly Stored[], kept: number): Written {
  const last = kept === 0 ? 0 : (file[kept - 1] as Stored).number
  return writtenUpTo(last, last, 0)
}

/** Whether the log goes on from what a snapshot stands for. */
function holds(log: Log, { lastIncludedIndex, lastIncludedTerm }: Snapshot): boolean {
  return termAt(log, lastIncludedIndex) === lastIncludedTerm
}

/** The snapshot was durable, but what its arrival did to the log was not (Figure 13, 6 and 7). */
function logBehind(log: Log, { lastIncludedIndex, lastIncludedTerm, configuration }: Snapshot): Log {
  return compactTo(log, lastIncludedIndex, lastIncludedTerm, configuration)
}

/** What a server starts from. */
interface Found {
  readonly id: number
  readonly options: Options
  readonly term: TermRecord
  readonly log: Log
  readonly journal: Journal
  readonly written: Written
  readonly snapshot: Snapshot | null
  readonly applied: AppliedState
  readonly persisted: number
  readonly work: SnapshotWork
}

function startingServer(found: Found): Server {
  const { id, options, term, log, journal, written, snapshot, applied, persisted, work } = found
  return {
    id,
    options,
    arms: armsOf(id, options),
    currentTerm: term.currentTerm,
    votedFor: term.votedFor,
    log,
    role: Role.Follower,
    leader: NOBODY,
    hearsLeader: options.leaseReads,
    commitIndex: applied.index,
    lastApplied: applied.index,
    applying: false,
    durableIndex: lastIndex(log),
    journal,
    written,
    machine: applied.machine,
    sessions: applied.sessions,
    persisted,
    persisting: false,
    snapshot,
    snapshotWork: work,
    reads: [],
    votes: 0,
    nextIndex: [],
    matchIndex: [],
    awaiting: 0,
    inFlight: [],
    sending: [],
    contacted: 0,
    change: null,
    transfer: null,
    round: 0,
    roundAnswered: [],
    queued: [],
    lease: null,
  }
}

/** The effects that arm each timer, in the order of `Timer`. */
function armsOf(id: number, options: Options): readonly Effect[] {
  const { electionTimeoutLeast, electionTimeoutMost, electionTimeoutStretch, heartbeatInterval } = options
  const percent = 100 + (electionTimeoutStretch[id] ?? 0)
  const least = Math.floor((electionTimeoutLeast * percent) / 100)
  const most = Math.floor((electionTimeoutMost * percent) / 100)
  return [
    arm(Timer.Election, least, most),
    arm(Timer.Heartbeat, heartbeatInterval, heartbeatInterval),
    arm(Timer.Stickiness, electionTimeoutLeast, electionTimeoutLeast),
    arm(Timer.Contact, electionTimeoutLeast, electionTimeoutLeast),
    arm(Timer.Transfer, electionTimeoutMost, electionTimeoutMost),
  ]
}
