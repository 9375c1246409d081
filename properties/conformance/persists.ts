import { TraceRole, UNKNOWN, type TraceEntry, type TraceEvent } from '../../harness/traces/trace-event.ts'
import type { Belief } from './belief.ts'
import { learnEntry } from './facts.ts'
import { fault, type Fault } from './fault.ts'
import { heldTerm } from './held.ts'
import { bring } from './in-force.ts'
import { holdingAll } from './holding.ts'
import { narrow } from './narrow.ts'
import { durableAs, sameDurable } from './starts.ts'
import type { Case, Durable, Suspect } from './suspect.ts'
import { cut, grown, logUpTo, termAt, type TermLog } from './term-log.ts'

/** Something is durable now: it must be what the server holds, or held when the writing began. */
export function persist(its: Case, suspect: Suspect, event: TraceEvent): Fault | null {
  const { entries, file, line } = event
  const wrong = narrow(
    suspect,
    (belief) => notIts(its, suspect, event, belief),
    (belief) => holdingAll(its, suspect, belief, entries ?? lastOf(event)),
  )
  if (wrong !== null) return wrong
  const [belief] = suspect.beliefs
  if (belief === undefined) return null
  const found = learnWritten(its, suspect, event, suspect.beliefs.length === 1 ? belief : undefined)
  if (found !== null) return found
  suspect.durable = withWritten(suspect.durable ?? durableAs(belief, { file, line }), belief, event)
  suspect.ready = null
  // Of what was written before this became durable, but is not this, some may be there after a crash.
  if (
    its.semantics.disk !== 'at least as told' ||
    sameDurable(suspect.durable, durableAs(belief, suspect.at))
  ) {
    suspect.since = []
  }
  return null
}

/** The last entry of the log on its disk, where only that is told. */
function lastOf({ hard }: TraceEvent): TraceEntry[] {
  if (hard === null || hard.last === UNKNOWN) return []
  return [{ index: hard.last, term: hard.lastTerm, content: null, voters: UNKNOWN, outgoing: UNKNOWN }]
}

/** Why a server in some state can not have this on its disk; `null`: it can. */
function notIts(its: Case, suspect: Suspect, { hard, entries }: TraceEvent, belief: Belief): Fault | null {
  const name = its.name(suspect.server)
  if (hard !== null && hard.term !== UNKNOWN && belief.exact) {
    its.fields += 2
    its.explained += 2
    const other = hard.vote >= 0 && belief.vote !== UNKNOWN && hard.vote !== belief.vote
    if (hard.term > belief.term || (hard.term === belief.term && other)) {
      const reason = `${name} has term ${hard.term} or a vote on its disk that are not its own`
      return fault('what is sent', reason, [`term ${belief.term}`], [suspect.at])
    }
  }
  const { log } = belief
  for (const { index, term } of log === null ? [] : (entries ?? [])) {
    its.fields++
    const held = heldTerm(belief, log as TermLog, index, its.facts)
    if (held !== UNKNOWN) its.explained++
    // A write may end after another leader has replaced in memory what it wrote.
    const late = suspect.ready?.log != null && termAt(suspect.ready.log, index) === term
    if (held === UNKNOWN || term === UNKNOWN || held === term || late) continue
    const has = held < 0 ? `its log ends at ${log?.last}` : `it holds one of term ${held} there`
    return fault(
      'log grows by its leader',
      `${name} writes an entry ${index} of term ${term} to its disk, and ${has}`,
      [has],
      [suspect.at],
    )
  }
  return null
}

/** Log matching, and one change of members at a time, of the entries that became durable. */
function learnWritten(
  its: Case,
  suspect: Suspect,
  { entries, file, line }: TraceEvent,
  belief: Belief | undefined,
): Fault | null {
  let before = UNKNOWN
  let last = UNKNOWN
  for (const entry of entries ?? []) {
    const { index, term } = entry
    const own = belief?.log ? termAt(belief.log, index - 1) : UNKNOWN
    const leads = belief !== undefined && belief.role === TraceRole.Leader && term === belief.term
    const found =
      learnEntry(its.facts, entry, index === last + 1 ? before : own, { file, line }) ??
      bring(its, suspect, entry, belief, leads, { file, line })
    if (found !== null) return found
    before = term
    last = index
  }
  return null
}

function withWritten(
  durable: Durable,
  belief: Belief,
  { hard, entries, index, term, file, line }: TraceEvent,
): Durable {
  let { log } = durable
  if (index !== UNKNOWN && index > 0)
    log =
      belief.log !== null && termAt(belief.log, index) >= 0 && log !== null && termAt(log, index) === term
        ? log
        : logUpTo(index, term)
  for (const entry of entries ?? []) {
    if (log === null || entry.index === UNKNOWN) continue
    log = entry.index > log.last + 1 ? null : grown(cut(log, entry.index - 1), entry.term, 1)
  }
  if (hard !== null && hard.last !== UNKNOWN) log = written(belief, hard)
  else if (hard !== null && entries === null && index === UNKNOWN) log = null
  return {
    term: hard === null ? durable.term : hard.term,
    vote: hard === null ? durable.vote : hard.vote,
    commit: hard === null ? durable.commit : hard.commit,
    log,
    at: { file, line },
  }
}

/** The log that is durable: what the server's own holds up to there, if the entry there is that one. */
function written({ log }: Belief, { last, lastTerm }: NonNullable<TraceEvent['hard']>): TermLog {
  const own = log === null ? UNKNOWN : termAt(log, last)
  const agrees =
    log !== null && last <= log.last && (own === lastTerm || own === UNKNOWN || lastTerm === UNKNOWN)
  return agrees ? cut(log, last) : logUpTo(last, lastTerm)
}
