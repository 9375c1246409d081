import { isAdministrative, Operation, type Command } from '../../core/command.ts'
import { AnswerStatus } from '../../core/effect.ts'
import { Role } from '../../core/server.ts'
import { Changed } from '../observation.ts'
import type { Cluster } from '../world/cluster.ts'
import type { Transition } from '../world/transition.ts'
import type { Bounds } from './bounds.ts'

/** How a cluster does in a calm: since when one leader has led and answered all commands in time. */
export interface Steadiness {
  /** When that was last not so. */
  readonly since: number
  /** By session: when the command was asked that it waits for; -1 where it waits for none. */
  readonly waiting: readonly number[]
  /** Writes that were asked in the calm, those that were done, and leaders that were elected in it. */
  readonly asked: number
  readonly done: number
  readonly elections: number
  /** It has been steady for long enough. */
  readonly reached: boolean
}

/** For so many election timeouts a cluster must be steady: whoever disturbs it does so once in each of its own. */
export const STEADY_TIMEOUTS = 3
/** The `Changed` bits at which `noteSteadiness` is to be called; at others nothing comes of it. */
export const SHOWS_STEADINESS = Changed.Role | Changed.Asked | Changed.Answered

const NOT_WAITING = -1

/** At the beginning of a calm. */
export function steadinessAt({ begun }: Bounds, { operations }: Cluster): Steadiness {
  const waiting = operations.map(() => NOT_WAITING)
  return { since: begun, waiting, asked: 0, done: 0, elections: 0, reached: false }
}

/**
 * Whether one leader has led for long enough by now, and no command has waited for an election timeout. Asking is not enough:
 * something must have been written.
 */
export function isSteady(
  { since, waiting, done, reached }: Steadiness,
  now: number,
  { timeout }: Bounds,
): boolean {
  if (reached) return true
  if (done === 0 || now - since < STEADY_TIMEOUTS * timeout) return false
  for (let session = 0; session < waiting.length; session++) {
    const asked = waiting[session] as number
    if (asked !== NOT_WAITING && now - asked > timeout) return false
  }
  return true
}

/** Takes in what a transition in a calm shows: a new leader, a command that was asked, or answered. */
export function noteSteadiness(
  known: Steadiness,
  { action: { at, peer, term }, changed, before, after, answered }: Transition,
  { operations }: Cluster,
  bounds: Bounds,
): Steadiness {
  if (known.reached || (changed & SHOWS_STEADINESS) === 0) return known
  if (isSteady(known, at, bounds)) return { ...known, reached: true }
  if ((changed & Changed.Role) !== 0 && after?.role === Role.Leader && before?.role !== Role.Leader)
    return { ...known, since: at, elections: known.elections + 1 }
  const command = commandOf(operations, peer, term)
  if (command === undefined || isAdministrative(command.operation)) return known
  const isWrite = command.operation !== Operation.Read
  if ((changed & Changed.Asked) !== 0) return noteAsked(known, peer, at, isWrite)
  if (answered === null) return known
  const { session, status } = answered
  const asked = known.waiting[session] as number
  const isDone = status === AnswerStatus.Done
  const isLate = asked !== NOT_WAITING && at - asked > bounds.timeout
  const isBad = isLate || (!isDone && status !== AnswerStatus.Expired)
  return {
    ...known,
    since: isBad ? at : known.since,
    waiting: known.waiting.with(session, NOT_WAITING),
    done: known.done + (isDone && isWrite ? 1 : 0),
  }
}

/** A session that asks while it still seemed to wait has given up what it asked before. */
function noteAsked(known: Steadiness, session: number, at: number, isWrite: boolean): Steadiness {
  const gaveUp = known.waiting[session] !== NOT_WAITING
  return {
    ...known,
    since: gaveUp ? at : known.since,
    waiting: known.waiting.with(session, at),
    asked: known.asked + (isWrite ? 1 : 0),
  }
}

/** What a session asked; the request to be registered has no number among its operations. */
function commandOf(operations: Cluster['operations'], session: number, serial: number): Command | undefined {
  return operations[session]?.[serial - 1]
}
