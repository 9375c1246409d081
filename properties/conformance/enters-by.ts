import { UNKNOWN } from '../../harness/traces/trace-event.ts'
import { TraceMessageKind, type TraceMessage } from '../../harness/traces/trace-message.ts'

/** Whether a message has its receiver enter a term: not one that asks whether it would vote, or says that it would. */
export function entersBy({ kind, term: its, reject }: TraceMessage, term: number): boolean {
  if (kind === TraceMessageKind.PreVote || (kind === TraceMessageKind.PreVoted && reject === 0)) return false
  return its === term || its === UNKNOWN
}

/** Whether a message has its receiver enter a term above the one that it is in. */
export function entersAbove(message: TraceMessage, term: number): boolean {
  return message.term > term && entersBy(message, message.term)
}
