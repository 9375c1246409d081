import { lastTermOf } from '../last-term-of.ts'
import type { Observation } from '../observation.ts'
import { isQuorum } from '../quorum.ts'
import type { World } from '../world/world.ts'
import { areConnected, healthyServers } from './health.ts'
import { newestHeld } from './in-force.ts'

/**
 * Whether some server could win an election by the paper's rules (5.4.1): up, its disk working, a voter of the newest
 * configuration in its log, and in touch with a quorum of that, each of whose logs is no more up to date than its own. A
 * partial partition may leave none, and so may a learner that holds more than the voters who are left. It is read from
 * logs and links, and never from what servers believe; a target that shows no logs is taken to have one.
 */
export function isElectable(world: World): boolean {
  const healthy = healthyServers(world)
  for (let candidate = 0; healthy >> candidate !== 0; candidate++)
    if (((healthy >> candidate) & 1) === 1 && couldWin(world, candidate, healthy)) return true
  return false
}

function couldWin(world: World, candidate: number, healthy: number): boolean {
  const own = observed(world, candidate)
  if (own.log === undefined) return true
  const { configuration } = newestHeld(world, own)
  if ((((configuration.voters | configuration.outgoing) >> candidate) & 1) === 0) return false
  let votes = 0
  for (let voter = 0; healthy >> voter !== 0; voter++) {
    const isThere = ((healthy >> voter) & 1) === 1 && areConnected(world, candidate, voter)
    if (isThere && !isAhead(observed(world, voter), own)) votes |= 1 << voter
  }
  return isQuorum(votes, configuration)
}

/** Whether a log is more up to date than another (5.4.1). */
function isAhead({ log }: Observation, { log: other }: Observation): boolean {
  if (log === undefined || other === undefined) return false
  const [term, otherTerm] = [lastTermOf(log), lastTermOf(other)]
  return term > otherTerm || (term === otherTerm && log.entries.length > other.entries.length)
}

function observed({ seats, target }: World, server: number): Observation {
  return target.observe(seats[server]?.server as object)
}
