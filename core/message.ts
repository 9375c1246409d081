import type { Command } from './command.ts'
import type { Entry } from './log/entry.ts'
import type { Mutable } from './server.ts'
import type { SnapshotChunk } from './snapshots/snapshot.ts'

/** The paper's RPCs (Figures 2 and 13), each as two one-way messages, and the dissertation's of 9.6, 3.10 and 6.4. */
export const MessageKind = {
  RequestVote: 0,
  Vote: 1,
  AppendEntries: 2,
  Appended: 3,
  InstallSnapshot: 4,
  Installed: 5,
  PreVote: 6,
  PreVoted: 7,
  TimeoutNow: 8,
  AskReadIndex: 9,
  ReadIndex: 10,
} as const
export type MessageKind = (typeof MessageKind)[keyof typeof MessageKind]

/**
 * A message between two servers. All kinds share one shape, which the hot loop needs; the types below say which
 * fields a kind uses. Fields that a kind does not use are 0, false, empty or null.
 */
export interface AnyMessage {
  readonly kind: MessageKind
  readonly from: number
  readonly to: number
  /** The sender's currentTerm. */
  readonly term: number
  readonly lastLogIndex: number
  readonly lastLogTerm: number
  readonly voteGranted: boolean
  readonly prevLogIndex: number
  readonly prevLogTerm: number
  readonly entries: readonly Entry[]
  readonly leaderCommit: number
  readonly round: number
  readonly success: boolean
  readonly matchIndex: number
  readonly conflictIndex: number
  readonly conflictTerm: number
  readonly byTransfer: boolean
  readonly chunk: SnapshotChunk | null
  readonly command: Command | null
  readonly readIndex: number
}

type Fields<Kind extends MessageKind, Names extends keyof AnyMessage> = Pick<
  AnyMessage,
  'from' | 'to' | 'term' | Names
> & {
  readonly kind: Kind
}

/**
 * A candidate asks for a vote and says how far its log reaches (5.2, 5.4.1), and whether the leader itself wanted the
 * election, so that nobody denies the vote for the leader's sake (dissertation 4.2.3).
 */
export type RequestVote = Fields<
  typeof MessageKind.RequestVote,
  'lastLogIndex' | 'lastLogTerm' | 'byTransfer'
>

/** The answer to a RequestVote. */
export type Vote = Fields<typeof MessageKind.Vote, 'voteGranted'>

/** A leader replicates entries, or with none of them says that it is there (5.3); `round` counts its read rounds (8). */
export type AppendEntries = Fields<
  typeof MessageKind.AppendEntries,
  'prevLogIndex' | 'prevLogTerm' | 'entries' | 'leaderCommit' | 'round'
>

/**
 * The answer to an AppendEntries: up to where the logs now match, or, on a refusal, which entry was not found and where
 * the logs may part: the term of the entry in the way (0 when the log is too short) and the first index it could be sent
 * from (end of 5.3).
 */
export type Appended = Fields<
  typeof MessageKind.Appended,
  'success' | 'matchIndex' | 'prevLogIndex' | 'conflictIndex' | 'conflictTerm' | 'round'
>

/** A leader sends a part of its snapshot to a follower that lacks entries which the leader has no more (Figure 13). */
export type InstallSnapshot = Fields<typeof MessageKind.InstallSnapshot, 'round'> & {
  readonly chunk: SnapshotChunk
}

/**
 * The answer to an InstallSnapshot: which snapshot, and at which offset it is to go on. `done`: the follower holds, on
 * stable storage, all that the snapshot stands for.
 */
export type Installed = Fields<typeof MessageKind.Installed, 'round'> & { readonly chunk: SnapshotChunk }

/** A server asks whether it would be given votes in `term`, which it has not entered yet (dissertation 9.6). */
export type PreVote = Fields<typeof MessageKind.PreVote, 'lastLogIndex' | 'lastLogTerm'>

/** The answer to a PreVote: granted for the term that was asked about; denied in the sender's own. */
export type PreVoted = Fields<typeof MessageKind.PreVoted, 'voteGranted'>

/** A leader has a follower begin an election at once (dissertation 3.10). */
export type TimeoutNow = Fields<typeof MessageKind.TimeoutNow, never>

/** A follower that a client asked to read asks the leader how far the log may be committed (dissertation 6.4). */
export type AskReadIndex = Fields<typeof MessageKind.AskReadIndex, never> & { readonly command: Command }

/** The answer to an AskReadIndex, with the read that it is for. */
export type ReadIndex = Fields<typeof MessageKind.ReadIndex, 'readIndex'> & { readonly command: Command }

/** A message between two servers, told apart by `kind`. */
export type Message =
  | RequestVote
  | Vote
  | AppendEntries
  | Appended
  | InstallSnapshot
  | Installed
  | PreVote
  | PreVoted
  | TimeoutNow
  | AskReadIndex
  | ReadIndex

const NO_ENTRIES: readonly Entry[] = []

/** The one place that lays out a message, so that all of them have one hidden class; its maker sets the fields of its kind. */
export function blankMessage(kind: MessageKind, from: number, to: number, term: number): Mutable<AnyMessage> {
  return {
    kind,
    from,
    to,
    term,
    lastLogIndex: 0,
    lastLogTerm: 0,
    voteGranted: false,
    prevLogIndex: 0,
    prevLogTerm: 0,
    entries: NO_ENTRIES,
    leaderCommit: 0,
    round: 0,
    success: false,
    matchIndex: 0,
    conflictIndex: 0,
    conflictTerm: 0,
    byTransfer: false,
    chunk: null,
    command: null,
    readIndex: 0,
  }
}
