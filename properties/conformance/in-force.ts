import { UNKNOWN, type TraceEntry } from '../../harness/traces/trace-event.ts'
import type { Belief } from './belief.ts'
import { fault, type Fault, type Place } from './fault.ts'
import { termAt, type TermLog } from './term-log.ts'
import type { Case, Suspect } from './suspect.ts'

/** The servers whose majorities decide, as sets. */
export interface Quorums {
  readonly voters: number
  /** Empty but in a joint configuration. */
  readonly outgoing: number
}

/** A configuration that some entry brings. */
export interface Brought extends Quorums {
  readonly index: number
  readonly term: number
  readonly at: Place
}

/**
 * The configuration that a server goes by: the one it shows; else the newest that its log brings, or the newest applied;
 * else the one that the trace begins with, which is of all servers where it names none. `null`: not known.
 */
export function inForce(
  its: Case,
  { voters, outgoing }: Suspect,
  { log, commitHigh }: Belief,
): Quorums | null {
  if (voters !== UNKNOWN) return { voters, outgoing: outgoing === UNKNOWN ? 0 : outgoing }
  const { configurations } = its.facts
  if (configurations.length > 0 && log === null) return null
  const most = its.semantics.configuration === 'on apply' ? commitHigh : Infinity
  for (let i = configurations.length - 1; i >= 0 && log !== null; i--) {
    const one = configurations[i] as Brought
    if (one.index > most) continue
    const term = termAt(log, one.index)
    if (term === one.term) return one
    if (term === UNKNOWN) return null
  }
  return { voters: its.voters === UNKNOWN ? (1 << its.suspects.length) - 1 : its.voters, outgoing: 0 }
}

/** An entry brings a configuration: it must be one step from the one before it in that log, which is committed by then. */
export function bring(
  its: Case,
  { voters: shown, previous }: Suspect,
  { index, term, voters, outgoing }: TraceEntry,
  belief: Belief | undefined,
  leads: boolean,
  at: Place,
): Fault | null {
  const { configurations } = its.facts
  if (voters === UNKNOWN) return null
  if (configurations.some((one) => one.index === index && one.term === term)) return null
  const now: Brought = { index, term, voters, outgoing: Math.max(outgoing, 0), at }
  let place = configurations.length
  while (place > 0 && (configurations[place - 1] as Brought).index > index) place--
  configurations.splice(place, 0, now)
  if (!leads || belief?.log == null || term !== belief.term) return null
  const { log } = belief
  const before = precedent(configurations, place, log)
  if (before === null) return null
  // A configuration between the two may have been shown by a server, and its entry nowhere; not where there is no place for it.
  const isNext = previous?.voters === before.voters && previous.outgoing === before.outgoing
  if (shown !== UNKNOWN && !isNext && index !== before.index + 1) return null
  if (before.index > belief.commitHigh) {
    const reason = `a change of members enters the log at ${index} while the one at ${before.index} is not committed`
    return fault('one change at a time', reason, ['it waits'], [before.at])
  }
  // What the dissertation leaves out and its author has since added: a commit of its own term comes first.
  const committed = termAt(log, Math.min(belief.commitHigh, log.last))
  const single = now.outgoing === 0 && before.outgoing === 0 && its.semantics.configuration === 'on append'
  if (single && committed >= 0 && committed < term && belief.exact) {
    const reason = `the leader of term ${term} begins a change of members at ${index} and has committed no entry of its term`
    return fault('one change at a time', reason, ['it waits until it has'], [before.at])
  }
  if (isStep(before, now)) return null
  return fault(
    'one change at a time',
    `the members that entry ${index} brings can decide without any of those that ${before.index} brought`,
    ['one server more or less, or a joint configuration'],
    [before.at],
  )
}

/** The configuration before one in a log; `null`: there is none, or it is not known whether there is one between. */
function precedent(configurations: readonly Brought[], place: number, log: TermLog): Brought | null {
  for (let i = place - 1; i >= 0; i--) {
    const one = configurations[i] as Brought
    const term = termAt(log, one.index)
    if (term === one.term) return one
    if (term === UNKNOWN) return null
  }
  return null
}

/** Whether any majorities of two configurations that may follow each other have a server in common. */
function isStep(before: Quorums, now: Quorums): boolean {
  if (now.outgoing !== 0)
    return before.outgoing === 0 ? now.outgoing === before.voters : now.outgoing === before.outgoing
  if (before.outgoing !== 0) return now.voters === before.voters || now.voters === before.outgoing
  const differ = before.voters ^ now.voters
  return (differ & (differ - 1)) === 0
}
