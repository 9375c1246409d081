import { TraceKind } from './trace-event.ts'
import { TraceMessageKind } from './trace-message.ts'

/** What the lines of a trace mean where implementations differ. */
export interface Semantics {
  /** The kinds of events that are all in the trace: of those, none happened that it does not tell. A set of 1 << kind. */
  readonly complete: number
  /** The kinds of messages of which each one is in the trace where it is sent and where it is received. A set of 1 << kind. */
  readonly messages: number
  /** The state on a Receive is the one before it was processed, or after, or that is to be found out; on other events it is always after. */
  readonly receiveShows: 'before' | 'after' | 'either'
  /** A Send stands where the message is made; or where it leaves, when what it told may be true no more. */
  readonly sends: 'as made' | 'later'
  /** A leader's own log and a candidate's own vote count when a message from itself says so; or without one. */
  readonly selfMessages: boolean
  /** When an entry that brings a configuration puts it in force: voters that are shown go before. */
  readonly configuration: 'on append' | 'on apply'
  /** Lines of different servers are in the order in which they happened; or only those of one server are. */
  readonly order: 'total' | 'per server'
  /**
   * What is on a disk after a crash: what Persist told, and no more; at least that; what the last but one Ready showed, or
   * the last, because hosts finish one before the next; or nothing says.
   */
  readonly disk: 'as told' | 'at least as told' | 'by ready' | 'not told'
  /** A leader appends entries without a Propose: those by which it changes or leaves a configuration. */
  readonly appendsUnasked: boolean
}

/** Whether each event of a kind is in the trace. */
export function tellsAll(semantics: Semantics, kind: number): boolean {
  return (semantics.complete & (1 << kind)) !== 0
}

/** Whether each message of a kind is in the trace, where it was sent and where it was received. */
export function tellsMessages(semantics: Semantics, kind: number): boolean {
  return (semantics.messages & (1 << kind)) !== 0
}

/** Whether no message that has its receiver enter a term is missing. */
export function tellsOfTerms({ messages }: Semantics): boolean {
  const all = kindsOf(...Array.from({ length: TraceMessageKind.Other }, (_, kind) => kind))
  return (messages & all) === all
}

/** Whether whatever a server becomes is shown, by an event of its own or with another. */
export function showsEveryState(semantics: Semantics): boolean {
  return tellsAll(semantics, TraceKind.State) && tellsAll(semantics, TraceKind.Role)
}

/** A set of kinds. */
export function kindsOf(...kinds: readonly number[]): number {
  return kinds.reduce((set, kind) => set | (1 << kind), 0)
}
