import { UNKNOWN } from '../../harness/traces/trace-event.ts'
import type { Belief } from './belief.ts'
import { committedTerm, type Facts } from './facts.ts'
import { termAt, type TermLog } from './term-log.ts'

/** The term of an entry of a server's log: where the log does not tell, what was committed there does. */
export function heldTerm({ commitLow }: Belief, log: TermLog, index: number, facts: Facts): number {
  const term = termAt(log, index)
  return term === UNKNOWN && index <= commitLow ? committedTerm(facts, index) : term
}

/** Whether a server may hold an entry of some index and term: it does, or nothing says that it does not. */
export function mayHold(belief: Belief, log: TermLog, index: number, term: number, facts: Facts): boolean {
  if (index === UNKNOWN || term === UNKNOWN) return index === UNKNOWN || index <= log.last
  const its = heldTerm(belief, log, index, facts)
  return its === term || its === UNKNOWN
}
