import type { Effect } from './effect.ts'
import type { MachineState } from './machines/machine.ts'
import type { Options } from './options.ts'
import type { PendingRead } from './reads/pending-read.ts'
import type { Sessions } from './sessions/sessions.ts'
import type { Log } from './log/log.ts'

/** The three states of a server (paper 5.1). */
export const Role = { Follower: 0, Candidate: 1, Leader: 2 } as const
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
  readonly commitIndex: number
  readonly lastApplied: number
  /** Up to which index the server's own log is durable; what a leader may count itself for. */
  readonly durableIndex: number
  /** The replicated state: the machine's, and the clients' sessions. */
  readonly machine: Readonly<MachineState>
  readonly sessions: Sessions

  /** On candidates: who granted their vote for currentTerm. */
  readonly votes: number

  /** On leaders, reinitialized after election: by server. */
  readonly nextIndex: readonly number[]
  readonly matchIndex: readonly number[]
  /** Followers that were sent entries and have not answered for them. */
  readonly awaiting: number
  /** Heartbeat rounds begun in this reign, the newest that each server answered, and the reads that wait for one. */
  readonly round: number
  readonly roundAnswered: readonly number[]
  readonly reads: readonly PendingRead[]
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
    commitIndex: server.commitIndex,
    lastApplied: server.lastApplied,
    durableIndex: server.durableIndex,
    machine: server.machine,
    sessions: server.sessions,
    votes: server.votes,
    nextIndex: server.nextIndex,
    matchIndex: server.matchIndex,
    awaiting: server.awaiting,
    round: server.round,
    roundAnswered: server.roundAnswered,
    reads: server.reads,
  }
}
