import type { World } from '../world/world.ts'
import { isElectable } from './electable.ts'
import { areAllConnected, healthyServers, upServers } from './health.ts'
import { configurationsInForce } from './in-force.ts'
import { isQuorum } from '../quorum.ts'

/** Why a cluster owes nothing in a calm. The list is closed. */
export const EXCUSES = [
  'a configuration in force has no quorum that is up',
  'a configuration in force has no quorum whose disks work',
  'the configurations in force have no quorum whose servers all reach each other',
  'no server that could be elected reaches a quorum',
] as const
/** One of them. */
export type Excuse = (typeof EXCUSES)[number]

/**
 * Whether a cluster may stand still for ever: a configuration that some server which is up holds, at or after the last
 * committed one, is without a mutually connected quorum of servers that are up and whose disks work; or nobody whose log
 * would do reaches those whose votes it needs. It is read from the world as the calm leaves it, and never from what servers
 * believe. A server that refuses to start is one that is down.
 */
export function excuseOf(world: World): Excuse | undefined {
  const configurations = configurationsInForce(world)
  const lacks = (set: number): boolean => configurations.some((one) => !isQuorum(set, one))
  if (lacks(upServers(world))) return EXCUSES[0]
  const healthy = healthyServers(world)
  if (lacks(healthy)) return EXCUSES[1]
  for (let set = healthy; set > 0; set = (set - 1) & healthy)
    if (!lacks(set) && areAllConnected(world, set)) return isElectable(world) ? undefined : EXCUSES[3]
  return EXCUSES[2]
}
