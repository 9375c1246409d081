import { tellsAll } from '../../harness/traces/semantics.ts'
import {
  blankState,
  NOBODY,
  TraceKind,
  TraceRole,
  UNKNOWN,
  type TraceEvent,
  type TraceState,
} from '../../harness/traces/trace-event.ts'
import { TraceMessageKind, type TraceMessage } from '../../harness/traces/trace-message.ts'
import type { Belief } from './belief.ts'
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
