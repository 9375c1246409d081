import { Operation } from '../../core/command.ts'
import { TRUE_CLOCK } from '../world/clock.ts'
import type { Cluster } from '../world/cluster.ts'
import { FEATURES, type Feature } from './feature.ts'

/** What a cluster has beyond plain Raft: of a plan that drew it, or of a scenario that somebody wrote. */
export function featuresOf(cluster: Cluster): readonly Feature[] {
  return FEATURES.filter((feature) => has(cluster, feature))
}

function has(cluster: Cluster, feature: Feature): boolean {
  const { options } = cluster
  switch (feature) {
    case 'snapshots':
      return options.snapshotThreshold > 0
    case 'membership':
      return isAsked(cluster, Operation.Reconfigure) || hasMembersOfItsOwn(cluster)
    case 'transfers':
      return isAsked(cluster, Operation.TransferLeadership)
    case 'pre-vote':
      return options.preVote
    case 'check-quorum':
      return options.checkQuorum
    case 'stickiness':
      return options.stickiness
    case 'own-timeouts':
      return options.electionTimeoutStretch.some((percent) => percent > 0)
    case 'clocks':
      return cluster.clocks.some(({ offset, rate }) => offset !== 0 || rate !== TRUE_CLOCK.rate)
    case 'sessions':
      return options.registration
    case 'follower-reads':
      return options.followerReads
    case 'leases':
      return options.leaseReads
    case 'pipelining':
      return options.maxInFlight > 0
    case 'queued-proposals':
      return options.maxQueued > 0
    case 'paged-apply':
      return options.applyPage > 0
    case 'segments':
      return options.segmentRecords > 0
    case 'persistent-machine':
      return options.persistentMachine
  }
}

function isAsked({ operations }: Cluster, wanted: Operation): boolean {
  return operations.some((session) => session.some(({ operation }) => operation === wanted))
}

/** Whether some server is no voter from the start, or a log that is given brings a configuration. */
function hasMembersOfItsOwn({ options, given }: Cluster): boolean {
  const everyone = (1 << options.servers) - 1
  return (
    options.voters !== everyone || given.some(({ log }) => log.some((entry) => entry.configuration !== null))
  )
}
