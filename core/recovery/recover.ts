import { ask, draftOf } from '../draft.ts'
import { arm, DiskFile, Timer, trim, write, type Effect, type TermRecord } from '../effect.ts'
import { baseEntry, EntryKind, type Entry } from '../log/entry.ts'
import {
  append,
  compactTo,
  lastIndex,
  lastTerm,
  logAfter,
  termAt,
  truncateAfter,
  type Log,
} from '../log/log.ts'
import { machineOf } from '../machines/machine.ts'
import { configurationOf, type Configuration } from '../membership/configuration.ts'
import type { Options } from '../options.ts'
import { NOBODY, Role, type Server } from '../server.ts'
import { NO_SESSIONS } from '../sessions/sessions.ts'
import { deserialise } from '../snapshots/serialise.ts'
import { NO_SNAPSHOT_WORK, type Snapshot, type SnapshotWork } from '../snapshots/snapshot.ts'
import type { Step } from '../step.ts'
import { armElection } from '../term.ts'
import type { Disk, EarlierStart, Stored } from './disk.ts'

/**
 * A server as it starts, first or again: what its disk still holds, and nothing else (5.1: "when servers start up,
 * they begin as followers"). Records after a torn one in the same file were never durable, so nobody was told of
 * them; they are cut off before anything is written behind them.
 */
export function recover(id: number, options: Options, disk: Disk, earlier?: EarlierStart): Step {
  const known = earlier !== undefined && isOfJournal(earlier) ? earlier : undefined
  const whole = disk.map((file, which) =>
    wholeRecords(file, which === DiskFile.Log ? (known?.logRecords ?? 0) : 0),
  ) as [number, number, number]
  const term = newest<TermRecord>(disk[DiskFile.Term], whole[DiskFile.Term])
  const snapshot = newest<Snapshot>(disk[DiskFile.Snapshot], whole[DiskFile.Snapshot]) ?? null
  const journal = replay(disk[DiskFile.Log], whole[DiskFile.Log], options, known)
  const log = snapshot === null || holds(journal, snapshot) ? journal : logBehind(journal, snapshot)
  const { landmarks } = earlier?.crashed?.snapshotWork ?? NO_SNAPSHOT_WORK
  const work = { ...NO_SNAPSHOT_WORK, landmarks }
  const draft = draftOf(startingServer(id, options, term, log, snapshot, work), 0)
  whole.forEach((count, file) => {
    if (count < (disk[file as DiskFile] as readonly Stored[]).length)
      ask(draft, trim(file as DiskFile, count))
  })
  if (log !== journal) ask(draft, write(DiskFile.Log, [baseOf(log)], lastIndex(log), lastTerm(log)))
  armElection(draft)
  return { server: draft.server, effects: draft.effects as readonly Effect[] }
}

/**
 * Whether an earlier start took its log from the journal. One without entries may be what its snapshot put in place of
 * the journal's, and the record that says so may have been lost since.
 */
function isOfJournal({ server: { log } }: EarlierStart): boolean {
  return lastIndex(log) > log.baseIndex
}

/** How many records of a file come before the first torn one; the first ones are known to be whole. */
function wholeRecords(file: readonly Stored[], known: number): number {
  let whole = known
  while (whole < file.length && (file[whole] as Stored).whole) whole++
  return whole
}

function newest<Kind>(file: readonly Stored[], count: number): Kind | undefined {
  return file[count - 1]?.record as Kind | undefined
}

/** The log that the journal's first `count` records leave: each entry cuts off what stood at its index and after. */
function replay(file: readonly Stored[], count: number, options: Options, earlier?: EarlierStart): Log {
  let log = earlier?.server.log ?? logAfter(0, 0, configurationOf(options.voters, 0))
  for (let i = earlier?.logRecords ?? 0; i < count; i++) {
    const entry = (file[i] as Stored).record as Entry
    if (entry.kind === EntryKind.Base) {
      log = compactTo(log, entry.index, entry.term, entry.configuration as Configuration)
    } else {
      log = append(truncateAfter(log, entry.index - 1), entry)
    }
  }
  return log
}

/** Whether the log goes on from what a snapshot stands for. */
function holds(log: Log, { lastIncludedIndex, lastIncludedTerm }: Snapshot): boolean {
  return termAt(log, lastIncludedIndex) === lastIncludedTerm
}

/** The snapshot was durable, but what its arrival did to the log was not (Figure 13, 6 and 7). */
function logBehind(log: Log, { lastIncludedIndex, lastIncludedTerm, configuration }: Snapshot): Log {
  return compactTo(log, lastIncludedIndex, lastIncludedTerm, configuration)
}

function baseOf({ baseIndex, baseTerm, configurations }: Log): Entry {
  return baseEntry(baseIndex, baseTerm, (configurations[0] as Log['configurations'][number]).configuration)
}

function startingServer(
  id: number,
  options: Options,
  term: TermRecord | undefined,
  log: Log,
  snapshot: Snapshot | null,
  snapshotWork: SnapshotWork,
): Server {
  const state = snapshot === null ? undefined : deserialise(snapshot.bytes)
  const applied = snapshot?.lastIncludedIndex ?? 0
  return {
    id,
    options,
    arms: armsOf(id, options),
    currentTerm: term?.currentTerm ?? 0,
    votedFor: term?.votedFor ?? NOBODY,
    log,
    role: Role.Follower,
    leader: NOBODY,
    hearsLeader: false,
    commitIndex: applied,
    lastApplied: applied,
    durableIndex: lastIndex(log),
    machine: state?.machine ?? machineOf(options.machine).initial,
    sessions: state?.sessions ?? NO_SESSIONS,
    snapshot,
    snapshotWork,
    votes: 0,
    nextIndex: [],
    matchIndex: [],
    awaiting: 0,
    sending: [],
    contacted: 0,
    change: null,
    transfer: null,
    round: 0,
    roundAnswered: [],
    reads: [],
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
