import { TraceRole, UNKNOWN, type TraceEvent } from '../../harness/traces/trace-event.ts'
import { TraceMessageKind, type TraceMessage } from '../../harness/traces/trace-message.ts'
import { copyOf, Done, type Belief } from './belief.ts'
import { fault, type Fault } from './fault.ts'
import { heldTerm } from './held.ts'
import { ABSENT, type TermLog } from './term-log.ts'
import { acknowledges } from './acknowledges.ts'
import { saysTooMuch } from './says-too-much.ts'
import type { Case, Suspect } from './suspect.ts'
import { tellsCommit } from './tells-commit.ts'
import { mayGrant } from './votes.ts'

/**
 * Whether a server in some state may send a message: a predicate, for a correct Raft may send many things, and what it
 * sends shows what it has done with the message in its hand. Gives the state it is in then.
 */
export function send(its: Case, suspect: Suspect, { message }: TraceEvent, belief: Belief): Belief | Fault {
  if (message === null) return belief
  const now = copyOf(belief)
  return sentBy(its, suspect, message, now) ?? now
}

function sentBy(its: Case, suspect: Suspect, message: TraceMessage, now: Belief): Fault | null {
  const { kind, from, term } = message
  const name = its.name(suspect.server)
  if (from !== suspect.server && kind !== TraceMessageKind.Other) {
    return fault(
      'what is sent',
      `${name} sends a message that says it is from ${its.name(from)}`,
      [`from ${name}`],
      [suspect.at],
    )
  }
  if (
    kind === TraceMessageKind.PreVote ||
    kind === TraceMessageKind.PreVoted ||
    kind === TraceMessageKind.Other
  )
    return null
  const mayBeOlder = its.semantics.sends === 'later' && (term === UNKNOWN || term < now.term || !now.exact)
  if (mayBeOlder) return null
  if (now.exact && term !== UNKNOWN) {
    its.fields++
    its.explained++
    if (term !== now.term) {
      const reason = `${name} sends a message of term ${term}, and is in term ${now.term}`
      return fault('what is sent', reason, [`term ${now.term}`], [suspect.at])
    }
  }
  const odd = saysTooMuch(its, suspect, message, now)
  if (odd !== null) return odd
  switch (kind) {
    case TraceMessageKind.RequestVote:
      return asksForVote(its, suspect, message, now)
    case TraceMessageKind.Vote:
      return answersForVote(its, suspect, message, now)
    case TraceMessageKind.Append:
      return replicates(its, suspect, message, now)
    case TraceMessageKind.Appended:
      return acknowledges(its, suspect, message, now)
    case TraceMessageKind.Heartbeat:
      return keepsAlive(its, suspect, message, now)
    case TraceMessageKind.Snapshot:
      return sendsSnapshot(its, suspect, message, now)
    default:
      return null
  }
}

function asksForVote(
  its: Case,
  suspect: Suspect,
  { index, logTerm }: TraceMessage,
  now: Belief,
): Fault | null {
  const name = its.name(suspect.server)
  if (now.role !== UNKNOWN && now.role !== TraceRole.Candidate) {
    if (
      its.semantics.sends === 'later' &&
      (now.vote === suspect.server || now.vote === UNKNOWN || !now.exact)
    )
      return null
    return fault(
      'election',
      `${name} asks for votes and is no candidate`,
      ['it stands for election first'],
      [suspect.at],
    )
  }
  // What leaves later tells of the log as it was when it was made.
  if (its.semantics.sends === 'later' && now.role !== TraceRole.Candidate) return null
  if (now.log === null || index === UNKNOWN) return null
  its.fields += 2
  its.explained += 2
  const lastTerm = heldTerm(now, now.log, now.log.last, its.facts)
  if (index === now.log.last && (lastTerm === UNKNOWN || logTerm === UNKNOWN || lastTerm === logTerm)) {
    if (lastTerm === UNKNOWN && now.log.base === index) now.log = { ...now.log, baseTerm: logTerm }
    return null
  }
  const reason = `${name} says that its log ends with ${index} of term ${logTerm}, and it ends with ${now.log.last} of term ${lastTerm}`
  return fault('what is sent', reason, [`${now.log.last} of term ${lastTerm}`], [suspect.at])
}

