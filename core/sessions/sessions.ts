import type { Command, Value } from '../command.ts'

/** What the cluster remembers of a session: its newest applied operation and what that gave back (paper 8). */
export interface Session {
  readonly serial: number
  readonly value: Value
}

/** The sessions by number; `undefined` where none of its operations was applied yet. Part of the replicated state. */
export type Sessions = readonly (Session | undefined)[]

/** What became of a command that reached the log, or reaches a leader. */
export const Freshness = { New: 0, Repeated: 1, Stale: 2 } as const
export type Freshness = (typeof Freshness)[keyof typeof Freshness]

/**
 * Whether `command` was applied before: "the state machine tracks the latest serial number processed for each
 * client, along with the associated response" (paper 8). A stale one is older than that, its answer forgotten.
 */
export function freshness(sessions: Sessions, command: Command): Freshness {
  const session = sessions[command.session]
  if (session === undefined || command.serial > session.serial) return Freshness.New
  return command.serial === session.serial ? Freshness.Repeated : Freshness.Stale
}

/** Notes in a private copy of the sessions that `command` was applied and gave `value`. */
export function noteApplied(copy: (Session | undefined)[], { session, serial }: Command, value: Value): void {
  while (copy.length <= session) copy.push(undefined)
  copy[session] = { serial, value }
}
