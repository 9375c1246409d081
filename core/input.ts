import type { Command } from './command.ts'
import type { Message } from './message.ts'
import type { DiskFile, Timer } from './effect.ts'

/** What can happen to a server from outside; Continue: it is time to apply some more. */
export const InputKind = {
  Message: 0,
  Timer: 1,
  Flushed: 2,
  Request: 3,
  Restored: 4,
  Continue: 5,
  Failed: 6,
} as const
export type InputKind = (typeof InputKind)[keyof typeof InputKind]

/** One thing that happens to a server. All kinds share one shape; the types say which fields a kind uses. */
export interface AnyInput {
  readonly kind: InputKind
  /** Message: what arrived. */
  readonly message: Message
  /** Timer: which of the server's armed timers fired. */
  readonly timer: Timer
  /**
   * Flushed: all that was written to this file up to the write marked with `index` and `term` is durable. Restored: the
   * machine has the state of the snapshot up to there. Failed: a write to this file, or its flush, did not succeed.
   */
  readonly file: DiskFile
  readonly index: number
  readonly term: number
  /** Flushed: the segment that this write went to, and the number of its last record (of the log's file; else 0). */
  readonly segment: number
  readonly number: number
  /** Request: what a client asks. */
  readonly command: Command
  /** Always: what the server's own clock reads, in microseconds. Clocks differ in what they read and in how fast they go. */
  readonly clock: number
}

type Fields<Kind extends InputKind, Names extends keyof AnyInput> = Pick<AnyInput, 'clock' | Names> & {
  readonly kind: Kind
}

/** What was written to a file is durable. */
export type Flushed = Fields<typeof InputKind.Flushed, 'file' | 'index' | 'term' | 'segment' | 'number'>

/** What happens to a server, told apart by `kind`. */
export type Input =
  | Fields<typeof InputKind.Message, 'message'>
  | Fields<typeof InputKind.Timer, 'timer'>
  | Flushed
  | Fields<typeof InputKind.Request, 'command'>
  | Fields<typeof InputKind.Restored, 'index' | 'term'>
  | Fields<typeof InputKind.Continue, never>
  | Fields<typeof InputKind.Failed, 'file'>
