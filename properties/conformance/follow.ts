import { tellsAll } from '../../harness/traces/semantics.ts'
import { TraceKind, TraceRole, UNKNOWN, type TraceEvent } from '../../harness/traces/trace-event.ts'
import { copyOf, forget, sameBelief, type Belief } from './belief.ts'
import { fault, type Fault } from './fault.ts'
import { forgetHidden, hiddenFields } from './hidden.ts'
import type { Sent } from './network.ts'
import { arrived, countVote, leftTooEarly, letGo, takeInHand } from './receives.ts'
import { send } from './sends.ts'
import { mayStandUnseen, settle, stand } from './settle.ts'
import type { Case, Suspect } from './suspect.ts'

/** So many states are kept that one server may be in. */
const WIDEST = 64

/** Follows each state that a server may be in through an event; where none is left, the event is one that can not be. */
export function follow(its: Case, suspect: Suspect, event: TraceEvent): Fault | null {
  const restarts = !tellsAll(its.semantics, TraceKind.Start)
  if (its.blind) for (const belief of suspect.beliefs) forget(belief, restarts)
  const next: Belief[] = []
  let first: Fault | null = null
  if (event.kind === TraceKind.Receive) {
    first = receive(its, suspect, event, next)
  } else {
    for (const belief of suspect.beliefs) {
      const found = followOne(its, suspect, event, belief, next)
      if (found !== null) first ??= found
    }
  }
  if (next.length === 0) return first ?? fault('roles', 'nothing explains this event')
  const hidden = event.state === null ? 0 : hiddenFields(its, event.state)
  if (hidden !== 0) for (const belief of next) forgetHidden(belief, hidden)
  suspect.beliefs = distinct(next)
  its.widest = Math.max(its.widest, suspect.beliefs.length)
  if (suspect.beliefs.length > WIDEST) {
    its.overflown ??= { file: event.file, line: event.line }
    suspect.beliefs = suspect.beliefs.slice(0, WIDEST)
  }
  return null
}

/** Each once. */
function distinct(beliefs: Belief[]): Belief[] {
  if (beliefs.length === 1) return beliefs
  return beliefs.filter((one, place) => !beliefs.slice(0, place).some((other) => sameBelief(one, other)))
}

function receive(its: Case, suspect: Suspect, event: TraceEvent, next: Belief[]): Fault | null {
  const at = { file: event.file, line: event.line }
  const input = arrived(its, suspect, event)
  if (input !== null && 'rule' in input) return input
  if (input !== null) {
    const early = its.semantics.sends === 'as made' ? leftTooEarly(its, input) : null
    const found = early ?? countVote(its, input, at)
    if (found !== null) return found
    wasReady(its, input)
  }
  let first: Fault | null = null
  const before = its.semantics.receiveShows === 'before'
  for (const belief of suspect.beliefs.flatMap((one) => endsOf(its, suspect, event, one))) {
    const settled: Belief[] = []
    const found = before ? settle(its, suspect, event, belief, settled) : null
    if (!before) settled.push(belief)
    if (found !== null) first ??= found
    for (const one of settled) {
      for (const end of letGo(its, suspect, one)) {
        const now = takeInHand(end, input)
        if (before) next.push(now)
        else first = settle(its, suspect, event, now, next) ?? first
      }
    }
  }
  return first
}

/** A message that arrived had left; what was made durable before it left is durable. */
function wasReady(its: Case, { message, sentAt }: Sent): void {
  const sender = its.suspects[message.from]
  if (its.semantics.disk !== 'by ready' || sender?.ready == null || sentAt === null) return
  if (sentAt.line > (sender.readyBefore?.line ?? 0) && sentAt.line < sender.ready.at.line)
    sender.durable = sender.ready
}

function followOne(
  its: Case,
  suspect: Suspect,
  event: TraceEvent,
  belief: Belief,
  next: Belief[],
): Fault | null {
  const { kind, state } = event
  if (kind !== TraceKind.Role || state?.role !== TraceRole.Candidate)
    return goesOn(its, suspect, event, belief, next)
  if (state.term !== UNKNOWN) its.facts.stoodFor.add(state.term)
  let first: Fault | null = null
  for (const end of letGo(its, suspect, belief)) first = stands(its, suspect, event, end, next) ?? first
  return first
}

/** It stands for election, and is done with the message in its hand. */
function stands(
  its: Case,
  suspect: Suspect,
  event: TraceEvent,
  belief: Belief,
  next: Belief[],
): Fault | null {
  const term = event.state?.term ?? UNKNOWN
  const now = copyOf(belief)
  stand(its, suspect, now)
  now.input = null
  if (term !== UNKNOWN && belief.exact && term !== now.term) {
    const reason = `${its.name(suspect.server)} stands for election in term ${term}, and was in term ${belief.term}`
    return fault('election', reason, [`term ${now.term}`], [suspect.at])
  }
  return goesOn(its, suspect, event, now, next, belief)
}

function goesOn(
  its: Case,
  suspect: Suspect,
  event: TraceEvent,
  now: Belief,
  next: Belief[],
  before = now,
): Fault | null {
  const { kind } = event
  const settled: Belief[] = []
  let found: Fault | null = null
  for (const end of endsOf(its, suspect, event, now)) {
    found = settle(its, suspect, event, end, settled, before) ?? found
  }
  if (settled.length > 0) found = null
  if (kind === TraceKind.Propose) for (const one of settled) one.proposed++
  if (kind !== TraceKind.Send) {
    next.push(...settled)
    return found
  }
  let first = found
  for (const one of settled) {
    const sent = send(its, suspect, event, one)
    if ('rule' in sent) first ??= sent
    else next.push(sent)
  }
  return first
}

/** Where it must have stood for election unseen, it was done with the message in its hand by then: each way it may have been. */
function endsOf(its: Case, suspect: Suspect, event: TraceEvent, belief: Belief): Belief[] {
  const { state } = event
  if (state === null || !belief.exact || belief.input === null) return [belief]
  if (state.term <= belief.term || state.vote !== suspect.server || !mayStandUnseen(its, event))
    return [belief]
  return letGo(its, suspect, belief)
}
