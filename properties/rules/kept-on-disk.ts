import { DiskFile } from '../../core/effect.ts'
import type { Journal } from '../../core/journal/journal.ts'
import type { Options } from '../../core/options.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { serverName } from '../../harness/world/names.ts'
import { termInLog } from '../term-in-log.ts'
import type { Transition } from '../../harness/world/transition.ts'

/**
 * What a server keeps on its disk grows no further than it has to. Its log's file begins a new segment when the last is
 * full, and with every compaction, and what is in older ones alone is removed; a machine that is kept on disk is written
 * whenever it has changed, no write of it is under way, and the entries that it has applied are durable in the log.
 */
export const keptOnDisk: Monitor<Options> = {
  name: 'disks keep what they must, and no more',
  grade: 'rule',
  promise: 'old segments are removed, full ones not added to, and a machine is written when it has changed',
  watches: Changed.Other | Changed.Durable | Changed.Started,
  needs: ['log', 'snapshot', 'lastApplied', 'durableIndex', 'journal', 'persisted', 'persisting'],
  start: ({ options }) => options,

  see(options, transition, report) {
    const { before, after, server } = transition
    const amiss =
      before === undefined && after?.journal !== undefined ? whatIsAmiss(transition, after) : undefined
    if (amiss !== undefined)
      report.violation({
        reason: `a server that ${amiss} when it starts`,
        title: `${serverName(server)} ${amiss} when it starts`,
        servers: [server],
        evidence: [journalText(after?.journal as Journal)],
      })
    if (before?.journal === undefined || after?.journal === undefined) return options
    const wrong =
      (before.journal === after.journal ? undefined : whatIsWrongWith(options, transition, before, after)) ??
      (before.log === after.log ? undefined : whatIsNotBegun(options, before, after)) ??
      whatStays(transition, after.journal) ??
      whatIsNotNoted(transition, before, after) ??
      (options.persistentMachine ? whatMachine(transition, before, after) : undefined)
    if (wrong === undefined) return options
    report.violation({
      reason: `a server that ${wrong.replace(/\d+/g, 'some')}`,
      title: `${serverName(server)} ${wrong}`,
      servers: [server],
      evidence: [`before, ${journalText(before.journal)}`, `after, ${journalText(after.journal)}`],
    })
    return options
  },
}

function whatIsWrongWith(
  { segmentRecords }: Options,
  { removes }: Transition,
  before: Observation,
  after: Observation,
): string | undefined {
  const [old, now] = [before.journal as Journal, after.journal as Journal]
  const gone = now.oldest - old.oldest
  if (gone > removes) return `takes ${gone} segments to be gone and removes ${removes}`
  const added = now.segment === old.segment && old.records > 0 && now.records > old.records
  if (isBegunInVain(old, now, before, after) && now.records + old.records <= segmentRecords)
    return 'begins a segment though the last has room'
  if (isBegunInVain(old, now, before, after) && old.records === 0)
    return 'begins a segment though there is nothing in the last'
  if (added && now.records > segmentRecords) return `adds to a segment that is full: ${now.records} records`
  return undefined
}

/** Whether a segment was begun, behind one that goes on, by a single write of what came to the end of the log. */
function isBegunInVain(old: Journal, now: Journal, before: Observation, after: Observation): boolean {
  if (now.segment !== old.segment + 1 || now.starts.length <= old.starts.length) return false
  const grown = (after.log as ObservedLog).entries.length - (before.log as ObservedLog).entries.length
  return grown === now.records
}

/**
 * Once all that was written to the snapshot's file is durable, the server has that snapshot, and if it is ahead of its
 * machine has that take over its state (7); where nothing of the log goes, nothing is written of it. What was durable of
 * the log stays so for as long as it stands there.
 */
