import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Cluster } from '../../harness/world/cluster.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { termInLog } from '../term-in-log.ts'
import { termsInLog } from '../terms-in-log.ts'

/** What of a server's log is on its stable storage: it outlasts a crash, and counts while the server is down. */
export interface DurableLog {
  /** The log when this was last another; of it, all up to (`index`, `term`) is durable. */
  readonly log: ObservedLog
  readonly index: number
  readonly term: number
  /** Up to where a durable snapshot stands for what compaction took away. */
  readonly snapshot: number
}

/** All that a server holds: when it starts, or whenever its disk is never behind. */
function allDurable({ log, snapshot }: Observation): DurableLog {
  const held = log as ObservedLog
  const index = held.entries.length
  return { log: held, index, term: termInLog(held, index), snapshot: snapshot?.lastIncludedIndex ?? 0 }
}

/**
 * What is durable after a server's step, or a flush of its log or its snapshot; the same value where that is the same.
 * A flushed log write counts if the log still holds the entry that it ended with; what a log has cut off counts no more.
 */
function durableAfter(known: DurableLog, transition: Transition): DurableLog {
  const { durableIndex, durableTerm, durableSnapshot } = transition
  const log = transition.after?.log as ObservedLog
  const snapshot = durableSnapshot === 0 ? known.snapshot : durableSnapshot
  let { index, term } = known
  while (index > log.baseIndex && termInLog(log, index) !== term) {
    index -= 1
    term = termInLog(known.log, index)
  }
  if (durableIndex > index && termInLog(log, durableIndex) === durableTerm) {
    index = durableIndex
    term = durableTerm
  }
  if (snapshot > index && snapshot <= log.entries.length) {
    index = snapshot
    term = termInLog(log, snapshot)
  }
  const same = index === known.index && term === known.term && snapshot === known.snapshot
  return same && log.baseIndex === known.log.baseIndex ? known : { log, index, term, snapshot }
}

/** What changes what of a log is durable. */
export const DURABLE_LOG_CHANGES = Changed.Log | Changed.Durable | Changed.Started

/** What is durable after a transition of a server that is up, of whom nothing may be known before. */
export function durableSeen(
  known: DurableLog | undefined,
  transition: Transition,
  { synchronousDisk }: Cluster,
): DurableLog {
  const { after, changed } = transition
  const isFlushed = synchronousDisk && (changed & Changed.Durable) !== 0
  if (known === undefined || isFlushed || (changed & Changed.Started) !== 0)
    return allDurable(after as Observation)
  return durableAfter(known, transition)
}

/** Up to where a log is durable, in words: `index 7 of term 2`. */
export function durableText({ log, index, term, snapshot }: DurableLog): string {
  const upTo = `index ${index}${index === 0 ? '' : ` of term ${term}`}`
  return log.baseIndex > snapshot ? `${upTo}, but no snapshot of what its log has discarded` : upTo
}

/** Whether the entry (index, term) is on stable storage, in the log or in a snapshot. */
export function isDurable(known: DurableLog, index: number, term: number): boolean {
  const { log } = known
  if (index > known.index || log.baseIndex > known.snapshot) return false
  return index < log.baseIndex || termInLog(log, index) === term
}

/**
 * What of durable logs can matter to a verdict: the terms of the entries that are durable. It is no function of the
 * disks: what a log had cut off counts no more, even if it is there again after a crash.
 */
export function mattersOfDurable(durable: readonly (DurableLog | undefined)[]): unknown {
  return { byServer: durable.map(mattersOf) }
}

function mattersOf(durable: DurableLog | undefined): unknown {
  if (durable === undefined) return null
  const { log, index, term, snapshot } = durable
  return { index, term, snapshot, log: termsInLog(log, index) }
}
