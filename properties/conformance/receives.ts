import { tellsAll, tellsMessages } from '../../harness/traces/semantics.ts'
import { TraceKind, TraceRole, UNKNOWN, type TraceEvent } from '../../harness/traces/trace-event.ts'
import { TraceMessageKind, type TraceMessage } from '../../harness/traces/trace-message.ts'
import { copyOf, Done, enterTerm, Shown, type Belief } from './belief.ts'
import { learnVote } from './facts.ts'
import { entersAbove } from './enters-by.ts'
import { fault, type Fault, type Place } from './fault.ts'
import { carriedLog, find, unified, type Sent } from './network.ts'
import { takeEntries, takeSnapshot, bringsEntries } from './take-entries.ts'
import { termAt, ABSENT } from './term-log.ts'
import type { Case, Suspect } from './suspect.ts'
import { mayGrant } from './votes.ts'

/** The message that an event says has come: one that was sent, with all that is known of it. */
export function arrived(
  its: Case,
  suspect: Suspect,
  { message, file, line }: TraceEvent,
): Sent | Fault | null {
  if (message === null) return null
  const at = { file, line }
  const { semantics, network } = its
  if (message.to !== suspect.server) {
    return fault(
      'network',
      `${its.name(suspect.server)} receives a message to ${its.name(message.to)}`,
      ['a message to it'],
      [],
    )
  }
  const found = find(network, message, semantics.order === 'total')
  if (found === undefined) {
    if (!tellsMessages(semantics, message.kind) || !tellsAll(semantics, TraceKind.Send)) {
      return { message, sentAt: null, receivedAt: at, log: carriedLog(message) }
    }
    const reason = `${its.name(suspect.server)} receives a message that ${its.name(message.from)} never sent`
    return fault('network', reason, nearest(its, message), [its.suspects[message.from]?.at])
  }
  if (found === null) return { message, sentAt: null, receivedAt: at, log: carriedLog(message) }
  its.fields++
  its.explained++
  return { message: unified(message, found.message), sentAt: found.sentAt, receivedAt: at, log: found.log }
}

/** The last few messages that were sent on that link, by the fields in which they differ. */
function nearest({ network }: Case, message: TraceMessage): string[] {
  const sent = network.byLink.get(`${message.kind} ${message.from} ${message.to}`) ?? []
  const names = ['term', 'index', 'logTerm', 'count', 'commit', 'reject', 'hint'] as const
  const apart = sent
    .slice(-64)
    .map((one) =>
      names
        .filter((name) => one.message[name] !== message[name])
        .map((name) => `${name} ${one.message[name]} instead of ${message[name]}`),
    )
  const least = Math.min(...apart.map((differs) => differs.length))
  return apart
    .filter((differs) => differs.length === least)
    .slice(-2)
    .map((differs) => `one with ${differs.join(', ')}`)
}

/** Whether a message needs something of its sender to be durable that was not when it arrived. */
export function leftTooEarly(its: Case, { message, sentAt }: Sent): Fault | null {
  const { semantics } = its
  if (
    !tellsAll(semantics, TraceKind.Persist) ||
    !tellsAll(semantics, TraceKind.Start) ||
    (semantics.order !== 'total' && semantics.sends === 'as made') ||
    sentAt === null
  )
    return null
  const sender = its.suspects[message.from]
  const durable = sender?.durable
  if (!durable || durable.term === UNKNOWN || message.term === UNKNOWN) return null
  const { kind, term, to, index, reject } = message
  const votes = kind === TraceMessageKind.RequestVote || (kind === TraceMessageKind.Vote && reject === 0)
  // What it acknowledged in an older term a newer leader may have cut off since, on its disk, too.
  const [belief] = sender.beliefs
  const overtaken = semantics.sends === 'later' && belief !== undefined && belief.term > term
  const acknowledges = kind === TraceMessageKind.Appended && reject === 0 && !overtaken
  if (!votes && !acknowledges) return null
  const because = [sentAt, durable.at]
  const from = its.name(message.from)
  if (durable.term < term && (votes || index > 0)) {
    return fault(
      'durable before sent',
      `${from} sends in term ${term} while its disk is in term ${durable.term}`,
      ['it makes its term durable first'],
      because,
    )
  }
  if (
    kind === TraceMessageKind.Vote &&
    durable.term === term &&
    durable.vote !== to &&
    durable.vote !== UNKNOWN
  ) {
    return fault(
      'durable before sent',
      `${from} gives ${its.name(to)} its vote in term ${term} before that is durable`,
      ['it makes its vote durable first'],
      because,
    )
  }
  if (
    acknowledges &&
    durable.term === term &&
    durable.log !== null &&
    termAt(durable.log, index) === ABSENT
  ) {
    return fault(
      'durable before sent',
      `${from} acknowledges entries up to ${index} while ${durable.log.last} is the last on its disk`,
      ['it makes them durable first'],
      because,
    )
  }
  return null
}

