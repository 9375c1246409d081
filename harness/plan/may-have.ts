import type { Cluster } from '../world/cluster.ts'
import type { Feature } from './features.ts'

/** Whether a feature may show in a cluster, as far as its header tells: what operators ask for shows only later. */
export function mayHave({ options, clocks }: Cluster, feature: Feature): boolean {
  switch (feature) {
    case 'snapshots':
      return options.snapshotThreshold > 0
    case 'pre-vote':
      return options.preVote
    case 'check-quorum':
      return options.checkQuorum
    case 'stickiness':
      return options.stickiness
    case 'own-timeouts':
      return options.electionTimeoutStretch.length > 0
    case 'clocks':
      return clocks.length > 0
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
    case 'membership':
    case 'transfers':
      return true
  }
}
