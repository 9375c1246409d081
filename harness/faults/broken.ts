import { ActionKind, type Action } from '../world/action.ts'
import { seatOf, type World } from '../world/world.ts'
import { clockJump } from './clock/clock-jump.ts'
import { runawayClock } from './clock/runaway-clock.ts'
import { wipedDisk } from './disk/wiped-disk.ts'

/** The names of properties that need not hold, because of a fault that breaks what they rest on. */
export type Broken = readonly string[]

/** What need not hold from the start: reads by lease take it that clocks stay within a bound. */
export function brokenFromStart({ cluster }: World): Broken {
  const { leaseReads, clockDrift } = cluster.options
  const runsAway = cluster.clocks.some(({ rate }) => Math.abs(rate - 1000) > clockDrift)
  return leaseReads && runsAway ? (runawayClock.breaks ?? []) : []
}

/** What need not hold any more now that an action has happened: a fault may have landed with it. */
export function brokenAfter(broken: Broken, world: World, { kind, server }: Action): Broken {
  if (kind === ActionKind.Jump)
    return world.cluster.options.leaseReads ? both(broken, clockJump.breaks) : broken
  if (kind !== ActionKind.Restart) return broken
  const seat = seatOf(world, server)
  return (seat.wiped || seat.deceived) && seat.server !== null ? both(broken, wipedDisk.breaks) : broken
}

/** Whether a server may fail outright, because another one, or itself, has forgotten what Raft never forgets. */
export function mayFail({ seats }: World): boolean {
  return seats.some(({ wiped, deceived, gone, server }) => (wiped && !gone) || (deceived && server !== null))
}

function both(broken: Broken, more: Broken = []): Broken {
  return [...new Set([...broken, ...more])]
}
