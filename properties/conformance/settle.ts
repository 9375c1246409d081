import { tellsAll, tellsOfTerms } from '../../harness/traces/semantics.ts'
import {
  NOBODY,
  TraceKind,
  TraceRole,
  UNKNOWN,
  type TraceEvent,
  type TraceState,
} from '../../harness/traces/trace-event.ts'
import { TraceMessageKind } from '../../harness/traces/trace-message.ts'
import { copyOf, Done, enterTerm, Shown, shownLog, type Belief } from './belief.ts'
import { entersBy } from './enters-by.ts'
import { fault, type Fault } from './fault.ts'
import { Field } from './hidden.ts'
import { impliedState } from './implied.ts'
import type { Sent } from './network.ts'
import { settleCommit } from './settle-commit.ts'
import { settleLog } from './settle-log.ts'
import { isElected, mayGrant } from './votes.ts'
import type { Case, Suspect } from './suspect.ts'

/**
 * Holds what an event shows of its server to what it may have become: by what it may do unasked, and by the message in its
 * hand, of which it need do nothing. Puts into `settled` what it is now, which is one thing but where a log may or may not
 * have been replaced by another of equal length; or says why it can not be what is shown. `before`: what it was before the
 * event, if that has made it another already.
 */
export function settle(
  its: Case,
  suspect: Suspect,
  event: TraceEvent,
  belief: Belief,
  settled: Belief[],
  before = belief,
): Fault | null {
  const state = impliedState(its, suspect, event, belief)
  if (state === null) {
    settled.push(belief)
    return null
  }
  const now = copyOf(belief)
  const found =
    settleTerm(its, suspect, event, state, now) ??
    settleRole(its, suspect, event, state, now) ??
    settleVote(its, suspect, state, now)
  if (found !== null) return found
  const plain = copyOf(now)
  const wrong =
    settleLog(its, suspect, event, state, plain, before) ?? settleCommit(its, suspect, state, plain, before)
  if (wrong === null) settled.push(plain)
  if (((plain.done ^ now.done) & Done.Appended) !== 0) return wrong
  let left = wrong
  for (const hand of mayHaveReplaced(now, state)) {
    const taken = copyOf(now)
    taken.input = hand
    const other =
      settleLog(its, suspect, event, state, taken, before, true) ??
      settleCommit(its, suspect, state, taken, before)
    if (other !== null || taken.log === now.log) continue
    taken.input = now.input
    settled.push(taken)
    left = null
  }
  return left
}

/** The messages by which its log may have become another of equal length, so that nothing shown tells whether it has. */
function mayHaveReplaced({ input, saved, done, log, commitLow }: Belief, { last }: TraceState): Sent[] {
  const hands: Sent[] = []
  if (input !== null && (done & (Done.Appended | Done.Refused)) === 0) {
    const { kind } = input.message
    if (kind === TraceMessageKind.Append || kind === TraceMessageKind.Snapshot) hands.push(input)
  }
  if (saved === null || saved === input || log === null) return hands
  if (saved.message.index !== UNKNOWN && saved.message.index <= commitLow) return hands
  const { index } = saved.message
  if (last === UNKNOWN || index === UNKNOWN || (index === log.last && last === log.last)) hands.push(saved)
  return hands
}

function settleTerm(
  its: Case,
  suspect: Suspect,
  event: TraceEvent,
  { term, role, vote }: TraceState,
  now: Belief,
): Fault | null {
  if (term === UNKNOWN) {
    if (event.state !== null && (its.shown & Field.Term) !== 0) now.exact = false
    return null
  }
  its.fields++
  now.shown |= Shown.Term
  const name = its.name(suspect.server)
  if (term < now.term) {
    const reason = `${name} is in term ${term}, and was in term ${now.term}`
    return fault('terms only grow', reason, [`term ${now.term}`], [suspect.at])
  }
  if (!now.exact) {
    if (term > now.term) enterUnseen(its, event, now, term)
    now.exact = true
    return null
  }
  its.explained++
  if (term === now.term) return null
  const { input } = now
  const stands = role === TraceRole.Candidate && input?.message.term === UNKNOWN
  const mayStand =
    mayStandUnseen(its, event) &&
    (vote === suspect.server || (vote === UNKNOWN && role !== TraceRole.Follower))
  if (input !== null && !stands && !(mayStand && vote === suspect.server) && entersBy(input.message, term)) {
    enterTerm(now, term)
    now.done |= Done.Entered
    return null
  }
  if (mayStand) {
    now.term = term - 1
    stand(its, suspect, now)
    return null
  }
  if (mayHearUnseen(its, event)) {
    enterUnseen(its, event, now, term)
    return null
  }
  const heard = input === null ? [] : [`the message it took last is of term ${input.message.term}`]
  return fault(
    'terms only grow',
    `${name} enters term ${term} from term ${now.term}, which nothing told it of`,
    [`term ${now.term}`, ...heard],
    [suspect.at, input?.receivedAt],
  )
}

/** Whether a server may have stood for election, once or more, where no event says so. */
export function mayStandUnseen({ semantics }: Case, { kind, state }: TraceEvent): boolean {
  return (
    !tellsAll(semantics, TraceKind.Role) ||
    (kind === TraceKind.Role && (state === null || state.role === UNKNOWN))
  )
}

