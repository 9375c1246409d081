import { showsEveryState, tellsAll, tellsMessages } from '../../harness/traces/semantics.ts'
import { TraceKind, TraceRole, UNKNOWN, type TraceState } from '../../harness/traces/trace-event.ts'
import { TraceMessageKind } from '../../harness/traces/trace-message.ts'
import { Done, enterTerm, Shown, type Belief } from './belief.ts'
import { entersAbove } from './enters-by.ts'
import { fault, type Fault } from './fault.ts'
import { heldTerm, mayHold } from './held.ts'
import { inForce, type Quorums } from './in-force.ts'
import { mayLeadAlone } from './lead-alone.ts'
import type { Sent } from './network.ts'
import { takeEntries } from './take-entries.ts'
import { termAt } from './term-log.ts'
import type { Case, Suspect } from './suspect.ts'

/** Holds a server's commitIndex to what it may have become. */
export function settleCommit(
  its: Case,
  suspect: Suspect,
  { commit, voters }: TraceState,
  now: Belief,
  before: Belief,
): Fault | null {
  if (commit === UNKNOWN) return null
  its.fields++
  now.shown |= Shown.Commit
  const name = its.name(suspect.server)
  if (commit < now.commitLow) {
    const reason = `${name}'s commitIndex is ${commit}, and was ${now.commitLow}`
    return fault('commitIndex', reason, [`${now.commitLow} or more`], [suspect.at])
  }
  if (now.commitHigh !== Infinity) its.explained++
  // Who may have led a moment ago, with whatever acknowledgements, may have committed as a leader.
  const mayHaveLed =
    now.ledUnseen || before.role === UNKNOWN || (before.role === TraceRole.Leader && before.match === null)
  // Members may have changed unseen.
  const unseen = voters === UNKNOWN && suspect.voters !== UNKNOWN && !showsEveryState(its.semantics)
  const leads = now.role === TraceRole.Leader && unseen
  if (commit > now.commitHigh && !mayHaveLed && !leads && !mayLeadAlone(its, suspect, now)) {
    const found = raise(its, suspect, now, commit)
    if (found !== null) return found
  }
  now.commitLow = commit
  now.commitHigh = commit
  return null
}

/** It is higher than it can have been: the message in hand, or acknowledgements, must have told it so. */
function raise(its: Case, suspect: Suspect, now: Belief, commit: number): Fault | null {
  const name = its.name(suspect.server)
  const bound = boundOf(its, now)
  if (commit <= bound || !now.exact || now.role === UNKNOWN) {
    const message = now.input?.message
    const hides = (now.shown & Shown.Term) === 0
    if (message !== undefined && hides && entersAbove(message, now.term)) enterTerm(now, message.term)
    return null
  }
  // Who has just been a leader may have committed its own removal, and stepped down for that.
  if (now.role === TraceRole.Leader || now.match !== null) return mayCommit(its, suspect, now, commit)
  const allowed = [`${now.commitLow}`, ...(bound > now.commitLow ? [`up to ${bound}`] : [])]
  const reason = `${name}'s commitIndex is ${commit}, and was ${now.commitLow}`
  return fault('commitIndex', bound > 0 ? `${reason}; it was told of ${bound}` : reason, allowed, [
    suspect.at,
    now.input?.receivedAt,
  ])
}

/** Up to where the message in hand lets a follower commit; 0: it does not. */
function boundOf(its: Case, now: Belief): number {
  const { saved } = now
  const covered = saved === null ? 0 : coveredBy(its.facts, now, saved)
  return Math.max(covered, toldOf(its, now))
}

/** Up to where the message in hand tells it to commit. */
function toldOf({ facts }: Case, now: Belief): number {
  const { input, term, exact, done } = now
  if (input === null || (done & Done.Refused) !== 0) return 0
  const { kind, commit, index, count, term: its } = input.message
  if (kind === TraceMessageKind.PreVote || kind === TraceMessageKind.PreVoted) return toldByVoter(now, commit)
  if (exact && its !== UNKNOWN && its < term) return 0
  if (kind === TraceMessageKind.RequestVote || kind === TraceMessageKind.Vote) return toldByVoter(now, commit)
  if (kind === TraceMessageKind.Heartbeat) return commit === UNKNOWN ? Infinity : commit
  if (kind === TraceMessageKind.Snapshot) return coveredBy(facts, now, input)
  if (kind !== TraceMessageKind.Append) return 0
  const told = commit === UNKNOWN ? Infinity : commit
  if (index === UNKNOWN || count === UNKNOWN || now.log === null) return told
  const taken = takeEntries(now, facts)
  if ('rule' in taken) return 0
  const may = (done & Done.Appended) !== 0 || taken.log === null || taken.log === now.log
  const agrees = may ? index + count : index
  return Math.min(told, agrees)
}

