import { healthyServers } from '../../harness/calm/health.ts'
import { isPartitioned } from '../../harness/calm/promise.ts'
import { progressMonitor } from './judge-progress.ts'

/** With all servers up and all links among them whole, commands are committed, and go on being so. */
export const progress = progressMonitor({
  name: 'progress in the calm',
  promise:
    'once it is calm a leader is elected and stays, and commands are committed: "Raft will be able to elect and maintain a steady leader" while broadcast times are short (5.6)',
  isAskedIn: (world) => healthyServers(world) === (1 << world.seats.length) - 1 && !isPartitioned(world),
})
