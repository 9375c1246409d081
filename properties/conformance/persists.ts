import { TraceRole, UNKNOWN, type TraceEvent } from '../../harness/traces/trace-event.ts'
import type { Belief } from './belief.ts'
import { learnEntry } from './facts.ts'
import { fault, type Fault } from './fault.ts'
import { heldTerm } from './held.ts'
import { bring } from './in-force.ts'
import { durableAs } from './starts.ts'
import type { Case, Durable, Suspect } from './suspect.ts'
import { cut, grown, logUpTo, termAt, type TermLog } from './term-log.ts'

/** Something is durable now: it must be what the server holds. */
export function persist(its: Case, suspect: Suspect, event: TraceEvent, belief: Belief): Fault | null {
  const { hard, entries, file, line } = event
  const at = { file, line }
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
  if (entries !== null && belief.log !== null) {
    const wrong = notHeld(its, suspect, event, belief, belief.log)
    if (wrong !== null) return wrong
  }
  suspect.durable = withWritten(suspect.durable ?? durableAs(belief, at), belief, event)
  suspect.ready = null
  suspect.since = []
  return null
}

/** Whether an entry that became durable is not one of its log. */
function notHeld(
  its: Case,
  suspect: Suspect,
  { entries, file, line }: TraceEvent,
  belief: Belief,
  log: TermLog,
): Fault | null {
  for (const entry of entries ?? []) {
    its.fields++
    const held = heldTerm(belief, log, entry.index, its.facts)
    if (held !== UNKNOWN) its.explained++
    if (held !== UNKNOWN && entry.term !== UNKNOWN && held !== entry.term) {
      const has = held < 0 ? `its log ends at ${log.last}` : `it holds one of term ${held} there`
      return fault(
        'log grows by its leader',
        `${its.name(suspect.server)} writes an entry ${entry.index} of term ${entry.term} to its disk, and ${has}`,
        [has],
        [suspect.at],
      )
    }
    const leads = belief.role === TraceRole.Leader && entry.term === belief.term
    const wrong =
      learnEntry(its.facts, entry, termAt(log, entry.index - 1), { file, line }) ??
      bring(its, entry, belief, leads, { file, line })
    if (wrong !== null) return wrong
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
  return {
    term: hard === null || hard.term === UNKNOWN ? durable.term : hard.term,
    vote: hard === null || hard.vote === UNKNOWN ? durable.vote : hard.vote,
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
