import type { Command } from './command.ts'
import type { Effect } from './effect.ts'
import type { Journal } from './journal/journal.ts'
import type { Written } from './journal/written.ts'
import type { MachineState } from './machines/machine.ts'
import type { Options } from './options.ts'
import type { Lease } from './reads/lease.ts'
import type { PendingRead } from './reads/pending-read.ts'
import type { Sessions } from './sessions/sessions.ts'
import type { Log } from './log/log.ts'
import type { PendingChange } from './membership/pending-change.ts'
import type { Sending, Snapshot, SnapshotWork } from './snapshots/snapshot.ts'

/** The three states of a server (paper 5.1), and that of one which asks whether it could win (dissertation 9.6). */
export const Role = { Follower: 0, Candidate: 1, Leader: 2, PreCandidate: 3 } as const
export type Role = (typeof Role)[keyof typeof Role]

/** Where a server's number stands for none: no vote given, no leader known. */
export const NOBODY = -1

/**
 * A server: the state of the paper's Figure 2, a value. Servers are numbered from 0; sets of servers are bit masks.
 */
export interface Server {
  readonly id: number
  readonly options: Options
  /** The effects that arm its timers, by timer: the same ones time and again. */
  readonly arms: readonly Effect[]

  /** Persistent state: on stable storage before anything that depends on it leaves the server. */
  readonly currentTerm: number
  readonly votedFor: number
  readonly log: Log

  /** Volatile state on all servers. */
  readonly role: Role
  /** Who leads currentTerm, as far as is known. */
  readonly leader: number
  /**
   * Whether it heard from that leader within the shortest election timeout (6; dissertation 4.2.3); of a leader,
   * whether it heard from a quorum when it last looked. With lease reads, whether it owes its vote to nobody for that
   * long, in whatever term. Kept only if an option asks for it.
   */
  readonly hearsLeader: boolean
  readonly commitIndex: number
  readonly lastApplied: number
  /** Whether more is committed than it applies in one step, and it waits for the next one. */
  readonly applying: boolean
  /** Up to which index the server's own log is durable; what a leader may count itself for. */
  readonly durableIndex: number
  /** Where in the log's file it writes, and how far it has come. */
  readonly journal: Journal
  readonly written: Written
  /** The replicated state: the machine's, and the clients' sessions with the log's time. */
  readonly machine: Readonly<MachineState>
  readonly sessions: Sessions
  /** Up to which index the machine was last written to its own file, and whether that write is under way; 0: never. */
  readonly persisted: number
  readonly persisting: boolean
  /** Its newest snapshot on stable storage, and what it is about with others. */
  readonly snapshot: Snapshot | null
  readonly snapshotWork: SnapshotWork
  /** The reads that wait: on a leader for a round too, on others for the machine alone. */
  readonly reads: readonly PendingRead[]

  /** On candidates: who granted their vote for currentTerm; on pre-candidates: who would for the next. */
  readonly votes: number

  /** On leaders, reinitialized after election: by server. */
  readonly nextIndex: readonly number[]
  readonly matchIndex: readonly number[]
  /** Followers that were sent entries and have not answered for them; with pipelining those that are being probed. */
  readonly awaiting: number
  /** By server: where each AppendEntries ends that was sent ahead and is not answered; `null` where none is sent ahead. */
  readonly inFlight: readonly (readonly number[] | null)[]
  /** By server: the snapshot it is being sent. */
  readonly sending: readonly (Sending | null)[]
  /** Who has answered since the leader last looked. */
  readonly contacted: number
  /** The change of members that waits for servers to catch up. */
  readonly change: PendingChange | null
  /** The transfer of leadership that is under way. */
  readonly transfer: Command | null
  /** Heartbeat rounds begun in this reign, and the newest that each server answered. */
  readonly round: number
  readonly roundAnswered: readonly number[]
  /** `null`: it may hold none in this reign. */
  readonly lease: Lease | null
  /** Requests that wait to enter the log together. */
  readonly queued: readonly Command[]
}

/** A value whose maker may still assign to it, because nobody else has seen it. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** The one place that lays out a copy of a server; nobody else has seen it yet, so its maker may assign to it. */
export function copyOf(server: Server): Mutable<Server> {
  return {
    id: server.id,
    options: server.options,
    arms: server.arms,
    currentTerm: server.currentTerm,
    votedFor: server.votedFor,
    log: server.log,
    role: server.role,
    leader: server.leader,
    hearsLeader: server.hearsLeader,
    commitIndex: server.commitIndex,
    lastApplied: server.lastApplied,
    applying: server.applying,
    durableIndex: server.durableIndex,
    journal: server.journal,
    written: server.written,
    machine: server.machine,
    sessions: server.sessions,
    persisted: server.persisted,
    persisting: server.persisting,
    snapshot: server.snapshot,
    snapshotWork: server.snapshotWork,
    reads: server.reads,
    votes: server.votes,
    nextIndex: server.nextIndex,
    matchIndex: server.matchIndex,
    awaiting: server.awaiting,
    inFlight: server.inFlight,
    sending: server.sending,
    contacted: server.contacted,
    change: server.change,
    transfer: server.transfer,
    round: server.round,
    roundAnswered: server.roundAnswered,
    queued: server.queued,
    lease: server.lease,
  }
}
