/**
 * A run as a picture needs it: what happened, action by action, and what of each server became another by it. Plain data,
 * told once for all (positions count the actions from 1; 0 is the start), so that it can be written into a page.
 */
export interface Story {
  readonly title: string
  readonly file: string
  readonly target: string
  readonly servers: number
  /** What they are called. */
  readonly names: readonly string[]
  /** The sessions that ask something, by number. */
  readonly sessions: readonly number[]
  /** Each entry that ever stood in a log, once. */
  readonly entries: readonly StoryEntry[]
  /** What the servers are before the first action. */
  readonly beginning: readonly Sight[]
  readonly moments: readonly Moment[]
  readonly passages: readonly Passage[]
  readonly operations: readonly OperationSpan[]
  /** Whenever links were cut or mended: by server, the set of those that it cannot reach from then on. */
  readonly cuts: readonly (readonly [position: number, unreachable: readonly number[]])[]
  /** What the file says in comments, and before which action. */
  readonly remarks: readonly (readonly [position: number, text: string])[]
  readonly violations: readonly StoryViolation[]
  /** What the file expected and did not find, and after which action. */
  readonly failures: readonly (readonly [position: number, line: number, expected: string, found: string])[]
  /** How many actions of the file the run did not reach. */
  readonly unplayed: number
  /** What the story of a trace has besides: its moments are events that somebody else wrote down. */
  readonly trace?: TraceTold
}

/** What was made of a trace. Its events have no time, only lines. */
export interface TraceTold {
  readonly verdict: 'accept' | 'reject' | 'undecided'
  /** How many events were judged; the moments may be a part of them. */
  readonly judged: number
  /** The servers, where there is no room for their names. */
  readonly shortNames: readonly string[]
  /** What to know of the picture as a whole: of what part it is, and what is not told. */
  readonly remarks: readonly string[]
  /** By moment: what the trace calls it, and what its line shows of the server. */
  readonly shown: readonly string[]
}

/** A number that is not known. */
export const UNTOLD = -2

/** An entry of a log: its term, in a word what it holds, and in full. */
export type StoryEntry = readonly [term: number, short: string, full: string]

/** What a server is seen to be: `Role` of core/server.ts, or one of these. */
export const DOWN = 4
/** It will never start again. */
export const GONE = 5
/** Nothing was told of it so far. */
export const UNSEEN = 6

/** A server at one instant. Of one that is down it is its disk that is told. */
export interface Sight {
  readonly role: number
  readonly term: number
  /** -1: nobody. */
  readonly vote: number
  readonly commit: number
  readonly applied: number
  /** The entries up to this index are gone from the log, or in a trace not told; `UNTOLD`: nothing of the log is. */
  readonly base: number
  /** Those behind it, by their numbers in `Story.entries`. */
  readonly log: readonly number[]
  /** Up to which index the log is on stable storage. */
  readonly durable: number
  /** The last entry of the snapshot on stable storage; 0: there is none. */
  readonly snapshot: number
  /** Term and vote on stable storage; a term of -1: what was there is damaged. */
  readonly storedTerm: number
  readonly storedVote: number
  /** What was begun to be written and is not durable, in words. */
  readonly writing: string
  /** How many messages and answers wait for that. */
  readonly held: number
  /** What else there is to say of it: a stalled disk, a refusal to start. */
  readonly condition: string
}

/** What became another of a server; of its log, up to which index it stays, and what follows. */
export type Change = Partial<Omit<Sight, 'log'>> & {
  readonly log?: readonly [keeps: number, ...entries: number[]]
}

/** Kinds of moments beside `ActionKind`: a server stands for election, as a trace tells it. */
export const STOOD = 24
/** Whatever else a trace tells of a server: a message leaves it, or it shows what it is. */
export const TOLD = 25

/** One action. */
export type Moment = readonly [
  /** Its line in the file; 0 in a calm, which no line tells. */
  line: number,
  /** Virtual time, in microseconds. */
  at: number,
  /** `ActionKind`, `STOOD` or `TOLD`. */
  kind: number,
  /** The lane that it is on; -1 where it is on none. */
  lane: number,
  text: string,
  ...changes: (readonly [server: number, change: Change])[],
]

/** How a message, or a copy of it, ended. */
export const End = { Delivered: 0, Copied: 1, Dropped: 2 } as const

/** What a client asks of a server, and what it is answered, beside the kinds of `MessageKind`. */
export const ASK = 11
/** An answer on its way to a client. */
export const ANSWER = 12

/** A message on its way, or what a client asks and is answered. Lanes are the servers, and after them `Story.sessions`. */
export type Passage = readonly [
  from: number,
  to: number,
  /** `MessageKind`, `ASK` or `ANSWER`. */
  kind: number,
  /** Its name, the link aside. */
  name: string,
  /** What it says, in words. */
  detail: string,
  sent: number,
  /** Positions, each followed by its `End`. */
  ...ends: number[],
]

/** An operation of a client. */
export interface OperationSpan {
  readonly lane: number
  readonly name: string
  /** What it is to do. */
  readonly deed: string
  readonly from: number
  /** 0: it was never settled. */
  readonly until: number
  readonly result: string
  /** Whether the history is not linearizable, and this is one of the operations that show it. */
  readonly marked: boolean
}

/** What the run violated. */
export interface StoryViolation {
  readonly property: string
  readonly grade: string
  readonly title: string
  readonly promise: string
  readonly action: number
  readonly servers: readonly number[]
  readonly evidence: readonly string[]
  /** What would have been allowed instead, where that is told. */
  readonly allowed?: readonly string[]
}

/** One link in the chain that led to a violation. */
export interface Cause {
  /** Which action, from 1. */
  readonly position: number
  readonly text: string
}
