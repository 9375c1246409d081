import type { Command } from '../core/command.ts'
import type { Journal } from '../core/journal/journal.ts'
import type { Entry } from '../core/log/entry.ts'
import type { PlacedConfiguration } from '../core/log/log.ts'
import type { Configuration } from '../core/membership/configuration.ts'
import type { PendingChange } from '../core/membership/pending-change.ts'
import type { PendingRead } from '../core/reads/pending-read.ts'
import type { Role } from '../core/server.ts'
import type { Sessions } from '../core/sessions/sessions.ts'
import type { Sending, SnapshotWork } from '../core/snapshots/snapshot.ts'
import type { Vector } from '../core/vector.ts'

/** What can be seen of a log. */
export interface ObservedLog {
  /** The entry of index `i` stands at position `i - 1`; those up to `baseIndex` are gone, and not to be looked at. */
  readonly entries: Vector<Entry>
  /** The last entry that compaction took away; 0 and 0 where none was. */
  readonly baseIndex: number
  readonly baseTerm: number
  /** The configurations along it, in order, the first being the one in force at `baseIndex`; for situations. */
  readonly configurations?: readonly PlacedConfiguration[] | undefined
}

/** What can be seen of a snapshot. */
export interface ObservedSnapshot {
  readonly lastIncludedIndex: number
  readonly lastIncludedTerm: number
  readonly configuration: Configuration
}

/**
 * What can be seen of a server. Monitors see this and never a core's own type; a field that an implementation does
 * not show is `undefined`, and monitors that need it are reported as not checked.
 */
export interface Observation {
  readonly currentTerm: number | undefined
  /** -1: it has voted for nobody. */
  readonly votedFor: number | undefined
  readonly role: Role | undefined
  readonly log: ObservedLog | undefined
  /** Its newest snapshot on stable storage; `null` when it has none. */
  readonly snapshot: ObservedSnapshot | null | undefined
  readonly commitIndex: number | undefined
  readonly lastApplied: number | undefined
  /** On leaders, by server; elsewhere empty. */
  readonly matchIndex: readonly number[] | undefined
  /** The lease that a leader takes itself to hold while its own clock reads less than `until`; `null` when it has none. */
  readonly lease:
    | { readonly until: number; readonly round?: number | undefined; readonly began?: number | undefined }
    | null
    | undefined

  /** The rest is looked at by situations and rules: one that needs a field which is not shown is never reached, or not checked. */
  readonly leader?: number | undefined
  readonly hearsLeader?: boolean | undefined
  readonly durableIndex?: number | undefined
  readonly journal?: Journal | undefined
  readonly sessions?: Sessions | undefined
  readonly snapshotWork?: SnapshotWork | undefined
  /** Up to which index the machine was last written to its own file. */
  readonly persisted?: number | undefined
  readonly persisting?: boolean | undefined
  readonly reads?: readonly PendingRead[] | undefined
  /** On leaders, by server: the snapshot it is being sent, and what was sent ahead. */
  readonly sending?: readonly (Sending | null)[] | undefined
  readonly inFlight?: readonly (readonly number[] | null)[] | undefined
  /** On leaders, a set: who was sent entries and has not answered for them. */
  readonly awaiting?: number | undefined
  /** On leaders, by server: the newest heartbeat round that it has answered. */
  readonly roundAnswered?: readonly number[] | undefined
  /** On candidates, a set: whose votes it has counted. */
  readonly votes?: number | undefined
  /** On leaders, by server. */
  readonly nextIndex?: readonly number[] | undefined
  /** On leaders: requests that wait to enter the log together. */
  readonly queued?: readonly Command[] | undefined
  /** On leaders: the change of members that waits for servers to catch up, and the transfer that is under way. */
  readonly change?: PendingChange | null | undefined
  readonly transfer?: Command | null | undefined
}

/** What of a server differs after a transition; what a monitor may watch. A set of bits. */
export const Changed = {
  Role: 1,
  Term: 2,
  Vote: 4,
  Log: 8,
  Commit: 16,
  Applied: 32,
  /** Anything else that the server holds. */
  Other: 64,
  /** The server crashed: there is no observation after. */
  Crashed: 128,
  /** The server started, for the first time or again: there is no observation before. */
  Started: 256,
  /** A client asked something of a server. */
  Asked: 512,
  /** An answer reached a client. */
  Answered: 1024,
  /** The server has another newest snapshot. */
  Snapshot: 2048,
  /** Something that was written to the log's or the snapshot's file became durable. */
  Durable: 4096,
  /** A RequestVote or a granted vote left the server. */
  Voted: 8192,
  /** What the leader knows to be replicated. */
  Match: 16384,
  /** The server was to start and refused, because of what it found on its disk: there is no observation at all. */
  Refused: 32768,
  /** The server has another lease. */
  Lease: 65536,
  /** The storm is over. */
  Calm: 131072,
  /** A message left the server, or an answer did, or the server armed a timer. */
  Sent: 262144,
  Replied: 524288,
  Armed: 1048576,
  /** The server is another value, in which nothing is different. Looked for now and then. */
  Idle: 2097152,
  /** A message of an election left the server, or reached it: one that asks for a vote, gives or denies it, or TimeoutNow. */
  Election: 4194304,
  /** The server began to write a snapshot. */
  Saving: 8388608,
  /** A client's request, first or again, reached the server. */
  Requested: 16777216,
  /** Something that was on the disk of the action's server, or should have been by now, is damaged. */
  Harmed: 33554432,
  /** Whose votes the server has counted. */
  Votes: 67108864,
  /** Which reads wait on the server, or who has answered the leader's heartbeat rounds. */
  Reads: 134217728,
  Rounds: 268435456,
} as const

/** The bits that tell what became of a server which was up before and after. */
export function changesBetween(before: Observation, after: Observation): number {
  let changed: number = Changed.Other
  if (before.role !== after.role) changed |= Changed.Role
  if (before.currentTerm !== after.currentTerm) changed |= Changed.Term
  if (before.votedFor !== after.votedFor) changed |= Changed.Vote
  if (before.log !== after.log) changed |= Changed.Log
  if (before.commitIndex !== after.commitIndex) changed |= Changed.Commit
  if (before.lastApplied !== after.lastApplied) changed |= Changed.Applied
  if (before.matchIndex !== after.matchIndex) changed |= Changed.Match
  if (before.snapshot !== after.snapshot) changed |= Changed.Snapshot
  if (before.lease !== after.lease) changed |= Changed.Lease
  if (before.votes !== after.votes) changed |= Changed.Votes
  if (before.reads !== after.reads) changed |= Changed.Reads
  if (before.roundAnswered !== after.roundAnswered) changed |= Changed.Rounds
  return changed
}