function answersForVote(
  its: Case,
  suspect: Suspect,
  { to, reject }: TraceMessage,
  now: Belief,
): Fault | null {
  if (reject === UNKNOWN) return null
  its.fields++
  if (reject === 1) {
    if (now.input?.message.kind === TraceMessageKind.RequestVote && now.input.message.from === to) {
      its.explained++
      if (now.vote !== to && its.semantics.sends === 'as made') now.done |= Done.Refused
    }
    return null
  }
  if (now.vote === to) {
    its.explained++
    return null
  }
  if (now.vote === UNKNOWN) {
    if (now.exact) now.vote = to
    return null
  }
  const { input } = now
  its.explained++
  if (input === null || input.message.kind !== TraceMessageKind.RequestVote || input.message.from !== to) {
    if (its.blind) return null
    const reason = `${its.name(suspect.server)} gives a vote to ${its.name(to)}, which did not ask for it`
    return fault('one vote a term', reason, ['no vote'], [suspect.at, input?.receivedAt])
  }
  const denied = mayGrant(its, suspect, now)
  if (denied !== null) return denied
  now.vote = to
  now.done |= Done.Voted
  return null
}

function isNoLeader(its: Case, suspect: Suspect, now: Belief): Fault | null {
  if (now.role === UNKNOWN || now.role === TraceRole.Leader) return null
  if (its.semantics.sends === 'later' && its.facts.leaders.get(now.term)?.server === suspect.server)
    return null
  return fault(
    'what is sent',
    `${its.name(suspect.server)} speaks as a leader, and leads no term`,
    ['only a leader replicates'],
    [suspect.at],
  )
}

function replicates(its: Case, suspect: Suspect, message: TraceMessage, now: Belief): Fault | null {
  const { index, logTerm, count, commit } = message
  const { log } = now
  const name = its.name(suspect.server)
  const wrong = isNoLeader(its, suspect, now) ?? tellsCommit(its, suspect, commit, now)
  if (wrong !== null || log === null || index === UNKNOWN) return wrong
  its.fields += 3
  its.explained += 3
  const held = heldTerm(now, log, index, its.facts)
  if (held === ABSENT || (held !== UNKNOWN && logTerm !== UNKNOWN && held !== logTerm)) {
    const has = held === ABSENT ? `its log ends at ${log.last}` : `it holds an entry of term ${held} there`
    return fault(
      'what is sent',
      `${name} sends entries that follow ${index} of term ${logTerm}, and ${has}`,
      [has],
      [suspect.at],
    )
  }
  if (count !== UNKNOWN && index + count > log.last) {
    return fault(
      'what is sent',
      `${name} sends entries up to ${index + count}, and its log ends at ${log.last}`,
      [`up to ${log.last - index} entries`],
      [suspect.at],
    )
  }
  return carriesOthers(its, suspect, message, now, log)
}

/** Whether entries that a message spells out are not those of its sender's log. */
function carriesOthers(
  its: Case,
  suspect: Suspect,
  { entries }: TraceMessage,
  now: Belief,
  log: TermLog,
): Fault | null {
  if (entries === null) return null
  for (const { index, term } of entries) {
    const held = heldTerm(now, log, index, its.facts)
    if (held === term || held === UNKNOWN || term === UNKNOWN) continue
    return fault(
      'what is sent',
      `${its.name(suspect.server)} sends an entry ${index} of term ${term}, and holds one of term ${held} there`,
      [`term ${held}`],
      [suspect.at],
    )
  }
  return null
}

/** A heartbeat names no entry, so it tells a commitIndex that the follower is known to hold from acknowledgements. */
function keepsAlive(its: Case, suspect: Suspect, { to, commit }: TraceMessage, now: Belief): Fault | null {
  const wrong = isNoLeader(its, suspect, now) ?? tellsCommit(its, suspect, commit, now)
  if (wrong !== null || now.match === null || commit === UNKNOWN || to === suspect.server) return wrong
  const known = now.match[to] ?? 0
  if (commit <= known) return null
  const reason = `${its.name(suspect.server)} tells ${its.name(to)} in a heartbeat that ${commit} is committed, and knows of no more than ${known} in its log`
  return fault('commitIndex', reason, [`${known} at most`], [suspect.at])
}

function sendsSnapshot(
  its: Case,
  suspect: Suspect,
  { index, logTerm }: TraceMessage,
  now: Belief,
): Fault | null {
  const wrong = isNoLeader(its, suspect, now)
  if (wrong !== null || index === UNKNOWN) return wrong
  const name = its.name(suspect.server)
  its.fields++
  its.explained++
  if (index > now.commitHigh) {
    return fault(
      'snapshot',
      `${name} sends a snapshot up to ${index}, and has committed up to ${now.commitHigh}`,
      [`up to ${now.commitHigh}`],
      [suspect.at],
    )
  }
  const held = now.log === null ? UNKNOWN : heldTerm(now, now.log, index, its.facts)
  if (held < 0 || logTerm === UNKNOWN || held === logTerm) return null
  return fault(
    'snapshot',
    `${name} sends a snapshot that ends with ${index} of term ${logTerm}, and held one of term ${held} there`,
    [`term ${held}`],
    [suspect.at],
  )
}
