import type { Value } from './command.ts'
import type { Entry } from './log/entry.ts'
import type { Message } from './message.ts'
import type { AppliedState, Snapshot } from './snapshots/snapshot.ts'

/** The timers a server may arm; each has at most one deadline. */
export const Timer = {
  Election: 0,
  Heartbeat: 1,
  /** Until it fires, a server has lately heard from a leader (6; dissertation 4.2.3). */
  Stickiness: 2,
  /** A leader looks whether it has heard from a quorum since the last time (dissertation 6.2). */
  Contact: 3,
  /** A leader gives up a transfer of its leadership (dissertation 3.10). */
  Transfer: 4,
} as const
export type Timer = (typeof Timer)[keyof typeof Timer]

/**
 * The files of a server's disk. Writes to different files may become durable in any order. The log's file is a journal
 * of all that was written to it, in a row of segments; of the others a write replaces what stood there before, once it
 * is durable.
 */
export const DiskFile = { Term: 0, Log: 1, Snapshot: 2, Machine: 3 } as const
export type DiskFile = (typeof DiskFile)[keyof typeof DiskFile]

/** What must be durable before a message or an answer may leave: all that was written to these files until then. */
export const Needs = { Nothing: 0, Term: 1, Log: 2, Snapshot: 4 } as const

/** What a server asks of the world around it. */
export const EffectKind = {
  Write: 0,
  Send: 1,
  Answer: 2,
  Arm: 3,
  Disarm: 4,
  Trim: 5,
  Restore: 6,
  Continue: 7,
  Stop: 8,
  Remove: 9,
} as const
export type EffectKind = (typeof EffectKind)[keyof typeof EffectKind]

/** A record of the term file: what Figure 2 has on stable storage beside the log. */
export interface TermRecord {
  readonly currentTerm: number
  readonly votedFor: number
}

/**
 * What a file holds, in the order written. Records of the log file are entries: one at index `i` also cuts whatever
 * an earlier record had put at `i` and after, if that was another, so that a cut and the append that caused it are one
 * record. One of kind `Base` cuts off the log's other end.
 */
export type DiskRecord = TermRecord | Entry | Snapshot | AppliedState

/** How a client's request ended, or where to try next. */
export const AnswerStatus = {
  Done: 0,
  Redirect: 1,
  /** The cluster will not do what was asked, and has done nothing of it. */
  Refused: 2,
  /** It was begun and given up: some of it, or all, may have been done, or be done yet. */
  Unknown: 3,
  /** The session is over: what was asked in it is not done now, and may have been before (dissertation 6.3). */
  Expired: 4,
} as const
export type AnswerStatus = (typeof AnswerStatus)[keyof typeof AnswerStatus]

/** An answer to a client. */
export interface Answer {
  readonly from: number
  readonly session: number
  readonly serial: number
  readonly status: AnswerStatus
  /** Done: what the operation gave back. */
  readonly value: Value
  /** Redirect: the server believed to lead, or `NOBODY`. */
  readonly leader: number
}

/** One thing asked of the world. All kinds share one shape; the types say which fields a kind uses. */
interface AnyEffect {
  readonly kind: EffectKind
  /** Send, Answer: a set of `Needs`. */
  readonly needs: number
  readonly message: Message | null
  readonly answer: Answer | null
  /** Write, Trim, Remove: the file; Arm, Disarm: the timer. */
  readonly which: number
  /** Write: the records, in order; a crash may leave only the first few of them. */
  readonly records: readonly DiskRecord[]
  /**
   * Write, Restore: the mark, index and term, that comes back when it is durable, or done. Arm: the least and the most
   * microseconds. Trim: records kept. Continue: the next entry to apply.
   */
  readonly first: number
  readonly second: number
  /** Write: the segment of the file that the records go to, which comes back too. Remove: the segment that is to go. */
  readonly segment: number
  /** Write, of the log's file: the first record's number; that of the last comes back. The records are stored with their numbers. */
  readonly number: number
  /** Write, of the log's file: up to which number all is known to be durable. The records are stored with it, so that they vouch for those. */
  readonly durable: number
}

/** Puts records at the end of a file; durable only once a Flushed input says so. */
export interface Write extends AnyEffect {
  readonly kind: typeof EffectKind.Write
}
/** Sends a message, once what it needs is durable. */
export interface Send extends AnyEffect {
  readonly kind: typeof EffectKind.Send
  readonly message: Message
}
/** Answers a client, once what it needs is durable. */
export interface Reply extends AnyEffect {
  readonly kind: typeof EffectKind.Answer
  readonly answer: Answer
}
/** Arms a timer anew: it fires no earlier than `first` and is to be drawn from `first` to `second`. */
export interface Arm extends AnyEffect {
  readonly kind: typeof EffectKind.Arm
}
/** Forgets a timer. */
export interface Disarm extends AnyEffect {
  readonly kind: typeof EffectKind.Disarm
}
/** Recovery only: keeps a file's first records and forgets the rest. */
export interface Trim extends AnyEffect {
  readonly kind: typeof EffectKind.Trim
}

