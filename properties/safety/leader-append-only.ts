import type { Entry } from '../../core/log/entry.ts'
import { Role } from '../../core/server.ts'
import { itemAt } from '../../core/vector.ts'
import { Changed, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import { entryText } from '../entry-text.ts'
import { firstNew } from '../first-new.ts'
import { sameEntry } from '../same-entry.ts'

/** Whether a disk is never behind: then a leader may append an entry, commit it and compact it away in one step. */
type Memory = boolean

/**
 * "A leader never overwrites or deletes entries in its log; it only appends new entries" (5.3), within one reign. What it
 * compacts, up to an entry that it holds (7), is neither.
 */
export const leaderAppendOnly: Monitor<Memory> = {
  name: 'leader append-only',
  grade: 'safety',
  promise: 'a leader never overwrites or deletes entries in its log; it only appends new entries (5.3)',
  watches: Changed.Log,
  needs: ['role', 'currentTerm', 'log'],
  start: ({ synchronousDisk }) => synchronousDisk,

  see(memory, { server, before, after }, report) {
    if (
      before?.role !== Role.Leader ||
      after?.role !== Role.Leader ||
      before.currentTerm !== after.currentTerm
    )
      return memory
    if (before.log === undefined || after.log === undefined) return memory
    const { log: old } = before
    const { log: now } = after
    if (memory && now.baseIndex > old.entries.length) return memory
    const position = firstChange(old, now)
    if (position >= old.entries.length) return memory
    const had = itemAt(old.entries, position)
    const deleted = position >= now.entries.length
    report.violation({
      reason: 'a leader changed its own log',
      title: `the leader ${serverName(server)} of term ${after.currentTerm} ${deleted ? 'deleted' : 'overwrote'} its entry ${entryText(had)}`,
      servers: [server],
      evidence: [`its log held ${entryText(had)}`, whatIsThere(now, position)],
    })
    return memory
  },

  /** Nothing: it remembers only what is so for a whole run. */
  matters: () => null,
}

/** The position of the first entry that is gone, and not by compaction, or another; the old length where there is none. */
function firstChange(old: ObservedLog, now: ObservedLog): number {
  if (isMoved(old, now)) return Math.min(now.baseIndex, old.entries.length) - 1
  let position = Math.max(old.baseIndex, firstNew(old, now))
  while (
    position < old.entries.length &&
    position < now.entries.length &&
    sameEntry(itemAt(old.entries, position), itemAt(now.entries, position))
  ) {
    position++
  }
  return position
}

/** Whether a log begins anew, after an entry that it did not hold. */
function isMoved(old: ObservedLog, { baseIndex, baseTerm }: ObservedLog): boolean {
  if (baseIndex <= old.baseIndex || old.entries.length === old.baseIndex) return false
  return baseIndex > old.entries.length || itemAt(old.entries, baseIndex - 1).term !== baseTerm
}

function whatIsThere({ entries, baseIndex, baseTerm }: ObservedLog, position: number): string {
  if (position >= entries.length) return `now it ends at index ${entries.length}`
  if (position < baseIndex) return `now it begins after index ${baseIndex} of term ${baseTerm}`
  return `now it holds ${entryText(itemAt(entries, position) as Entry)} there`
}
