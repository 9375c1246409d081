import { tellsAll } from '../../harness/traces/semantics.ts'
import {
  TraceKind,
  TraceRole,
  UNKNOWN,
  type TraceEvent,
  type TraceState,
} from '../../harness/traces/trace-event.ts'
import { TraceMessageKind } from '../../harness/traces/trace-message.ts'
import { Done, enterTerm, Shown, shownLog, type Belief } from './belief.ts'
import { fault, type Fault } from './fault.ts'
import { heldTerm } from './held.ts'
import { bringsEntries, takeEntries, takeSnapshot, type Taken } from './take-entries.ts'
import { grown, termAt, type TermLog } from './term-log.ts'
import type { Case, Suspect } from './suspect.ts'

/** Holds where a server's log ends to what it may have become; `takes`: if it has taken the entries in its hand. */
export function settleLog(
  its: Case,
  suspect: Suspect,
  event: TraceEvent,
  state: TraceState,
  now: Belief,
  before: Belief,
  takes = false,
): Fault | null {
  const { last, lastTerm } = state
  if (last === UNKNOWN) {
    return takes ? takeInput(its, suspect, now, UNKNOWN) : null
  }
  its.fields++
  now.shown |= Shown.Last
  if (now.log === null) {
    now.log = shownLog(last, lastTerm)
    return null
  }
  its.explained++
  if (takes) {
    const found = takeInput(its, suspect, now, last)
    if (found !== null) return found
  } else if (last !== now.log.last) {
    const found = changeLength(its, suspect, event, now, now.log, last, before)
    if (found !== null) return found
  }
  if (lastTerm === UNKNOWN || now.log === null) return null
  return settleLastTerm(its, suspect, now, now.log, lastTerm)
}

function changeLength(
  its: Case,
  suspect: Suspect,
  event: TraceEvent,
  now: Belief,
  log: TermLog,
  last: number,
  before: Belief,
): Fault | null {
  const { saved, input, done } = now
  const brings = bringsEntries(now) && (now.done & Done.Refused) === 0
  const found = brings ? takeInput(its, suspect, now, last) : null
  if (brings && found === null) return null
  if (saved?.message.index === UNKNOWN) {
    now.log = shownLog(last, UNKNOWN)
    return null
  }
  if (saved !== null && saved !== input && saved.message.index === last && last > now.commitLow) {
    now.input = saved
    const other = takeInput(its, suspect, now, last)
    now.input = input
    now.done = done
    return other
  }
  // Who has just stepped down may have appended, unseen, while it led.
  const unseen = now.role !== TraceRole.Leader && !tellsAll(its.semantics, TraceKind.Propose)
  if (unseen && before.role === TraceRole.Leader && before.exact && last > log.last) {
    now.log = grown(log, before.term, last - log.last)
    return null
  }
  if (!now.exact || now.role === UNKNOWN) {
    now.log = shownLog(last, UNKNOWN)
    return null
  }
  if (now.role === TraceRole.Leader && last > log.last) return appendOwn(its, suspect, event, now, log, last)
  if (found !== null) return found
  const name = its.name(suspect.server)
  const is = `${name}'s log ends at ${last}, and ended at ${log.last}`
  if (now.role === TraceRole.Leader) {
    return fault(
      'leader append-only',
      `${is}, while it leads term ${now.term}`,
      [`an end at ${log.last} or behind it`],
      [suspect.at],
    )
  }
  return fault(
    'log grows by its leader',
    `${is}, and nothing brought or removed entries`,
    [`an end at ${log.last}`],
    [suspect.at, now.input?.receivedAt],
  )
}

/** A leader appends what its clients ask for, or, where members change, what it has to by itself. */
function appendOwn(
  { semantics, name }: Case,
  { server, at, outgoing }: Suspect,
  event: TraceEvent,
  now: Belief,
  log: TermLog,
  last: number,
): Fault | null {
  const more = last - log.last
  const unasked = semantics.appendsUnasked || outgoing > 0 || (event.state?.outgoing ?? 0) > 0 ? 1 : 0
  if (tellsAll(semantics, TraceKind.Propose) && more > now.proposed + unasked) {
    const reason = `${name(server)}'s log grows by ${more}, and it has accepted ${now.proposed}`
    return fault('log grows by its leader', reason, [`an end at ${log.last + now.proposed}`], [at])
  }
  now.proposed = Math.max(0, now.proposed - more)
  now.log = grown(log, now.term, more)
  return null
}

