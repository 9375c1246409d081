/**
 * What a client may ask: of the replicated state machine, where it is the machine's affair which ones it knows, or of
 * the cluster itself.
 */
export const Operation = {
  Read: 0,
  Write: 1,
  Swap: 2,
  Append: 3,
  /** To have other members (6). */
  Reconfigure: 4,
  /** To have another leader (dissertation 3.10). */
  TransferLeadership: 5,
  /** To have a session, before anything else is asked in it (dissertation 6.3). */
  Register: 6,
} as const
export type Operation = (typeof Operation)[keyof typeof Operation]

/** Whether an operation is for the cluster itself, not for the machine that it replicates. */
export function isAdministrative(operation: Operation): boolean {
  return operation === Operation.Reconfigure || operation === Operation.TransferLeadership
}

/**
 * One operation of a client. A session has at most one operation in flight; a client with several holds as many
 * sessions. `serial` counts a session's operations from 1, so that a retry is known for what it is (paper 8).
 */
export interface Command {
  /** The client's own number, to which answers go. */
  readonly session: number
  /** 0: the request for a session. */
  readonly serial: number
  /** What the cluster calls the session: the index of the entry that registered it; 0 where clients do not register. */
  readonly registration: number
  readonly operation: Operation
  readonly key: number
  /** What to write, to append, or to put in place of `expected`; the voters to be, a set; the server that is to lead. */
  readonly value: number
  /** Swap: the value that must be there for the swap to happen. Reconfigure: the learners to be, a set. */
  readonly expected: number
}

/** What a client asks before anything else: to have a session (dissertation 6.3). */
export function register(session: number): Command {
  return {
    session,
    serial: 0,
    registration: 0,
    operation: Operation.Register,
    key: 0,
    value: 0,
    expected: 0,
  }
}

/** A list that grew by appends: its newest element and the list before it. `undefined` stands for the empty list. */
export interface List {
  readonly last: number
  readonly length: number
  readonly before: List | undefined
}

/** What an operation gives back: a number, or the whole list under a key. */
export type Value = number | List | undefined
