import { healthyServers } from '../../harness/calm/health.ts'
import { isPartitioned } from '../../harness/calm/promise.ts'
import { progressMonitor } from './judge-progress.ts'

/** With some servers down for good, or their disks stalled, the others commit commands all the same. */
export const progressWithoutMinority = progressMonitor({
  name: 'progress without a minority',
  promise:
    'a cluster is "fully functional (available) as long as any majority of the servers are operational" (2), whoever is down or has a disk that stands still for good',
  isAskedIn: (world) => healthyServers(world) !== (1 << world.seats.length) - 1 && !isPartitioned(world),
})
