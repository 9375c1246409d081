import { NOBODY, TraceRole, UNKNOWN } from '../../harness/traces/trace-event.ts'
import type { Sent } from './network.ts'
import { logUpTo, sameLog, type TermLog } from './term-log.ts'

/** What a server has done with the message it took last: a set of bits. */
export const Done = { Entered: 1, Voted: 2, Appended: 4, Refused: 8 } as const

/** What has been shown of a server since it took that message: a set of bits. */
export const Shown = { Term: 1, Vote: 2, Last: 4, Commit: 8 } as const

/**
 * One state in which a server may be, as far as its trace tells; mostly there is only one. What it may do without being
 * asked, and what the message in its hand allows, is read off it.
 */
export interface Belief {
  /** Its currentTerm; a lower bound, where it is not `exact`. */
  term: number
  exact: boolean
  vote: number
  role: TraceRole | typeof UNKNOWN
  /** Its commitIndex is between these. */
  commitLow: number
  commitHigh: number
  /** `null`: nothing is known of its log. */
  log: TermLog | null
  /** The message in its hand. */
  input: Sent | null
  /** The last whole snapshot that came: it may be put in place later, once it is saved. */
  saved: Sent | null
  done: number
  shown: number
  /** On candidates, a set: who has given it a vote. -1: not known. */
  votes: number
  /** On leaders, by server: up to where it has acknowledged. `null`: not known. */
  match: number[] | null
  /** It may have led its term, with acknowledgements that were not seen. */
  ledUnseen: boolean
  /** On leaders: commands accepted and not yet seen in its log. */
  proposed: number
  /** On followers: up to where its log is known to agree with the leader of its term. */
  verified: number
}

/** A server that has never run: nothing is known of it before its trace begins. */
export function blankBelief(): Belief {
  return {
    term: 0,
    exact: false,
    vote: UNKNOWN,
    role: UNKNOWN,
    commitLow: 0,
    commitHigh: Infinity,
    log: null,
    input: null,
    saved: null,
    done: 0,
    shown: 0,
    votes: -1,
    match: null,
    ledUnseen: false,
    proposed: 0,
    verified: Infinity,
  }
}

/** The private copy of a step. */
export function copyOf(belief: Belief): Belief {
  return {
    term: belief.term,
    exact: belief.exact,
    vote: belief.vote,
    role: belief.role,
    commitLow: belief.commitLow,
    commitHigh: belief.commitHigh,
    log: belief.log,
    input: belief.input,
    saved: belief.saved,
    done: belief.done,
    shown: belief.shown,
    votes: belief.votes,
    match: belief.match,
    ledUnseen: belief.ledUnseen,
    proposed: belief.proposed,
    verified: belief.verified,
  }
}

/** Whether two are the same state, reached in the same way. */
export function sameBelief(one: Belief, other: Belief): boolean {
  return (
    one.term === other.term &&
    one.exact === other.exact &&
    one.vote === other.vote &&
    one.role === other.role &&
    one.commitLow === other.commitLow &&
    one.commitHigh === other.commitHigh &&
    one.input === other.input &&
    one.saved === other.saved &&
    one.done === other.done &&
    one.shown === other.shown &&
    one.votes === other.votes &&
    one.ledUnseen === other.ledUnseen &&
    one.proposed === other.proposed &&
    one.verified === other.verified &&
    (one.match === other.match ||
      (one.match !== null && other.match !== null && String(one.match) === String(other.match))) &&
    (one.log === other.log || (one.log !== null && other.log !== null && sameLog(one.log, other.log)))
  )
}

/** It enters a term, as a follower that has voted for nobody. */
export function enterTerm(belief: Belief, term: number): void {
  belief.term = term
  belief.vote = NOBODY
  belief.role = TraceRole.Follower
  belief.votes = 0
  belief.match = null
  belief.ledUnseen = false
  belief.proposed = 0
  belief.verified = 0
}

/** It starts with what its disk holds. */
export function startedWith(term: number, vote: number, log: TermLog | null, commitHigh: number): Belief {
  const belief = blankBelief()
  enterTerm(belief, Math.max(term, 0))
  belief.exact = term !== UNKNOWN
  belief.vote = vote
  belief.log = log
  belief.commitHigh = commitHigh
  return belief
}

/** So much may have happened to it unseen that only what can not go back is still known: nothing, if it may have crashed. */
export function forget(belief: Belief, restarts: boolean): void {
  if (restarts) {
    belief.term = 0
    belief.vote = UNKNOWN
    belief.commitLow = 0
  }
  belief.exact = false
  if (belief.vote === NOBODY) belief.vote = UNKNOWN
  belief.role = UNKNOWN
  belief.commitHigh = Infinity
  belief.log = null
  belief.input = null
  belief.votes = -1
  belief.match = null
  belief.verified = Infinity
}

/** A log that is what a trace shows of its end. */
export function shownLog(last: number, lastTerm: number): TermLog | null {
  return last === UNKNOWN ? null : logUpTo(last, lastTerm)
}