function whatIsNotNoted(
  { action, changed, behind, durableSnapshot, restores }: Transition,
  before: Observation,
  after: Observation,
): string | undefined {
  if (after.durableIndex !== before.durableIndex && isForgotten(before, after))
    return 'takes what is durable of its log for lost'
  const isFlush = action.kind === ActionKind.Flush && action.topic === DiskFile.Snapshot
  if (!isFlush || behind > 0 || (changed & Changed.Durable) === 0) return undefined
  if (after.snapshot?.lastIncludedIndex !== durableSnapshot)
    return 'takes no notice that its snapshot is durable'
  const restoring = before.snapshotWork?.restoring?.lastIncludedIndex ?? 0
  if (durableSnapshot > Math.max(before.lastApplied as number, restoring) && !restores)
    return 'has a snapshot that is ahead of its machine, and does not take over its state'
  const isKept = (after.log as ObservedLog).baseIndex === (before.log as ObservedLog).baseIndex
  return isKept && after.journal !== before.journal ? 'writes its log anew though all of it stays' : undefined
}

/** Whether less of a log counts as durable than before, though what did is there still. */
function isForgotten(before: Observation, after: Observation): boolean {
  const durable = before.durableIndex as number
  if ((after.durableIndex as number) >= durable) return false
  const [old, now] = [before.log as ObservedLog, after.log as ObservedLog]
  return durable >= now.baseIndex && termInLog(now, durable) === termInLog(old, durable)
}

/** What a server that starts makes of its disk, and should not. */
function whatIsAmiss({ wrote, keepsPart }: Transition, started: Observation): string | undefined {
  const { journal, log, snapshot, lastApplied, persisted, persisting } = started
  const { segment, oldest, records } = journal as Journal
  // A segment is begun by a write to it, and what a crash left nothing of is not there.
  if (segment > oldest && records === 0) return 'takes its last segment for empty'
  if (keepsPart) return 'counts on a write that is not there as a whole'
  if (persisting === true) return 'takes its machine for being written'
  const { entries, baseIndex } = log as ObservedLog
  const last = snapshot?.lastIncludedIndex ?? 0
  // A snapshot that the log does not go on from stands in its place (Figure 13, 7).
  const isReplaced = last > 0 && baseIndex === last && entries.length === last
  if ((wrote & (1 << DiskFile.Log)) !== 0 && !isReplaced) return 'writes to its log'
  const isOwn = (lastApplied as number) > last
  return isOwn && persisted !== lastApplied ? 'forgets how far its machine was written' : undefined
}

/** With every compaction a segment begins that has all there is of the log. */
function whatIsNotBegun(
  { segmentRecords }: Options,
  before: Observation,
  after: Observation,
): string | undefined {
  const isCompacted = (after.log as ObservedLog).baseIndex !== (before.log as ObservedLog).baseIndex
  if (segmentRecords === 0 || !isCompacted || after.journal?.fresh !== before.journal?.fresh) return undefined
  return 'begins no segment anew when its log is compacted'
}

/** Once all that was written to the log is durable, its newest segment with all in it is. */
function whatStays({ action, wrote, behind }: Transition, { oldest, fresh }: Journal): string | undefined {
  const isFlushed = action.kind === ActionKind.Flush && action.topic === DiskFile.Log && behind === 0
  if (!isFlushed || oldest === fresh || (wrote & (1 << DiskFile.Log)) !== 0) return undefined
  return `keeps segments from ${oldest} on, though the one of ${fresh} has all that is in them`
}

function whatMachine({ action }: Transition, before: Observation, after: Observation): string | undefined {
  const { persisted, persisting, lastApplied, durableIndex } = after as Required<Observation>
  if (
    (persisted as number) > (before.persisted as number) &&
    (persisted as number) > (durableIndex as number)
  )
    return 'writes its machine ahead of its log'
  const isChanged = (lastApplied as number) > (persisted as number)
  const isDue = isChanged && !(persisting as boolean) && (lastApplied as number) <= (durableIndex as number)
  // With what a snapshot restores it may wait for the page that is under way.
  const isRestored = action.kind === ActionKind.Restore
  return isDue && !isRestored && lastApplied !== before.lastApplied
    ? 'does not write its machine, which has changed'
    : undefined
}

function journalText({ segment, records, oldest, fresh }: Journal): string {
  return `segments ${oldest} to ${segment}, ${records} records in the last, the newest with all in it ${fresh}`
}
