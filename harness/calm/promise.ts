import type { World } from '../world/world.ts'
import { areAllConnected, upServers } from './health.ts'
import { lastCommitted, membersIn } from './in-force.ts'

/** Whether some servers that are up cannot reach each other for good. */
export function isPartitioned(world: World): boolean {
  return !areAllConnected(world, upServers(world))
}

/**
 * Whether a cluster that is not excused is to have one leader which stays, and to commit under it. A server that no leader
 * reaches may begin elections for ever: one that was removed and does not know it (6; dissertation 4.2.3), or one that is cut
 * off from the leader only. The first is harmless where PreVote or stickiness lets nobody listen to it; the second under
 * PreVote, and the leader whom it does not hear steps down by CheckQuorum if it is the leader that lacks a quorum (dissertation
 * 6.2, 9.6; without both, a partial partition can stop Raft for ever).
 */
export function isSteadinessPromised(world: World): boolean {
  const { preVote, checkQuorum, stickiness, leaseReads } = world.cluster.options
  if (isPartitioned(world)) return preVote && checkQuorum
  if (preVote || stickiness || leaseReads) return true
  return (upServers(world) & ~membersIn(lastCommitted(world).configuration)) === 0
}
