import { TraceRole, UNKNOWN, type TraceEntry } from '../../harness/traces/trace-event.ts'
import { copyOf, Done, type Belief } from './belief.ts'
import { heldTerm } from './held.ts'
import { leadAlone, mayLeadAlone } from './lead-alone.ts'
import { takeInput } from './settle-log.ts'
import { bringsEntries } from './take-entries.ts'
import { grown, termAt } from './term-log.ts'
import type { Case, Suspect } from './suspect.ts'

/**
 * A server that applies or writes an entry holds it: by the message in its hand, if not before, or as a leader that took it
 * from a client. Gives the state in which it does; the same where nothing says how.
 */
function holding(its: Case, suspect: Suspect, belief: Belief, { index, term }: TraceEntry): Belief {
  const { log } = belief
  if (log === null || index === UNKNOWN || term === UNKNOWN) return belief
  const held = heldTerm(belief, log, index, its.facts)
  if (held === term || held === UNKNOWN) return belief
  const now = copyOf(belief)
  if (bringsEntries(now) && (now.done & (Done.Appended | Done.Refused)) === 0) {
    if (takeInput(its, suspect, now, UNKNOWN) !== null) return belief
    return now.log === null || termAt(now.log, index) === term ? now : belief
  }
  if (index <= log.last || term < belief.term) return belief
  if (belief.role !== TraceRole.Leader || term !== belief.term) {
    if (!mayLeadAlone(its, suspect, belief)) return belief
    leadAlone(its, suspect, now, term)
  }
  now.log = grown(log, term, index - log.last)
  return now
}

/** The same of several entries, in order. */
export function holdingAll(
  its: Case,
  suspect: Suspect,
  belief: Belief,
  entries: readonly TraceEntry[] | null,
): Belief {
  return (entries ?? []).reduce((now, entry) => holding(its, suspect, now, entry), belief)
}
