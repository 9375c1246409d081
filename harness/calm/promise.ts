import type { Configuration } from '../../core/membership/configuration.ts'
import type { World } from '../world/world.ts'
import { areAllConnected, upServers } from './health.ts'
import { lastCommitted, membersIn, newestHeld } from './in-force.ts'

/** What a cluster that is not excused is to come to in a calm. */
export const Promised = {
  /** It may be disturbed for ever. */
  Nothing: 0,
  /** Leaders may come and go, and commit something meanwhile. */
  Progress: 1,
  /** One leader comes and stays. */
  Steadiness: 2,
} as const
export type Promised = (typeof Promised)[keyof typeof Promised]

/** Whether some servers that are up cannot reach each other for good. */
export function isPartitioned(world: World): boolean {
  return !areAllConnected(world, upServers(world))
}

/**
 * What is promised, by the options of a cluster and by who may begin elections for ever, though nobody can elect it.
 *
 * Under PreVote such a server enters no new term: those who hear the leader, or have the newer log, deny it that (dissertation
 * 9.6). In a partial partition a leader without a quorum must step down by itself besides (CheckQuorum, dissertation 6.2): else
 * the servers that still hear it keep a better one from being elected.
 *
 * Without PreVote, one whose configuration is so old that it leaves out some of the voters makes terms grow of which these
 * hear too late, each time they stand for election themselves; and nothing is promised. A server that was removed, and does
 * not know it, is heard by all: it unseats every leader (6) unless stickiness has the others keep to theirs.
 */
export function promisedIn(world: World): Promised {
  const { preVote, checkQuorum, stickiness, leaseReads } = world.cluster.options
  if (isPartitioned(world)) return preVote && checkQuorum ? Promised.Steadiness : Promised.Nothing
  if (preVote) return Promised.Steadiness
  const up = upServers(world)
  const { configuration } = lastCommitted(world)
  const voters = votersIn(configuration) & up
  for (let server = 0; up >> server !== 0; server++) {
    const state = world.seats[server]?.server ?? null
    if (state === null) continue
    const own = votersIn(newestHeld(world, world.target.observe(state)).configuration)
    if ((voters & ~own) !== 0 && ((own >> server) & 1) === 1) return Promised.Nothing
  }
  const hasOutsiders = (up & ~membersIn(configuration)) !== 0
  return hasOutsiders && !stickiness && !leaseReads ? Promised.Progress : Promised.Steadiness
}

/** Whether one leader is to come and stay: all that must follow from it may be asked. */
export function isSteadinessPromised(world: World): boolean {
  return promisedIn(world) === Promised.Steadiness
}

function votersIn({ voters, outgoing }: Configuration): number {
  return voters | outgoing
}
