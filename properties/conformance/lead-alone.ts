import { tellsAll } from '../../harness/traces/semantics.ts'
import { TraceKind, TraceRole } from '../../harness/traces/trace-event.ts'
import { enterTerm, type Belief } from './belief.ts'
import { inForce } from './in-force.ts'
import type { Case, Suspect } from './suspect.ts'

/** The only voter is elected, and commits, by itself: no message tells of it, and where roles are not told nothing does. */
export function mayLeadAlone(its: Case, suspect: Suspect, belief: Belief): boolean {
  if (tellsAll(its.semantics, TraceKind.Role)) return false
  const quorums = inForce(its, suspect, belief)
  return quorums !== null && quorums.voters === 1 << suspect.server && quorums.outgoing === 0
}

/** It leads alone, in a term that nothing but an entry of it tells of. */
export function leadAlone({ facts }: Case, { server }: Suspect, now: Belief, term: number): void {
  if (term > now.term) {
    enterTerm(now, term)
    facts.stoodFor.add(term)
  }
  now.vote = server
  now.role = TraceRole.Leader
  now.match = null
}
