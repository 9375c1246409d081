import { UNKNOWN } from '../../harness/traces/trace-event.ts'
import type { Belief } from './belief.ts'
import { fault, type Fault } from './fault.ts'
import type { Case, Suspect } from './suspect.ts'

/** Whoever tells a commitIndex tells one no higher than its own: the true one, even where it sends fewer entries. */
export function tellsCommit(its: Case, suspect: Suspect, commit: number, now: Belief): Fault | null {
  if (commit === UNKNOWN || now.commitHigh === Infinity) return null
  its.fields++
  its.explained++
  if (commit <= now.commitHigh) return null
  return fault(
    'what is sent',
    `${its.name(suspect.server)} tells a commitIndex of ${commit}, and its own is ${now.commitHigh}`,
    [`${now.commitHigh} at most`],
    [suspect.at],
  )
}
