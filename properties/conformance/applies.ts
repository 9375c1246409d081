import { UNKNOWN, type TraceEvent } from '../../harness/traces/trace-event.ts'
import type { Belief } from './belief.ts'
import { learnApplied, learnCommit, learnEntry } from './facts.ts'
import { fault, type Fault } from './fault.ts'
import { heldTerm } from './held.ts'
import type { Case, Suspect } from './suspect.ts'
import { termAt } from './term-log.ts'

/** A state machine took entries: committed ones, in order, the same as everywhere. */
export function apply(its: Case, suspect: Suspect, event: TraceEvent): Fault | null {
  const name = its.name(suspect.server)
  const [belief] = suspect.beliefs
  const at = { file: event.file, line: event.line }
  for (const entry of event.entries ?? []) {
    const { index, term, content } = entry
    if (index === UNKNOWN) continue
    its.fields++
    its.explained++
    if (suspect.applied !== UNKNOWN && index !== suspect.applied + 1) {
      return fault(
        'apply in order',
        `${name} applies index ${index} after ${suspect.applied}`,
        [`index ${suspect.applied + 1}`],
        [suspect.at],
      )
    }
    suspect.applied = index
    if (belief !== undefined && index > belief.commitHigh) {
      return fault(
        'apply in order',
        `${name} applies index ${index}, and its commitIndex is ${belief.commitHigh}`,
        [`up to ${belief.commitHigh}`],
        [suspect.at],
      )
    }
    const found =
      holdsOther(its, suspect, belief, index, term) ??
      (content === null
        ? null
        : learnApplied(its.facts, index, `${term === UNKNOWN ? '' : `term ${term}: `}${content}`, at)) ??
      learnEntry(its.facts, entry, belief?.log ? termAt(belief.log, index - 1) : UNKNOWN, at) ??
      learnCommit(its.facts, index, term, belief?.exact ? belief.term : Infinity, at, its.name)
    if (found !== null) return found
  }
  return null
}

function holdsOther(
  its: Case,
  suspect: Suspect,
  belief: Belief | undefined,
  index: number,
  term: number,
): Fault | null {
  if (belief?.log == null || term === UNKNOWN) return null
  const held = heldTerm(belief, belief.log, index, its.facts)
  if (held === term || held === UNKNOWN) return null
  const has = held < 0 ? `its log ends at ${belief.log.last}` : `it holds one of term ${held} there`
  return fault(
    'state-machine safety',
    `${its.name(suspect.server)} applies an entry ${index} of term ${term}, and ${has}`,
    [has],
    [suspect.at],
  )
}

/** A state machine took over a snapshot: what it stands for must be committed. */
export function restore(its: Case, suspect: Suspect, { index, term, file, line }: TraceEvent): Fault | null {
  if (index === UNKNOWN) return null
  const name = its.name(suspect.server)
  if (suspect.applied !== UNKNOWN && index < suspect.applied) {
    return fault(
      'apply in order',
      `${name}'s state machine goes back to ${index}, and has applied up to ${suspect.applied}`,
      ['it keeps its state'],
      [suspect.at],
    )
  }
  suspect.applied = index
  const [belief] = suspect.beliefs
  return learnCommit(its.facts, index, term, belief?.exact ? belief.term : Infinity, { file, line }, its.name)
}
