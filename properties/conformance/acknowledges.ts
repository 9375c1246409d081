import { UNKNOWN } from '../../harness/traces/trace-event.ts'
import { TraceMessageKind, type TraceMessage } from '../../harness/traces/trace-message.ts'
import { Done, Shown, type Belief } from './belief.ts'
import { fault, type Fault } from './fault.ts'
import { takeEntries } from './take-entries.ts'
import type { Case, Suspect } from './suspect.ts'
import type { TermLog } from './term-log.ts'

/** A follower acknowledges what its log shares with the leader's: what came, what was verified before, or what is committed. */
export function acknowledges(its: Case, suspect: Suspect, message: TraceMessage, now: Belief): Fault | null {
  const { to, index, reject } = message
  const name = its.name(suspect.server)
  if (reject === 1) {
    // What leaves later may answer an older message than the one in its hand.
    const hand = its.semantics.sends === 'as made' ? now.input?.message : undefined
    const answers = hand?.from === to && hand.kind === TraceMessageKind.Append
    if (answers && (now.done & Done.Appended) === 0) now.done |= Done.Refused
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