/** What a snapshot covers is committed: of a log that it has replaced, or one that holds its last entry already. */
function coveredBy(facts: Case['facts'], now: Belief, { message, log: source }: Sent): number {
  const { index, logTerm } = message
  if (index === UNKNOWN) return Infinity
  if (now.log === null || (now.log.base >= index && now.log.base > 0)) return index
  const term = source === null ? logTerm : termAt(source, index)
  return index <= now.log.last && mayHold(now, now.log, index, term < 0 ? UNKNOWN : term, facts) ? index : 0
}

/** Some implementations tell, where they ask for a vote or deny one, how far is committed. */
function toldByVoter({ log }: Belief, commit: number): number {
  return commit === UNKNOWN || log === null ? 0 : Math.min(commit, log.last)
}

/** "If there exists an N such that N > commitIndex, a majority of matchIndex[i] ≥ N, and log[N].term == currentTerm: set commitIndex = N" (Figure 2). */
function mayCommit(its: Case, suspect: Suspect, now: Belief, commit: number): Fault | null {
  const { semantics, name } = its
  const { log, match } = now
  if (
    match === null ||
    !tellsAll(semantics, TraceKind.Receive) ||
    !tellsMessages(semantics, TraceMessageKind.Appended)
  )
    return null
  const who = name(suspect.server)
  const term = log === null ? UNKNOWN : termAt(log, commit)
  const reached = acknowledged(its, suspect, now)
  if (reached !== UNKNOWN && commit > reached) {
    const reason = `${who} commits up to ${commit}, and a majority has acknowledged no more than ${reached}`
    return fault(
      'quorum of copies',
      reason,
      [`${Math.max(now.commitLow, reached)}`],
      [suspect.at, now.input?.receivedAt],
    )
  }
  const reachedTerm =
    log === null || reached === UNKNOWN ? UNKNOWN : heldTerm(now, log, Math.min(reached, log.last), its.facts)
  if (reachedTerm >= 0 && reachedTerm !== now.term) {
    const reason = `${who}, leader of term ${now.term}, commits entry ${commit} of term ${term < 0 ? reachedTerm : term} by counting replicas`
    return fault(
      'commit of the own term',
      reason,
      [`${now.commitLow}, until an entry of term ${now.term} is on a majority`],
      [suspect.at, now.input?.receivedAt],
    )
  }
  return null
}

/** The highest index that a majority has acknowledged, of both configurations where there are two; `UNKNOWN`, where no configuration shows. */
function acknowledged(its: Case, suspect: Suspect, now: Belief): number {
  const quorums = inForce(its, suspect, now)
  if (quorums === null) return UNKNOWN
  const reached = majorities(its, suspect, now, quorums)
  // It may have committed before the configuration that it shows came into force.
  return suspect.former === null ? reached : Math.max(reached, majorities(its, suspect, now, suspect.former))
}

function majorities(its: Case, suspect: Suspect, now: Belief, { voters, outgoing }: Quorums): number {
  const one = majorityOf(its, suspect, now, voters)
  return outgoing > 0 ? Math.min(one, majorityOf(its, suspect, now, outgoing)) : one
}

function majorityOf(
  { semantics }: Case,
  { server, durable }: Suspect,
  { match, log }: Belief,
  voters: number,
): number {
  const indices: number[] = []
  for (let other = 0, rest = voters; rest !== 0; other++, rest >>>= 1) {
    if ((rest & 1) === 0) continue
    const own = other === server && !semantics.selfMessages
    const upTo = tellsAll(semantics, TraceKind.Persist) ? durable?.log?.last : log?.last
    const seen = tellsAll(semantics, TraceKind.Propose) || tellsAll(semantics, TraceKind.State)
    indices.push(own ? (seen ? (upTo ?? Infinity) : Infinity) : (match?.[other] ?? 0))
  }
  indices.sort((left, right) => right - left)
  return indices[Math.floor(indices.length / 2)] ?? 0
}
