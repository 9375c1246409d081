import { UNKNOWN, type TraceEntry } from './trace-event.ts'

/** The messages of Raft as implementations send them; those of which no rule says anything are `Other`. */
export const TraceMessageKind = {
  RequestVote: 0,
  Vote: 1,
  PreVote: 2,
  PreVoted: 3,
  Append: 4,
  Appended: 5,
  /** An AppendEntries that names no entry before it: it tells of the leader, and a commitIndex the follower is known to hold. */
  Heartbeat: 6,
  HeartbeatAnswer: 7,
  Snapshot: 8,
  SnapshotAnswer: 9,
  TimeoutNow: 10,
  Other: 11,
} as const
export type TraceMessageKind = (typeof TraceMessageKind)[keyof typeof TraceMessageKind]

/** The name of each kind, as the neutral format writes it. */
export const MESSAGE_NAMES = [
  'request-vote',
  'vote',
  'pre-vote',
  'pre-voted',
  'append',
  'appended',
  'heartbeat',
  'heartbeat-answer',
  'snapshot',
  'snapshot-answer',
  'timeout-now',
  'other',
] as const satisfies readonly string[]

/** A message, as far as a trace shows it: `UNKNOWN` or `null` where it does not. */
export interface TraceMessage {
  readonly kind: TraceMessageKind
  readonly from: number
  readonly to: number
  readonly term: number
  /** The candidate's last entry, the entry before those sent, the last one acknowledged or refused, a snapshot's last. */
  readonly index: number
  /** The term of that entry. */
  readonly logTerm: number
  /** How many entries it carries, and which. */
  readonly count: number
  readonly entries: readonly TraceEntry[] | null
  readonly commit: number
  /** Whether it refuses: 0 or 1. */
  readonly reject: number
  readonly hint: number
  /** A name that the trace gives to this one sending; `null` where it gives none. */
  readonly id: string | null
}

/** A message of which nothing is shown but who sends what to whom. */
export function blankTraceMessage(
  kind: TraceMessageKind,
  from: number,
  to: number,
): { -readonly [Key in keyof TraceMessage]: TraceMessage[Key] } {
  return {
    kind,
    from,
    to,
    term: UNKNOWN,
    index: UNKNOWN,
    logTerm: UNKNOWN,
    count: UNKNOWN,
    entries: null,
    commit: UNKNOWN,
    reject: UNKNOWN,
    hint: UNKNOWN,
    id: null,
  }
}