/** Has the machine take over the state of a snapshot; a Restored input says when it has. */
export interface Restore extends AnyEffect {
  readonly kind: typeof EffectKind.Restore
}

/** Has the machine go on with more entries that are committed; a Continue input says that it is time. */
export interface Continue extends AnyEffect {
  readonly kind: typeof EffectKind.Continue
}

/** Stops the server, as a crash does, or keeps it from starting: it cannot trust its disk. Nothing asked for behind it is done. */
export interface Stop extends AnyEffect {
  readonly kind: typeof EffectKind.Stop
}

/** Removes a segment of a file. It takes a while; removals are done in the order asked, and those that a crash comes before are not done. */
export interface Remove extends AnyEffect {
  readonly kind: typeof EffectKind.Remove
}

/** What a server asks for, told apart by `kind`. */
export type Effect = Write | Send | Reply | Arm | Disarm | Trim | Restore | Continue | Stop | Remove

/** The first segment of a file, and the only one of most. */
export const FIRST_SEGMENT = 1

const NO_RECORDS: readonly DiskRecord[] = []

/** Puts records at the end of a file other than the log's; (index, term) is the mark that comes back when they are durable. */
export function write(file: DiskFile, records: readonly DiskRecord[], index: number, term: number): Effect {
  return effect(EffectKind.Write, Needs.Nothing, null, null, file, records, index, term, FIRST_SEGMENT)
}

/** Puts records at the end of the log's file, in this segment: the first has this number, and all of them vouch for what is durable. */
export function writeJournal(
  records: readonly DiskRecord[],
  index: number,
  term: number,
  segment: number,
  number: number,
  durable: number,
): Effect {
  const { Nothing } = Needs
  const { Log } = DiskFile
  return effect(EffectKind.Write, Nothing, null, null, Log, records, index, term, segment, number, durable)
}

/** Sends a message once what it `needs` is durable. */
export function send(message: Message, needs: number): Effect {
  return effect(EffectKind.Send, needs, message, null, 0, NO_RECORDS, 0, 0)
}

/** Answers a client once what the answer `needs` is durable. */
export function answerTo(answer: Answer, needs: number): Effect {
  return effect(EffectKind.Answer, needs, null, answer, 0, NO_RECORDS, 0, 0)
}

/** Arms a timer anew, to fire after `least` to `most` microseconds. */
export function arm(timer: Timer, least: number, most: number): Effect {
  return effect(EffectKind.Arm, Needs.Nothing, null, null, timer, NO_RECORDS, least, most)
}

/** Forgets a timer. */
export function disarm(timer: Timer): Effect {
  return effect(EffectKind.Disarm, Needs.Nothing, null, null, timer, NO_RECORDS, 0, 0)
}

/** Keeps the first records of a file and forgets the rest. */
export function trim(file: DiskFile, kept: number): Effect {
  return effect(EffectKind.Trim, Needs.Nothing, null, null, file, NO_RECORDS, kept, 0)
}

/** Has the machine take over the state of the snapshot up to (index, term). */
export function restore(index: number, term: number): Effect {
  return effect(EffectKind.Restore, Needs.Nothing, null, null, 0, NO_RECORDS, index, term)
}

/** Has the machine go on with the entry at `index` and those behind it. */
export function continueFrom(index: number): Effect {
  return effect(EffectKind.Continue, Needs.Nothing, null, null, 0, NO_RECORDS, index, 0)
}

/** Stops the server, or keeps it from starting. */
export function stop(): Effect {
  return effect(EffectKind.Stop, Needs.Nothing, null, null, 0, NO_RECORDS, 0, 0)
}

/** Removes a segment of a file. */
export function remove(file: DiskFile, segment: number): Effect {
  return effect(EffectKind.Remove, Needs.Nothing, null, null, file, NO_RECORDS, 0, 0, segment)
}

/** The one place that lays out an effect. */
function effect(
  kind: EffectKind,
  needs: number,
  message: Message | null,
  answer: Answer | null,
  which: number,
  records: readonly DiskRecord[],
  first: number,
  second: number,
  segment = 0,
  number = 0,
  durable = 0,
): Effect {
  const laid: AnyEffect = {
    kind,
    needs,
    message,
    answer,
    which,
    records,
    first,
    second,
    segment,
    number,
    durable,
  }
  return laid as Effect
}
