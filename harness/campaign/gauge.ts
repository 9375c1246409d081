import { Role } from '../../core/server.ts'
import { itemAt } from '../../core/vector.ts'
import { Changed } from '../observation.ts'
import { ACTION_KINDS } from '../world/action.ts'
import type { Transition } from '../world/transition.ts'

/** How rough the water was: plain counts, over a run or over many. */
export interface Gauge {
  readonly kinds: number[]
  /** Actions in which a server stepped, and those after which it was another. */
  stepped: number
  changedServer: number
  /** Servers that became leader. */
  leaders: number
  /** Logs that lost a suffix. */
  truncations: number
  /** Entries that a leader committed. */
  committed: number
  /** Operations that were asked, and those whose answer reached the client. */
  asked: number
  acknowledged: number
}

/** A gauge that has seen nothing. */
export function blankGauge(): Gauge {
  return {
    kinds: new Array<number>(ACTION_KINDS).fill(0),
    stepped: 0,
    changedServer: 0,
    leaders: 0,
    truncations: 0,
    committed: 0,
    asked: 0,
    acknowledged: 0,
  }
}

/** Counts a transition. */
export function gaugeTransition(gauge: Gauge, transition: Transition): void {
  const { changed, before, after } = transition
  const { kind } = transition.action
  gauge.kinds[kind] = (gauge.kinds[kind] as number) + 1
  if ((changed & Changed.Asked) !== 0) gauge.asked++
  if ((changed & Changed.Answered) !== 0) gauge.acknowledged++
  if (before === undefined || after === undefined) return
  gauge.stepped++
  if (before === after) return
  gauge.changedServer++
  const leads = after.role === Role.Leader
  if ((changed & Changed.Role) !== 0 && leads) gauge.leaders++
  if ((changed & Changed.Commit) !== 0 && leads)
    gauge.committed += (after.commitIndex ?? 0) - (before.commitIndex ?? 0)
  if ((changed & Changed.Log) !== 0 && lostSuffix(transition)) gauge.truncations++
}

/** Adds one gauge to another. */
export function addGauge(sum: Gauge, one: Gauge): void {
  for (let kind = 0; kind < ACTION_KINDS; kind++)
    sum.kinds[kind] = (sum.kinds[kind] as number) + (one.kinds[kind] as number)
  sum.stepped += one.stepped
  sum.changedServer += one.changedServer
  sum.leaders += one.leaders
  sum.truncations += one.truncations
  sum.committed += one.committed
  sum.asked += one.asked
  sum.acknowledged += one.acknowledged
}

function lostSuffix({ before, after }: Transition): boolean {
  const old = before?.log?.entries
  const now = after?.log?.entries
  if (old === undefined || now === undefined || old.length === 0) return false
  if (now.length < old.length) return true
  return itemAt(now, old.length - 1) !== itemAt(old, old.length - 1)
}
