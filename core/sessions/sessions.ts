import type { Command, Value } from '../command.ts'

/** What the cluster remembers of a session: its newest applied operation and what that gave back (paper 8). */
export interface Session {
  /** The client's own number. */
  readonly session: number
  /** The index of the entry that registered it; 0 where clients do not register. */
  readonly registration: number
  /** 0: nothing was asked in it yet. */
  readonly serial: number
  readonly value: Value
  /** The log's time when something was last asked in it. */
  readonly active: number
}

/** The sessions there are. Part of the replicated state. */
export interface Sessions {
  /** The log's time: the latest that any applied entry tells, in milliseconds. It never goes back, whatever leaders' clocks say. */
  readonly time: number
  /** In the order of their last activity, oldest first. */
  readonly list: readonly Session[]
}

/** No session at all. */
export const NO_SESSIONS: Sessions = { time: 0, list: [] }

/** What became of a command that reached the log, or reaches a leader. */
export const Freshness = {
  New: 0,
  Repeated: 1,
  Stale: 2,
  /** Its session is not there: not any more or, where registrations may be behind, not yet. */
  Sessionless: 3,
} as const
export type Freshness = (typeof Freshness)[keyof typeof Freshness]

/**
 * Whether `command` was applied before: "the state machine tracks the latest serial number processed for each
 * client, along with the associated response" (paper 8). A stale one is older than that, its answer forgotten. To take
 * one "with no record of the session" for new "would risk duplicate execution of commands that were executed before the
 * client's previous session was expired" (dissertation 6.3); only where clients do not register, a session begins so.
 */
export function freshness({ list }: Sessions, command: Command): Freshness {
  return freshnessAt(list, placeOf(list, command), command)
}

/** The same of a command whose session stands at `place`. */
export function freshnessAt(list: readonly Session[], place: number, command: Command): Freshness {
  if (place < 0) return command.registration === 0 ? Freshness.New : Freshness.Sessionless
  const { serial } = list[place] as Session
  if (command.serial > serial) return Freshness.New
  return command.serial === serial ? Freshness.Repeated : Freshness.Stale
}

/** What the newest operation of a command's session, which is there, gave back. */
export function newestValue({ list }: Sessions, command: Command): Value {
  return (list[placeOf(list, command)] as Session).value
}

/** Where the session of a command stands; -1 where it is not there. */
export function placeOf(list: readonly Session[], { session, registration }: Command): number {
  for (let place = 0; place < list.length; place++) {
    const one = list[place] as Session
    if (one.session === session && one.registration === registration) return place
  }
  return -1
}