/** Whether a server may have heard of a term by a message that the trace does not tell. */
function mayHearUnseen({ semantics, blind }: Case, { kind, state }: TraceEvent): boolean {
  if (blind) return true
  if (tellsOfTerms(semantics)) return false
  return (
    !tellsAll(semantics, TraceKind.Role) || (kind === TraceKind.Role && state?.role !== TraceRole.Candidate)
  )
}

/** It enters a term unseen; somebody must have begun that one. */
function enterUnseen({ facts, blind }: Case, { file, line }: TraceEvent, now: Belief, term: number): void {
  const { exact } = now
  enterTerm(now, term)
  if (blind || !exact) {
    now.vote = UNKNOWN
    now.role = UNKNOWN
    now.votes = -1
    now.verified = Infinity
  } else if (!facts.stoodFor.has(term) && !facts.owed.has(term)) facts.owed.set(term, { file, line })
}

/** "To begin an election, a follower increments its current term and transitions to candidate state", and votes for itself (5.2). */
export function stand({ facts, semantics }: Case, { server }: Suspect, now: Belief): void {
  enterTerm(now, now.term + 1)
  now.vote = server
  now.role = TraceRole.Candidate
  now.votes = semantics.selfMessages ? 0 : 1 << server
  facts.stoodFor.add(now.term)
}

function settleRole(
  its: Case,
  suspect: Suspect,
  event: TraceEvent,
  { role }: TraceState,
  now: Belief,
): Fault | null {
  if (role === UNKNOWN) {
    const shows = event.kind === TraceKind.Role || (its.shown & Field.Role) !== 0
    const hides = event.state !== null && shows && mayStandUnseen(its, event)
    if (hides) now.role = UNKNOWN
    return null
  }
  its.fields++
  if (now.role === UNKNOWN) {
    now.role = role
    return null
  }
  its.explained++
  if (role === now.role) return null
  if (!now.exact) {
    now.role = role
    now.match = null
    return null
  }
  const told = !tellsAll(its.semantics, TraceKind.Role) || event.kind === TraceKind.Role
  const name = its.name(suspect.server)
  if (role === TraceRole.Leader) {
    const lacks = isElected(its, suspect, now)
    if (lacks !== null) return lacks
    now.role = TraceRole.Leader
    now.match = []
    return null
  }
  const steps =
    role === TraceRole.PreCandidate
      ? now.role !== TraceRole.Leader || !tellsAll(its.semantics, TraceKind.Role)
      : role === TraceRole.Follower
        ? told || now.role === TraceRole.PreCandidate
        : !tellsAll(its.semantics, TraceKind.Role) &&
          now.vote === suspect.server &&
          now.role !== TraceRole.Leader
  if (!steps) {
    const reason = `${name} is ${ROLE_NAMES[role]} in term ${now.term}, and was ${ROLE_NAMES[now.role]}`
    return fault('roles', reason, [`${ROLE_NAMES[now.role]}`], [suspect.at])
  }
  now.role = role
  return null
}

const ROLE_NAMES = ['follower', 'pre-candidate', 'candidate', 'leader'] as const

function settleVote(its: Case, suspect: Suspect, { vote }: TraceState, now: Belief): Fault | null {
  if (vote === UNKNOWN) return null
  its.fields++
  now.shown |= Shown.Vote
  if (now.vote === UNKNOWN) {
    now.vote = vote
    return null
  }
  its.explained++
  if (vote === now.vote) return null
  if (!now.exact) {
    now.vote = vote
    return null
  }
  const name = its.name(suspect.server)
  const voteText = (whom: number): string => (whom === NOBODY ? 'nobody' : its.name(whom))
  if (now.vote !== NOBODY || vote === NOBODY) {
    const reason = `${name} has voted for ${voteText(vote)} in term ${now.term}, and had for ${voteText(now.vote)}`
    return fault('one vote a term', reason, [`a vote for ${voteText(now.vote)}`], [suspect.at])
  }
  const { input } = now
  if (input === null || input.message.kind !== TraceMessageKind.RequestVote || input.message.from !== vote) {
    const reason = `${name} has voted for ${voteText(vote)} in term ${now.term}, which did not ask for it`
    return fault('one vote a term', reason, ['no vote'], [suspect.at, input?.receivedAt])
  }
  const denied = mayGrant(its, suspect, now)
  if (denied !== null) return denied
  now.vote = vote
  now.done |= Done.Voted
  return null
}

/** What an event shows of a server of which nothing is known. */
export function loaded(state: TraceState, belief: Belief): Belief {
  const now = copyOf(belief)
  if (state.term !== UNKNOWN) {
    now.term = state.term
    now.exact = true
    now.vote = state.vote
    now.role = state.role === UNKNOWN ? TraceRole.Follower : state.role
    now.votes = 0
    now.verified = 0
  }
  if (state.last !== UNKNOWN) now.log = shownLog(state.last, state.lastTerm)
  if (state.commit !== UNKNOWN) {
    now.commitLow = state.commit
    now.commitHigh = state.commit
  }
  return now
}
