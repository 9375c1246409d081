import type { Entry } from '../../core/log/entry.ts'
import { Role } from '../../core/server.ts'
import { firstDifference, itemAt, type Vector } from '../../core/vector.ts'
import { Changed } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import { sameEntry } from '../same-entry.ts'
import { entryText } from '../entry-text.ts'

/** "A leader never overwrites or deletes entries in its log; it only appends new entries" (5.3), within one reign. */
export const leaderAppendOnly: Monitor<null> = {
  name: 'leader append-only',
  promise: 'a leader never overwrites or deletes entries in its log; it only appends new entries (5.3)',
  watches: Changed.Log,
  needs: ['role', 'currentTerm', 'log'],
  start: () => null,

  see(memory, { server, before, after }, report) {
    if (
      before?.role !== Role.Leader ||
      after?.role !== Role.Leader ||
      before.currentTerm !== after.currentTerm
    )
      return memory
    if (before.log === undefined || after.log === undefined) return memory
    const old = before.log.entries
    const now = after.log.entries
    const position = firstChange(old, now)
    if (position === old.length) return memory
    const had = itemAt(old, position)
    const has = position < now.length ? itemAt(now, position) : undefined
    report.violation({
      reason: 'a leader changed its own log',
      title: `the leader ${serverName(server)} of term ${after.currentTerm} ${has === undefined ? 'deleted' : 'overwrote'} its entry ${entryText(had)}`,
      servers: [server],
      evidence: [
        `its log held ${entryText(had)}`,
        has === undefined ? `now it ends at index ${now.length}` : `now it holds ${entryText(has)} there`,
      ],
    })
    return memory
  },
}

/** The position of the first entry that is gone or another; the old length where there is none. */
function firstChange(old: Vector<Entry>, now: Vector<Entry>): number {
  let position = firstDifference(old, now)
  while (
    position < old.length &&
    position < now.length &&
    sameEntry(itemAt(old, position), itemAt(now, position))
  ) {
    position++
  }
  return position
}
