import { TraceRole, UNKNOWN, type TraceEvent } from '../../harness/traces/trace-event.ts'
import { TraceMessageKind, type TraceMessage } from '../../harness/traces/trace-message.ts'
import { copyOf, Done, Shown, type Belief } from './belief.ts'
import { fault, type Fault } from './fault.ts'
import { heldTerm } from './held.ts'
import { takeEntries } from './take-entries.ts'
import { ABSENT, type TermLog } from './term-log.ts'
import type { Case, Suspect } from './suspect.ts'
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
  if (now.exact && term !== UNKNOWN) {
    its.fields++
    its.explained++
    if (term > now.term || (term < now.term && its.semantics.sends === 'as made')) {
      const reason = `${name} sends a message of term ${term}, and is in term ${now.term}`
      return fault('what is sent', reason, [`term ${now.term}`], [suspect.at])
    }
    if (term < now.term) return null
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

/** The fields that a message of each kind has a use for: a set of the places in `FIELDS`; of the others there is nothing to tell. */
const FIELDS = ['index', 'logTerm', 'count', 'commit'] as const
const USED: Readonly<Partial<Record<TraceMessageKind, number>>> = {
  [TraceMessageKind.RequestVote]: 0b1011,
  [TraceMessageKind.Vote]: 0b1000,
  [TraceMessageKind.Append]: 0b1111,
  [TraceMessageKind.Appended]: 0b1011,
  [TraceMessageKind.Heartbeat]: 0b1000,
  [TraceMessageKind.HeartbeatAnswer]: 0b1000,
  [TraceMessageKind.Snapshot]: 0b0011,
}
const REFUSES: ReadonlySet<TraceMessageKind> = new Set([
  TraceMessageKind.Vote,
  TraceMessageKind.Appended,
  TraceMessageKind.SnapshotAnswer,
])

/** Whether a message tells what one of its kind has no use for, or a commitIndex that its sender does not know of. */
function saysTooMuch(its: Case, suspect: Suspect, message: TraceMessage, now: Belief): Fault | null {
  const { kind, reject, commit } = message
  const used = USED[kind]
  if (used === undefined) return null
  const name = its.name(suspect.server)
  for (let place = 0; place < FIELDS.length; place++) {
    const field = FIELDS[place] as (typeof FIELDS)[number]
    const useless = (used & (1 << place)) === 0 || (field === 'logTerm' && isOther(its, message, now))
    if (useless && message[field] > 0) {
      return fault(
        'what is sent',
        `${name} sends a message that tells a ${field} of ${message[field]}, for which such a message has no use`,
        [`${field} 0`],
        [suspect.at],
      )
    }
  }
  if (reject === 1 && !REFUSES.has(kind)) {
    return fault(
      'what is sent',
      `${name} sends a message that refuses and answers nothing`,
      ['reject false'],
      [suspect.at],
    )
  }
  const answers = kind !== TraceMessageKind.Append && kind !== TraceMessageKind.Heartbeat
  return answers ? tellsCommit(its, suspect, commit, now) : null
}

/** Whether an acknowledgement names a term that the entry it acknowledges has not. */
function isOther({ facts }: Case, { kind, reject, index, logTerm }: TraceMessage, now: Belief): boolean {
  if (kind !== TraceMessageKind.Appended || reject !== 0 || now.log === null || logTerm <= 0) return false
  const held = heldTerm(now, now.log, index, facts)
  return held !== UNKNOWN && held !== logTerm
}

function asksForVote(
  its: Case,
  suspect: Suspect,
  { index, logTerm }: TraceMessage,
  now: Belief,
): Fault | null {
  const name = its.name(suspect.server)
  if (now.role !== UNKNOWN && now.role !== TraceRole.Candidate) {
    if (its.semantics.sends === 'later' && now.vote === suspect.server) return null
    return fault(
      'election',
      `${name} asks for votes and is no candidate`,
      ['it stands for election first'],
      [suspect.at],
    )
  }
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
      if (now.vote !== to) now.done |= Done.Refused
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
  const its_ = heldTerm(now, log, index, its.facts)
  if (its_ === ABSENT || (its_ !== UNKNOWN && logTerm !== UNKNOWN && its_ !== logTerm)) {
    const has = its_ === ABSENT ? `its log ends at ${log.last}` : `it holds an entry of term ${its_} there`
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

/** A leader tells a commitIndex no higher than its own; the true one, even where it sends fewer entries. */
function tellsCommit(its: Case, suspect: Suspect, commit: number, now: Belief): Fault | null {
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

/** A follower acknowledges what its log shares with the leader's: what came, what was verified before, or what is committed. */
function acknowledges(its: Case, suspect: Suspect, message: TraceMessage, now: Belief): Fault | null {
  const { to, index, reject } = message
  const name = its.name(suspect.server)
  if (reject === 1) {
    if (now.input?.message.from === to && (now.done & Done.Appended) === 0) now.done |= Done.Refused
    return null
  }
  if (reject === UNKNOWN || index === UNKNOWN || now.log === null || isHalfShown(now)) return null
  its.fields++
  its.explained++
  if (to !== suspect.server && now.input !== null && (now.done & (Done.Appended | Done.Refused)) === 0) {
    const found = showsTaken(its, suspect, message, now)
    if (found !== null) return found
  }
  const log = now.log as TermLog | null
  if (log !== null && index > log.last) {
    return fault(
      'what is sent',
      `${name} acknowledges entries up to ${index}, and its log ends at ${log.last}`,
      [`${log.last} at most`],
      [suspect.at, now.input?.receivedAt],
    )
  }
  if (to === suspect.server || index <= Math.max(now.verified, now.commitHigh) || its.blind) return null
  const reason = `${name} acknowledges entries up to ${index}, of which it knows only up to ${Math.max(now.verified, now.commitLow)} that they are its leader's`
  return fault(
    'consistency check',
    reason,
    [`${now.verified}`, 'a refusal'],
    [suspect.at, now.input?.receivedAt],
  )
}

/** Whether entries came of which it does not show how many, or behind which. */
function isHalfShown({ input }: Belief): boolean {
  if (input === null || input.message.kind !== TraceMessageKind.Append) return false
  const { index, count, term } = input.message
  return index === UNKNOWN || count === UNKNOWN || term === UNKNOWN
}

/** An acknowledgement of all that the message in hand brings shows that it was taken. */
function showsTaken(its: Case, suspect: Suspect, { index }: TraceMessage, now: Belief): Fault | null {
  const { input, log } = now
  if (input === null || log === null || input.message.kind !== TraceMessageKind.Append) return null
  if (now.exact && input.message.term !== now.term) return null
  const { index: before, count } = input.message
  if (before === UNKNOWN || count === UNKNOWN || index < before + count || index <= now.verified) return null
  const taken = takeEntries(now, its.facts)
  const name = its.name(suspect.server)
  if ('rule' in taken) return { ...taken, reason: `${name} ${taken.reason}` }
  const seen = (now.shown & Shown.Last) !== 0
  if (seen && taken.log !== null && taken.log !== log && taken.log.last !== log.last) {
    return fault(
      'what is sent',
      `${name} acknowledges entries up to ${index}, which it has not taken into its log`,
      [`${Math.max(now.verified, now.commitLow)}`],
      [suspect.at, input.receivedAt],
    )
  }
  now.log = taken.log ?? log
  now.verified = Math.max(now.verified, taken.upTo)
  now.done |= Done.Appended
  return null
}
