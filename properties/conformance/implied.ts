import { tellsAll } from '../../harness/traces/semantics.ts'
import {
  blankState,
  NOBODY,
  TraceKind,
  TraceRole,
  UNKNOWN,
  type TraceEntry,
  type TraceEvent,
  type TraceState,
} from '../../harness/traces/trace-event.ts'
import { TraceMessageKind, type TraceMessage } from '../../harness/traces/trace-message.ts'
import { copyOf, Done, type Belief } from './belief.ts'
import { heldTerm } from './held.ts'
import { takeInput } from './settle-log.ts'
import { bringsEntries } from './take-entries.ts'
import { grown, termAt } from './term-log.ts'
import type { Case, Suspect } from './suspect.ts'

/**
 * What an event says of its server's state beside the state that it shows: who sends a message of a term is in it, who has
 * an entry on its disk holds it. Gives the state to hold it to; `null` where nothing is said.
 */
export function impliedState(
  its: Case,
  suspect: Suspect,
  event: TraceEvent,
  belief: Belief,
): TraceState | null {
  const { kind, state, message, hard } = event
  if (kind === TraceKind.Send && message !== null && message.from === suspect.server) {
    return bySending(its, state, message, belief)
  }
  if (kind === TraceKind.Persist && hard !== null && belief.exact) {
    const { term, vote } = hard
    const hidden = state === null || (state.term === UNKNOWN && state.vote === UNKNOWN)
    const votes = vote >= 0 && (term > belief.term || (term === belief.term && belief.vote === NOBODY))
    if (hidden && (term > belief.term || votes))
      return { ...(state ?? blankState()), term, ...(votes ? { vote } : {}) }
  }
  if (kind === TraceKind.Apply && event.entries !== null && event.entries.length > 0) {
    const last = event.entries[event.entries.length - 1]?.index ?? UNKNOWN
    if (last > belief.commitHigh && (state === null || state.commit === UNKNOWN))
      return { ...(state ?? blankState()), commit: last }
  }
  return state
}

function bySending(
  its: Case,
  state: TraceState | null,
  message: TraceMessage,
  belief: Belief,
): TraceState | null {
  const { kind, term, index, count } = message
  if (
    kind === TraceMessageKind.PreVote ||
    kind === TraceMessageKind.PreVoted ||
    kind === TraceMessageKind.Other
  )
    return state
  const more: { -readonly [Key in keyof TraceState]?: TraceState[Key] } = {}
  if (term > belief.term && (state === null || state.term === UNKNOWN)) more.term = term
  const leads = kind === TraceMessageKind.Append || kind === TraceMessageKind.Heartbeat
  const silent = !tellsAll(its.semantics, TraceKind.Role) && (state === null || state.role === UNKNOWN)
  if (silent && term >= belief.term && leads && belief.role !== TraceRole.Leader) more.role = TraceRole.Leader
  if (silent && term > belief.term && kind === TraceMessageKind.RequestVote) more.role = TraceRole.Candidate
  const unseen = belief.log !== null && (state === null || state.last === UNKNOWN)
  const reaches = kind === TraceMessageKind.Append && index !== UNKNOWN ? index + Math.max(count, 0) : UNKNOWN
  if (unseen && reaches > (belief.log?.last ?? 0)) more.last = reaches
  return Object.keys(more).length === 0 ? state : { ...(state ?? blankState()), ...more }
}

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
  if (belief.role !== TraceRole.Leader || term !== belief.term || index <= log.last) return belief
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
