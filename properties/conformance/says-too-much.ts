import { UNKNOWN } from '../../harness/traces/trace-event.ts'
import { TraceMessageKind, type TraceMessage } from '../../harness/traces/trace-message.ts'
import type { Belief } from './belief.ts'
import { fault, type Fault } from './fault.ts'
import { heldTerm } from './held.ts'
import type { Case, Suspect } from './suspect.ts'
import { tellsCommit } from './tells-commit.ts'

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
export function saysTooMuch(its: Case, suspect: Suspect, message: TraceMessage, now: Belief): Fault | null {
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
