import type { Command } from '../../core/command.ts'
import type { Answer } from '../../core/effect.ts'
import type { Message } from '../../core/message.ts'
import type { Observation } from '../observation.ts'
import { action, ActionKind, type Action } from './action.ts'

/** A message on its way, and its turn among the messages of its kind and term on its link. */
export interface InFlight {
  readonly message: Message
  readonly turn: number
}

/** An answer on its way to a client, and its turn among the answers of its server to its operation. */
export interface AnswerInFlight {
  readonly answer: Answer
  readonly turn: number
}

/**
 * What an action changed. One object serves a whole run: whoever wants to keep something of it copies that.
 */
export interface Transition {
  /** Which action of the run this was, from 1; 0 while the servers start. */
  position: number
  action: Action
  /** The server that stepped, crashed or started; -1 when none did. */
  server: number
  before: Observation | undefined
  after: Observation | undefined
  /** A set of `Changed` bits. */
  changed: number
  /** Digest of the server's replicated state; only where it applied something. */
  stateDigest: number
  /** The message, or the client's command, that the server stepped on; null where it was another input. */
  heard: Message | null
  asked: Command | null
  /** What went out on the network. */
  readonly sent: InFlight[]
  /** The answers that left for clients. */
  readonly answers: AnswerInFlight[]
  /**
   * For an Answer that the client still waited for: one that settles what it asked or, `redirected`, one after which it
   * goes on waiting, because it is sent on or still cannot tell; else null.
   */
  answered: Answer | null
  redirected: Answer | null
  /** Answered: it is certain that nothing was done of what was asked, nor will be, because it was asked but once. */
  failed: boolean
  /** Timers armed anew, and files written to, on the server: sets of bits. */
  armed: number
  wrote: number
  /** Flush: how many writes to the file were under way still, when the server was told. */
  behind: number
  /** How many messages and answers were held back in it, until what they need is durable. */
  holds: number
  /** The server's machine began to take over the state of a snapshot. */
  restores: boolean
  /** There are entries left for the server's machine to go on with. */
  continues: boolean
  /** How many segments the server began to remove. */
  removes: number
  /** At a start: of a write to the log's file that counts only whole, a base with what goes with it, it keeps a part. */
  keepsPart: boolean
  /** Changed.Durable: the last entry that became durable with the log's file (0: none did), and with a snapshot. */
  durableIndex: number
  durableTerm: number
  durableSnapshot: number
}

/** The transition of a run that has yet to begin. */
export function blankTransition(): Transition {
  return {
    position: 0,
    action: action(ActionKind.Restart, 0, 0, 0, 0, 0, 0, 0),
    server: -1,
    before: undefined,
    after: undefined,
    changed: 0,
    stateDigest: 0,
    heard: null,
    asked: null,
    sent: [],
    answers: [],
    answered: null,
    redirected: null,
    failed: false,
    armed: 0,
    wrote: 0,
    behind: 0,
    holds: 0,
    restores: false,
    continues: false,
    removes: 0,
    keepsPart: false,
    durableIndex: 0,
    durableTerm: 0,
    durableSnapshot: 0,
  }
}
