import { TraceRole, UNKNOWN } from '../../harness/traces/trace-event.ts'
import { TraceMessageKind } from '../../harness/traces/trace-message.ts'
import type { Belief } from './belief.ts'
import type { Facts } from './facts.ts'
import { fault, type Fault } from './fault.ts'
import { mayHold } from './held.ts'
import { cut, firstDifference, grown, logUpTo, spliced, termAt, type TermLog } from './term-log.ts'

/** What a log becomes by the message in hand; `null` for the log: nothing is known of it then. */
export interface Taken {
  readonly log: TermLog | null
  /** The last index up to which it agrees with the sender's. */
  readonly upTo: number
}

/**
 * What a follower's log is once it has taken what an AppendEntries carries, by receiver implementation 2 to 4 of Figure 2,
 * or why it must not take it.
 */
export function takeEntries(belief: Belief, facts: Facts): Taken | Fault {
  const { input, log } = belief
  const { message, log: source, receivedAt } = input as NonNullable<Belief['input']>
  const { index, logTerm, count } = message
  const upTo = index === UNKNOWN || count === UNKNOWN ? UNKNOWN : index + count
  if (log === null || index === UNKNOWN) return { log: null, upTo }
  if (index > belief.commitLow && !mayHold(belief, log, index, logTerm, facts)) {
    const reason = `took entries after index ${index} of term ${logTerm}, which its log does not hold`
    return fault('consistency check', reason, ['it refuses them'], [receivedAt])
  }
  if (source === null || upTo === UNKNOWN) return { log: unknownBehind(log, index, upTo), upTo }
  const from = Math.max(index, belief.commitLow) + 1
  if (isUnknown(log, source, from, Math.min(upTo, log.last))) return { log: null, upTo }
  const differs = firstDifference(log, source, from, upTo)
  if (differs === 0) return { log, upTo }
  return { log: spliced(log, source, differs, upTo), upTo }
}

/** Whether there is an entry of which it can not be said if one that came conflicts with it. */
function isUnknown(log: TermLog, source: TermLog, first: number, last: number): boolean {
  for (let index = first; index <= last; index++) {
    if (termAt(log, index) === UNKNOWN || termAt(source, index) === UNKNOWN) return true
  }
  return false
}

/** Which entries came is not known: at least as far as they reach there are some. */
function unknownBehind(log: TermLog, index: number, upTo: number): TermLog | null {
  if (upTo === UNKNOWN) return null
  return upTo > log.last ? grown(cut(log, index), UNKNOWN, upTo - index) : null
}

/** What a log is once a snapshot has taken the place of all that it covers. */
export function takeSnapshot(belief: Belief): Taken {
  const { message, log: source } = belief.input as NonNullable<Belief['input']>
  const { index, logTerm } = message
  if (index === UNKNOWN) return { log: null, upTo: UNKNOWN }
  const term = source === null || logTerm !== UNKNOWN ? logTerm : Math.max(termAt(source, index), UNKNOWN)
  return { log: logUpTo(index, term), upTo: index }
}

/** Whether the message in hand can bring entries. */
export function bringsEntries({ input, role, term, exact }: Belief): boolean {
  if (input === null) return false
  const { kind, term: its } = input.message
  if (kind !== TraceMessageKind.Append && kind !== TraceMessageKind.Snapshot) return false
  // A leader that goes on leading takes entries from nobody.
  if (exact && role === TraceRole.Leader) return its > term
  if (its === UNKNOWN || !exact) return true
  return its >= term
}
