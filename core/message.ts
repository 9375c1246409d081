import type { Entry } from './log/entry.ts'

/** The paper's RPCs (Figure 2), each as two one-way messages. */
export const MessageKind = { RequestVote: 0, Vote: 1, AppendEntries: 2, Appended: 3 } as const
export type MessageKind = (typeof MessageKind)[keyof typeof MessageKind]

/**
 * A message between two servers. All kinds share one shape, which the hot loop needs; the types below say which
 * fields a kind uses. Fields that a kind does not use are 0, false or empty.
 */
interface AnyMessage {
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
}

type Fields<Kind extends MessageKind, Names extends keyof AnyMessage> = Pick<
  AnyMessage,
  'from' | 'to' | 'term' | Names
> & {
  readonly kind: Kind
}

/** A candidate asks for a vote and says how far its log reaches (5.2, 5.4.1). */
export type RequestVote = Fields<typeof MessageKind.RequestVote, 'lastLogIndex' | 'lastLogTerm'>

/** The answer to a RequestVote. */
export type Vote = Fields<typeof MessageKind.Vote, 'voteGranted'>

/** A leader replicates entries, or with none of them says that it is there (5.3); `round` counts its read rounds (8). */
export type AppendEntries = Fields<
  typeof MessageKind.AppendEntries,
  'prevLogIndex' | 'prevLogTerm' | 'entries' | 'leaderCommit' | 'round'
>

/**
 * The answer to an AppendEntries: up to where the logs now match, or, on a refusal, where they may part: the term of
 * the entry in the way (0 when the log is too short) and the first index it could be sent from (end of 5.3).
 */
export type Appended = Fields<
  typeof MessageKind.Appended,
  'success' | 'matchIndex' | 'conflictIndex' | 'conflictTerm' | 'round'
>

/** A message between two servers, told apart by `kind`. */
export type Message = RequestVote | Vote | AppendEntries | Appended

const NO_ENTRIES: readonly Entry[] = []

/** A RequestVote from a candidate whose log ends with (lastLogIndex, lastLogTerm). */
export function requestVote(
  from: number,
  to: number,
  term: number,
  lastLogIndex: number,
  lastLogTerm: number,
): Message {
  return message(
    MessageKind.RequestVote,
    from,
    to,
    term,
    lastLogIndex,
    lastLogTerm,
    false,
    0,
    0,
    NO_ENTRIES,
    0,
    0,
    false,
    0,
    0,
    0,
  )
}

/** The answer to a RequestVote. */
export function vote(from: number, to: number, term: number, voteGranted: boolean): Message {
  return message(MessageKind.Vote, from, to, term, 0, 0, voteGranted, 0, 0, NO_ENTRIES, 0, 0, false, 0, 0, 0)
}

/** An AppendEntries whose entries follow (prevLogIndex, prevLogTerm). */
export function appendEntries(
  from: number,
  to: number,
  term: number,
  prevLogIndex: number,
  prevLogTerm: number,
  entries: readonly Entry[],
  leaderCommit: number,
  round: number,
): Message {
  return message(
    MessageKind.AppendEntries,
    from,
    to,
    term,
    0,
    0,
    false,
    prevLogIndex,
    prevLogTerm,
    entries,
    leaderCommit,
    round,
    false,
    0,
    0,
    0,
  )
}

/** The answer that the logs match up to `matchIndex`. */
export function appended(from: number, to: number, term: number, matchIndex: number, round: number): Message {
  return message(
    MessageKind.Appended,
    from,
    to,
    term,
    0,
    0,
    false,
    0,
    0,
    NO_ENTRIES,
    0,
    round,
    true,
    matchIndex,
    0,
    0,
  )
}

/** The answer that the logs part, with a hint to where. */
export function refused(
  from: number,
  to: number,
  term: number,
  conflictIndex: number,
  conflictTerm: number,
  round: number,
): Message {
  return message(
    MessageKind.Appended,
    from,
    to,
    term,
    0,
    0,
    false,
    0,
    0,
    NO_ENTRIES,
    0,
    round,
    false,
    0,
    conflictIndex,
    conflictTerm,
  )
}

/** The answer to a leader of an older term: it tells of the newer one, and of nothing else. */
export function outdated(from: number, to: number, term: number): Message {
  return refused(from, to, term, 0, 0, 0)
}

/** Whether an answer says only that its request came from an older term; a true conflict has an index of at least 1. */
export function isOutdated(answer: Appended): boolean {
  return !answer.success && answer.conflictIndex === 0
}

/** The one place that lays out a message, so that all of them have one hidden class. */
function message(
  kind: MessageKind,
  from: number,
  to: number,
  term: number,
  lastLogIndex: number,
  lastLogTerm: number,
  voteGranted: boolean,
  prevLogIndex: number,
  prevLogTerm: number,
  entries: readonly Entry[],
  leaderCommit: number,
  round: number,
  success: boolean,
  matchIndex: number,
  conflictIndex: number,
  conflictTerm: number,
): Message {
  const laid: AnyMessage = {
    kind,
    from,
    to,
    term,
    lastLogIndex,
    lastLogTerm,
    voteGranted,
    prevLogIndex,
    prevLogTerm,
    entries,
    leaderCommit,
    round,
    success,
    matchIndex,
    conflictIndex,
    conflictTerm,
  }
  return laid as Message
}
