import { tellsAll } from '../../harness/traces/semantics.ts'
import { TraceKind, UNKNOWN, type TraceEvent } from '../../harness/traces/trace-event.ts'
import type { Belief } from './belief.ts'
import { learnApplied, learnCommit, learnEntry } from './facts.ts'
import { fault, type Fault } from './fault.ts'
import { heldTerm } from './held.ts'
import { holdingAll } from './holding.ts'
import { bring } from './in-force.ts'
import { narrow } from './narrow.ts'
import type { Case, Suspect } from './suspect.ts'
import { termAt } from './term-log.ts'

/** A state machine took entries: committed ones, in order, the same as everywhere. */
export function apply(its: Case, suspect: Suspect, event: TraceEvent): Fault | null {
  const { entries } = event
  const at = { file: event.file, line: event.line }
  const wrong = narrow(
    suspect,
    (belief) => mayNotApply(its, suspect, belief, entries ?? []),
    (belief) => holdingAll(its, suspect, belief, entries),
  )
  if (wrong !== null) return wrong
  const belief = suspect.beliefs.length === 1 ? suspect.beliefs[0] : undefined
  if (entries === null) suspect.applied = UNKNOWN
  for (const entry of entries ?? []) {
    const { index, term, content } = entry
    if (index === UNKNOWN) continue
    its.fields++
    its.explained++
    if (suspect.applied !== UNKNOWN && !mayFollow(its, suspect.applied, index)) {
      const reason = `${its.name(suspect.server)} applies index ${index} after ${suspect.applied}`
      return fault('apply in order', reason, [`index ${suspect.applied + 1}`], [suspect.at])
    }
    suspect.applied = index
    const text = content === null ? null : `${term === UNKNOWN ? '' : `term ${term}: `}${content}`
    const found =
      (text === null ? null : learnApplied(its.facts, index, text, at)) ??
      bring(its, suspect, entry, belief, false, at) ??
      learnEntry(its.facts, entry, belief?.log ? termAt(belief.log, index - 1) : UNKNOWN, at) ??
      learnCommit(its.facts, index, term, termIn(belief), at, its.name)
    if (found !== null) return found
  }
  return null
}

/** Why a server in some state can not apply these; `null`: it can. */
function mayNotApply(
  its: Case,
  suspect: Suspect,
  belief: Belief,
  entries: NonNullable<TraceEvent['entries']>,
): Fault | null {
  for (const { index, term } of entries) {
    if (index === UNKNOWN) continue
    if (index > belief.commitHigh) {
      const reason = `${its.name(suspect.server)} applies index ${index}, and its commitIndex is ${belief.commitHigh}`
      return fault('apply in order', reason, [`up to ${belief.commitHigh}`], [suspect.at])
    }
    const found = holdsOther(its, suspect, belief, index, term)
    if (found !== null) return found
  }
  return null
}

/** The term in which a server is at the most: that of the message in its hand, which it may have entered unseen. */
function termIn(belief: Belief | undefined): number {
  if (belief === undefined || !belief.exact) return Infinity
  return Math.max(belief.term, belief.input?.message.term ?? 0)
}

/** Whether an index may be the next one applied: the one behind, or one further on where not everything that is applied is told. */
function mayFollow({ semantics }: Case, applied: number, index: number): boolean {
  if (!tellsAll(semantics, TraceKind.Start)) return true
  const all = tellsAll(semantics, TraceKind.Apply) && tellsAll(semantics, TraceKind.Restore)
  return all ? index === applied + 1 : index > applied
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
  return learnCommit(its.facts, index, term, termIn(belief), { file, line }, its.name)
}
