import { Role } from '../../core/server.ts'
import { itemAt } from '../../core/vector.ts'
import { Changed } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import { sameEntry } from '../entry-digest.ts'
import { entryText } from '../entry-text.ts'

/** "A leader never overwrites or deletes entries in its log; it only appends new entries" (5.3), within one reign. */
export const leaderAppendOnly: Monitor<null> = {
  name: 'leader append-only',
  promise: 'a leader never overwrites or deletes entries in its log; it only appends new entries (5.3)',
  watches: Changed.Log,
  needs: ['role', 'currentTerm', 'log'],
  start: () => null,

  see(memory, { server, before, after }, report) {
    if (before?.role !== Role.Leader || after?.role !== Role.Leader || before.currentTerm !== after.currentTerm) return memory
    if (before.log === undefined || after.log === undefined) return memory
    const old = before.log.entries
    const now = after.log.entries
    if (old.length === 0) return memory
    const last = itemAt(old, old.length - 1)
    const kept = now.length >= old.length ? itemAt(now, old.length - 1) : undefined
    if (kept !== undefined && sameEntry(kept, last)) return memory
    report.violation({
      reason: 'a leader changed its own log',
      title: `the leader ${serverName(server)} of term ${after.currentTerm} ${kept === undefined ? 'deleted' : 'overwrote'} its entry ${entryText(last)}`,
      servers: [server],
      evidence: [
        `its log ended with ${entryText(last)}`,
        kept === undefined ? `now it ends at index ${now.length}` : `now it holds ${entryText(kept)} there`,
      ],
    })
    return memory
  },
}