/** It has done what it wants to do with the message in its hand; where nothing showed what, each thing that it may have done. */
export function letGo(its: Case, suspect: Suspect, belief: Belief): Belief[] {
  const ends = [belief]
  const { input, done, shown } = belief
  if (input === null) return ends
  verify(its, belief, input)
  const { message } = input
  const entered = entersAbove(message, belief.term) && (shown & Shown.Term) === 0
  const mayTake =
    (shown & Shown.Last) === 0 && (done & (Done.Appended | Done.Refused)) === 0 && bringsEntries(belief)
  const mayVote =
    input.message.kind === TraceMessageKind.RequestVote &&
    (shown & Shown.Vote) === 0 &&
    (done & (Done.Voted | Done.Refused)) === 0
  const mayRaise =
    (shown & Shown.Commit) === 0 &&
    (input.message.kind === TraceMessageKind.Append ||
      input.message.kind === TraceMessageKind.Heartbeat ||
      input.message.kind === TraceMessageKind.Snapshot)
  if (mayRaise) belief.commitHigh = Math.max(belief.commitHigh, toldCommit(input.message))
  if (!entered && !mayTake && !mayVote) return ends
  const now = copyOf(belief)
  if (entersAbove(message, now.term)) enterTerm(now, message.term)
  if (entered && (mayTake || mayVote)) ends.push(copyOf(now))
  if (mayVote && mayGrant(its, suspect, now) === null) now.vote = input.message.from
  if (mayTake && now.log !== null) {
    const taken =
      input.message.kind === TraceMessageKind.Snapshot ? takeSnapshot(now) : takeEntries(now, its.facts)
    if ('rule' in taken) return ends
    now.log = taken.log
    now.verified = Math.max(now.verified, taken.upTo)
  }
  ends.push(now)
  return ends
}

/** Entries that it holds already agree with the leader's once they have come, whether or not it acts on that. */
function verify({ facts }: Case, belief: Belief, { message }: Sent): void {
  if (message.kind !== TraceMessageKind.Append || belief.role === TraceRole.Leader) return
  const { term, index, count } = message
  if (term === UNKNOWN || index === UNKNOWN || count === UNKNOWN || !belief.exact) belief.verified = Infinity
  if (term !== belief.term || belief.log === null) return
  const taken = takeEntries(belief, facts)
  if ('rule' in taken || (taken.log !== belief.log && taken.log !== null)) return
  belief.verified = Math.max(belief.verified, taken.upTo)
}

function toldCommit({ kind, commit, index }: TraceMessage): number {
  const told = kind === TraceMessageKind.Snapshot ? index : commit
  return told === UNKNOWN ? Infinity : told
}

/** It has a new message in its hand; votes and acknowledgements count from now on. */
export function takeInHand(belief: Belief, input: Sent | null): Belief {
  const now = copyOf(belief)
  now.input = input
  now.done = 0
  now.shown = 0
  if (input === null) return now
  const stale = now.exact && input.message.term !== UNKNOWN && input.message.term < now.term
  if (input.message.kind === TraceMessageKind.Snapshot && !stale && isLater(input, now.saved))
    now.saved = input
  const { kind, from, term, index, reject } = input.message
  if (term !== UNKNOWN && now.exact && term !== now.term) return now
  if (kind === TraceMessageKind.Vote && reject !== 1 && now.votes >= 0) now.votes |= 1 << from
  const acknowledges = kind === TraceMessageKind.Appended || kind === TraceMessageKind.SnapshotAnswer
  if (acknowledges && reject !== 1 && now.match !== null && now.role === TraceRole.Leader) {
    now.match = now.match.slice()
    const upTo = index === UNKNOWN ? Infinity : index
    now.match[from] = Math.max(now.match[from] ?? 0, upTo)
  }
  return now
}

/** Whether a snapshot covers more than another; one that does not show how much may cover anything. */
function isLater({ message }: Sent, other: Sent | null): boolean {
  if (other === null || message.index === UNKNOWN) return true
  return other.message.index !== UNKNOWN && message.index >= other.message.index
}

/** A vote that arrived has left its server: it gave no other in that term. */
export function countVote(its: Case, { message }: Sent, at: Place): Fault | null {
  if (message.kind !== TraceMessageKind.Vote || message.reject !== 0 || message.term === UNKNOWN) return null
  return learnVote(its.facts, message.from, message.term, message.to, at, its.name)
}
