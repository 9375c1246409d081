import type { TraceMessage } from './trace-message.ts'

/** A number that a trace does not show. */
export const UNKNOWN = -2

/** A vote for nobody. */
export const NOBODY = -1

/** What a line of a trace tells. */
export const TraceKind = {
  /** A server started, and shows what it loaded from its disk. */
  Start: 0,
  /** A server is gone, with all that was not durable. */
  Crash: 1,
  /** A message reached a server. */
  Receive: 2,
  /** A message left a server or, where sends are queued, was made ready to leave it. */
  Send: 3,
  /** A server entered a role. */
  Role: 4,
  /** A leader accepted a command, and is about to append it. */
  Propose: 5,
  /** A leader looked what it may commit. */
  Commit: 6,
  /** All that a server holds now is about to be made durable, and then the messages waiting for that leave it. */
  Ready: 7,
  /** Something is durable from here on. */
  Persist: 8,
  /** The state machine took entries. */
  Apply: 9,
  /** The state machine took over a snapshot. */
  Restore: 10,
  /** A configuration came into force. */
  Configure: 11,
  /** A client asked to read, and was told up to where it has to be applied. */
  ReadAsked: 12,
  ReadAnswered: 13,
  /** Nothing but the server's state. */
  State: 14,
} as const
export type TraceKind = (typeof TraceKind)[keyof typeof TraceKind]

/** The name of each kind of event, as the neutral format writes it and `complete` in its header lists it. */
export const KIND_NAMES = [
  'start',
  'crash',
  'receive',
  'send',
  'role',
  'propose',
  'commit',
  'ready',
  'persist',
  'apply',
  'restore',
  'configure',
  'read-asked',
  'read-answered',
  'state',
] as const satisfies readonly string[]

/** The roles that a trace can show. */
export const TraceRole = { Follower: 0, PreCandidate: 1, Candidate: 2, Leader: 3 } as const
export type TraceRole = (typeof TraceRole)[keyof typeof TraceRole]

/** What a line shows of a server; `UNKNOWN` or `null` where it shows nothing. Servers are numbers, by first mention. */
export interface TraceState {
  readonly term: number
  /** `NOBODY`: it has not voted in this term. */
  readonly vote: number
  readonly commit: number
  /** The index of its last entry, and the term of that. */
  readonly last: number
  readonly lastTerm: number
  readonly role: TraceRole | typeof UNKNOWN
  /** The servers whose majorities decide, as sets of bits; `outgoing` is empty but in a joint configuration. */
  readonly voters: number
  readonly outgoing: number
}

/** A log entry, as far as it is shown. */
export interface TraceEntry {
  readonly index: number
  readonly term: number
  /** What it holds, or a digest of that: equal for equal commands. `null`: not shown. */
  readonly content: string | null
  /** The configuration that it brings, where it brings one and shows it. */
  readonly voters: number
  readonly outgoing: number
}

/**
 * One event of a trace. All kinds have this one shape; what a kind does not use, or the trace does not show, is
 * `UNKNOWN` or `null`.
 */
export interface TraceEvent {
  readonly kind: TraceKind
  /** Which of the trace's files it is from, and the line there, from 1. */
  readonly file: number
  readonly line: number
  readonly server: number
  /** What the trace itself calls it. */
  readonly name: string
  readonly state: TraceState | null
  readonly message: TraceMessage | null
  /** Persist: term, vote and commitIndex that are durable now; `last`: the log is, up to there. */
  readonly hard: TraceState | null
  /** Persist and Apply: these entries. */
  readonly entries: readonly TraceEntry[] | null
  /** Restore, and a Persist of a snapshot: its last entry. ReadAnswered: the index to be applied. */
  readonly index: number
  readonly term: number
  /** Start: up to where the state machine is; else `UNKNOWN`. */
  readonly applied: number
  /** ReadAsked and ReadAnswered: which read. */
  readonly context: string | null
}

/** An event of which only kind, place and server are known; the one place that lays it out. */
export function blankEvent(
  kind: TraceKind,
  file: number,
  line: number,
  server: number,
  name: string,
): { -readonly [Key in keyof TraceEvent]: TraceEvent[Key] } {
  return {
    kind,
    file,
    line,
    server,
    name,
    state: null,
    message: null,
    hard: null,
    entries: null,
    index: UNKNOWN,
    term: UNKNOWN,
    applied: UNKNOWN,
    context: null,
  }
}

/** A server of which nothing is shown. */
export function blankState(): { -readonly [Key in keyof TraceState]: TraceState[Key] } {
  return {
    term: UNKNOWN,
    vote: UNKNOWN,
    commit: UNKNOWN,
    last: UNKNOWN,
    lastTerm: UNKNOWN,
    role: UNKNOWN,
    voters: UNKNOWN,
    outgoing: UNKNOWN,
  }
}
