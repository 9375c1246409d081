import { Changed } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'

/**
 * A server starts again from its disk after every crash, for all that Raft needs is on stable storage (Figure 2): one whose
 * disk has lost nothing that was durable, and had no write fail, has no reason to refuse.
 */
export const starts: Monitor<number> = {
  name: 'servers start from a disk that is whole',
  grade: 'rule',
  promise:
    'a server refuses to start only if its disk was damaged; a crash alone damages nothing that was durable',
  watches: Changed.Refused | Changed.Harmed,
  needs: [],
  /** Memory: the servers whose disks were damaged; a set. */
  start: () => 0,

  see(harmed, { changed, server, action }, report) {
    if ((changed & Changed.Harmed) !== 0) return harmed | (1 << action.server)
    if ((changed & Changed.Refused) !== 0 && ((harmed >> server) & 1) === 0)
      report.violation({
        reason: 'a server that does not start from a disk that is whole',
        title: `${serverName(server)} refuses to start, though its disk has lost nothing that was durable`,
        servers: [server],
        evidence: [],
      })
    return harmed
  },
}
