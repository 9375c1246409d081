import { UNKNOWN, type TraceState } from '../../harness/traces/trace-event.ts'
import type { Belief } from './belief.ts'
import type { Case } from './suspect.ts'

/** The fields that a trace has ever shown, as a set. */
export const Field = { Term: 1, Vote: 2, Role: 4, Last: 8, Commit: 16 } as const

/** Notes which fields a state shows; gives those that it does not, of those that the trace has ever shown. */
export function hiddenFields(its: Case, { term, vote, role, last, commit }: TraceState): number {
  const shown =
    (term === UNKNOWN ? 0 : Field.Term) |
    (vote === UNKNOWN ? 0 : Field.Vote) |
    (role === UNKNOWN ? 0 : Field.Role) |
    (last === UNKNOWN ? 0 : Field.Last) |
    (commit === UNKNOWN ? 0 : Field.Commit)
  its.shown |= shown
  return its.shown & ~shown
}

/** What a trace shows elsewhere and not here may have become anything that it may become at all. */
export function forgetHidden(belief: Belief, hidden: number): void {
  if ((hidden & Field.Term) !== 0) {
    belief.exact = false
    belief.vote = UNKNOWN
  }
  if ((hidden & (Field.Vote | Field.Term)) !== 0 && belief.vote < 0) belief.vote = UNKNOWN
  if ((hidden & (Field.Role | Field.Term)) !== 0) {
    if ((hidden & Field.Role) !== 0) belief.role = UNKNOWN
    belief.votes = -1
    belief.match = null
    belief.ledUnseen = true
    belief.verified = Infinity
  }
  if ((hidden & Field.Last) !== 0) {
    belief.log = null
    belief.verified = Infinity
  }
  if ((hidden & Field.Commit) !== 0) belief.commitHigh = Infinity
}