/** It has taken what the message in hand brings; `last` is where its log ends then, as shown. */
export function takeInput(its: Case, suspect: Suspect, now: Belief, last: number): Fault | null {
  const { message, receivedAt } = now.input as NonNullable<Belief['input']>
  const name = its.name(suspect.server)
  const { log } = now
  if (log === null) {
    now.log = shownLog(last, UNKNOWN)
    now.done |= Done.Appended
    return null
  }
  if (message.term !== UNKNOWN && now.exact && message.term < now.term && now.input !== now.saved) {
    const reason = `${name} takes entries of a leader of term ${message.term}, and is in term ${now.term}`
    return fault('stale term', reason, ['it refuses them'], [receivedAt])
  }
  if (message.term > now.term) enterTerm(now, message.term)
  if (message.kind === TraceMessageKind.Snapshot && keepsSuffix(its, now, log)) {
    const reason = `${name} gives up its entries behind ${message.index}, with which a snapshot that agrees with its log ends`
    return fault('snapshot', reason, ['it keeps them'], [receivedAt])
  }
  if (
    message.kind === TraceMessageKind.Snapshot &&
    message.index !== UNKNOWN &&
    message.index < now.commitLow
  ) {
    const reason = `${name} takes a snapshot up to ${message.index}, and has committed up to ${now.commitLow}`
    return fault('snapshot', reason, ['it ignores the snapshot'], [receivedAt])
  }
  const taken: Taken | Fault =
    message.kind === TraceMessageKind.Snapshot ? takeSnapshot(now) : takeEntries(now, its.facts)
  if ('rule' in taken) return { ...taken, reason: `${name} ${taken.reason}` }
  if (last !== UNKNOWN && taken.log !== null && taken.log.last !== last)
    return wrongEnd(its, suspect, now, log, taken.log, last)
  now.log = taken.log ?? shownLog(last, UNKNOWN)
  now.done |= Done.Appended
  if (taken.upTo !== UNKNOWN) now.verified = Math.max(now.verified, taken.upTo)
  return null
}

/** Whether the snapshot in hand ends with an entry that the log holds, with more behind it. */
function keepsSuffix({ facts }: Case, now: Belief, log: TermLog): boolean {
  const { message, log: source } = now.input as NonNullable<Belief['input']>
  const { index } = message
  if (index === UNKNOWN || index >= log.last) return false
  const term = source === null ? message.logTerm : termAt(source, index)
  return index <= now.commitLow || (term >= 0 && heldTerm(now, log, index, facts) === term)
}

function wrongEnd(
  { name }: Case,
  { server }: Suspect,
  now: Belief,
  before: TermLog,
  should: TermLog,
  last: number,
): Fault {
  const { receivedAt } = now.input as NonNullable<Belief['input']>
  const allowed =
    should.last === before.last
      ? [`an end at ${before.last}`]
      : [
          `an end at ${before.last}, of the log as it was`,
          `an end at ${should.last}, with the entries that came`,
        ]
  const is = `${name(server)}'s log ends at ${last}, and ended at ${before.last}`
  if (last < before.last) {
    return fault(
      'remove on conflict only',
      `${is}: entries are gone that conflict with none that came`,
      allowed,
      [receivedAt],
    )
  }
  return fault('log grows by its leader', is, allowed, [receivedAt])
}

function settleLastTerm(
  its: Case,
  suspect: Suspect,
  now: Belief,
  log: TermLog,
  lastTerm: number,
): Fault | null {
  its.fields++
  const known = heldTerm(now, log, log.last, its.facts)
  if (known === UNKNOWN) {
    if (log.base === log.last) now.log = shownLog(log.last, lastTerm)
    return null
  }
  its.explained++
  if (known === lastTerm) return null
  if (!now.exact || now.role === UNKNOWN) {
    now.log = shownLog(log.last, lastTerm)
    return null
  }
  const reason = `${its.name(suspect.server)}'s log ends with an entry of term ${lastTerm}, where it holds one of term ${known}`
  return fault('log matching', reason, [`term ${known}`], [suspect.at, now.input?.receivedAt])
}
