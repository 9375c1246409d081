import { currentLeader } from '../faults/stage/stage.ts'
import type { Severance } from '../plan/plan.ts'
import { ActionKind, FOR_GOOD } from '../world/action.ts'
import { plan } from './agenda.ts'
import type { Scheduler } from './scheduler.ts'

/** Plans that links are cut for good, now: those of whoever leads, where it is to befall that server. */
export function sever({ world, plan: { severed }, agenda }: Scheduler, number: number): void {
  const { at, from, to, bothWays, ofLeader } = severed[number] as Severance
  const victim = 31 - Math.clz32(isOne(from) ? from : to)
  const leader = ofLeader ? currentLeader(world) : -1
  const other = leader < 0 ? victim : leader
  const how = FOR_GOOD | (bothWays ? 1 : 0)
  const [senders, receivers] = [withPlacesChanged(from, victim, other), withPlacesChanged(to, victim, other)]
  plan(agenda, ActionKind.Cut, at, senders, receivers, 0, 0, 0, how)
}

/** A set in which one server stands for the other, and the other for the one. */
function withPlacesChanged(set: number, one: number, other: number): number {
  const isOneOfThemIn = (((set >> one) ^ (set >> other)) & 1) === 1
  return isOneOfThemIn ? set ^ (1 << one) ^ (1 << other) : set
}

function isOne(set: number): boolean {
  return (set & (set - 1)) === 0
}
