import type { Semantics } from '../../harness/traces/semantics.ts'
import { tellsAll } from '../../harness/traces/semantics.ts'
import { TraceKind, UNKNOWN } from '../../harness/traces/trace-event.ts'
import type { Belief } from './belief.ts'
import { noFacts, type Facts } from './facts.ts'
import type { Place } from './fault.ts'
import { emptyNetwork, type Network } from './network.ts'
import type { TermLog } from './term-log.ts'

/** What a server may find on its disk when it starts: its term, its vote, its log. */
export interface Durable {
  readonly term: number
  readonly vote: number
  readonly commit: number
  readonly log: TermLog | null
  readonly at: Place
}

/** A server of the trace, and all that is believed of it. */
export interface Suspect {
  readonly server: number
  /** Empty before it first shows; never so afterwards. */
  beliefs: Belief[]
  up: boolean
  /** Between its start and what it does first: what it loaded shows piece by piece. */
  starting: boolean
  /** That start is the first, of which nothing says what it should load. */
  first: boolean
  /** Where it did something last, crashed last, and said last that it makes things durable. */
  at: Place
  crashedAt: Place | null
  /** Where its vote, its log and its commitIndex last became what they are. */
  votedAt: Place | null
  loggedAt: Place | null
  committedAt: Place | null
  /** What is on its disk for certain, and what may be: `ready`, which is being written; `since`, in order. */
  durable: Durable | null
  ready: Durable | null
  readyBefore: Place | null
  since: Durable[]
  /** Sets of servers, whose majorities decide; `UNKNOWN` until they show. */
  voters: number
  outgoing: number
  /** The configuration that was in force until the event that is judged. */
  former: { readonly voters: number; readonly outgoing: number } | null
  /** The one that it showed before the one that it shows now. */
  previous: { readonly voters: number; readonly outgoing: number } | null
  /** Up to where its state machine has applied; `UNKNOWN`, where that does not show. */
  applied: number
  /** Up to which index what it has committed is known to the whole case. */
  learned: number
}

/** A server that has not shown yet. */
export function newSuspect(server: number): Suspect {
  return {
    server,
    beliefs: [],
    up: true,
    starting: false,
    first: true,
    at: { file: 0, line: 0 },
    crashedAt: null,
    votedAt: null,
    loggedAt: null,
    committedAt: null,
    durable: null,
    ready: null,
    readyBefore: null,
    since: [],
    voters: UNKNOWN,
    outgoing: UNKNOWN,
    former: null,
    previous: null,
    applied: UNKNOWN,
    learned: 0,
  }
}

/** Everything that a judgement knows. */
export interface Case {
  readonly semantics: Semantics
  /** Whose majority decides at first; `UNKNOWN`: all. */
  readonly voters: number
  readonly name: (server: number) => string
  readonly facts: Facts
  readonly network: Network
  readonly suspects: Suspect[]
  /** Too much may happen unseen for steps to be followed: only rules of history apply. */
  readonly blind: boolean
  /** The fields that were ever shown of a server. */
  shown: number
  /** How many fields were shown, and how many of those something already known decided. */
  fields: number
  explained: number
  /** The most states that one server was believed to be in. */
  widest: number
  /** There were more than are kept: what is accepted from there on is not known to be so. */
  overflown: Place | null
}

/** A trace of which nothing has been read. */
export function newCase(semantics: Semantics, voters: number, name: (server: number) => string): Case {
  return {
    semantics,
    voters,
    name,
    facts: noFacts(),
    network: emptyNetwork(),
    suspects: [],
    blind: !tellsAll(semantics, TraceKind.Receive) || !tellsAll(semantics, TraceKind.Start),
    shown: 0,
    fields: 0,
    explained: 0,
    widest: 1,
    overflown: null,
  }
}
