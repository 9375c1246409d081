import { brokenFromStart } from '../../faults/broken.ts'
import { ActionKind, type Action } from '../../world/action.ts'
import type { World } from '../../world/world.ts'

/**
 * Whether a run that has ended kept what Raft assumes: no disk lost, undetected, what was durable on it, and clocks kept within
 * the bound that reads by lease rest on. Only then is its trace one of a correct Raft.
 */
export function keepsAssumptions(world: World, actions: readonly Action[]): boolean {
  if (world.seats.some(({ wiped, deceived }) => wiped || deceived)) return false
  const jumps = world.cluster.options.leaseReads && actions.some(({ kind }) => kind === ActionKind.Jump)
  return !jumps && brokenFromStart(world).length === 0
}
