import { boundsOf, inTimeouts, type Bounds } from '../../harness/calm/bounds.ts'
import { areConverged, convergingServers, standingsOf } from '../../harness/calm/convergence.ts'
import { excuseOf } from '../../harness/calm/excuse.ts'
import { isSteadinessPromised } from '../../harness/calm/promise.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { Changed } from '../../harness/observation.ts'
import type { Finding } from '../../harness/violation.ts'
import type { Cluster } from '../../harness/world/cluster.ts'
import { serverName } from '../../harness/world/names.ts'
import type { World } from '../../harness/world/world.ts'
import { linksGone, serversGone } from './gone.ts'

interface Memory {
  readonly cluster: Cluster
  readonly bounds: Bounds | undefined
}

/**
 * When nobody asks anything any more, the members of the last committed configuration come to the same log, committed and
 * applied to its end: those that are up, whose disks work, and whose links to other members are whole.
 */
export const convergence: Monitor<Memory> = {
  name: 'logs converge',
  grade: 'liveness',
  promise:
    'the leader retries "until all followers eventually store all log entries" (5.3), and they learn that those are committed, without another command',
  watches: Changed.Calm,
  needs: ['log', 'commitIndex', 'lastApplied'],
  start: (cluster) => ({ cluster, bounds: undefined }),
  see(memory, { action: { at, value }, changed }) {
    const { cluster } = memory
    return (changed & Changed.Calm) === 0 ? memory : { cluster, bounds: boundsOf(cluster, at, value) }
  },

  end({ bounds }, report, world) {
    if (bounds === undefined || !isSteadinessPromised(world)) return
    if (areConverged(world, convergingServers(world)) || excuseOf(world) !== undefined) return
    report.violation(findingOf(bounds, world))
  },
}

function findingOf(bounds: Bounds, world: World): Finding {
  const standings = standingsOf(world, convergingServers(world))
  return {
    reason: 'logs do not converge',
    title: `the members' logs were not the same, committed and applied, within ${inTimeouts(bounds.quiet - bounds.requests, bounds)} without traffic`,
    servers: [],
    evidence: [
      ...standings.map(
        ({ server, lastIndex, lastTerm, commitIndex, lastApplied }) =>
          `${serverName(server)}: last entry ${lastIndex} of term ${lastTerm}, commit index ${commitIndex}, applied ${lastApplied}`,
      ),
      ...serversGone(world),
      ...linksGone(world),
    ],
  }
}
