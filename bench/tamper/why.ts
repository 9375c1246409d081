import {
  TraceKind,
  TraceRole,
  UNKNOWN,
  type TraceEvent,
  type TraceState,
} from '../../harness/traces/trace-event.ts'
import { TraceMessageKind, type TraceMessage } from '../../harness/traces/trace-message.ts'
import type { Edit } from './edit.ts'

/** Why a correct server may have written an edited line: by what the rest of the trace says, as far as that is plain. */
export function whyAccepted(events: readonly TraceEvent[], edit: Edit, edited: TraceEvent): string {
  const place = events.findIndex(({ line }) => line === edit.line)
  const before = events[place]
  if (before === undefined) return 'the line tells nothing that is judged'
  if (JSON.stringify(before) === JSON.stringify(edited)) return notRead(before)
  if (edit.field.startsWith('msg.')) return whyMessage(events, place, edited)
  if (before.kind === TraceKind.Start)
    return 'a server starts, and nothing told before what it has on its disk'
  return whyState(events, place, edit, before, edited)
}

function notRead({ kind, message }: TraceEvent): string {
  if (kind === TraceKind.Start)
    return 'a server is being made: nothing is loaded into it yet, so this is not read'
  if (message?.kind === TraceMessageKind.Snapshot)
    return 'of a snapshot, the library tells only its index, so this is not read'
  return 'this is not read here'
}

function whyMessage(events: readonly TraceEvent[], place: number, edited: TraceEvent): string {
  const { kind, message } = events[place] as TraceEvent
  const others = events.filter((event, i) => i !== place && event.message !== null && event.kind !== kind)
  const same = (one: TraceMessage | null): boolean => others.some((event) => sameMessage(event.message, one))
  if (kind === TraceKind.Receive) {
    return same(edited.message)
      ? 'such a message was sent too, and may be the one that came'
      : 'messages of this kind are not all told'
  }
  if (!same((events[place] as TraceEvent).message))
    return 'the message never arrives, and it may well have said that'
  const again = events.some(
    (event, i) => i !== place && event.kind === kind && sameMessage(event.message, message),
  )
  return again
    ? 'the message was sent more than once: what arrives may be another'
    : 'the message arrives as it was: another one fits'
}

function sameMessage(one: TraceMessage | null, other: TraceMessage | null): boolean {
  if (one === null || other === null) return false
  const { entries: _, ...told } = one
  const { entries: __, ...its } = other
  return JSON.stringify(told) === JSON.stringify(its)
}

const FIELDS: Readonly<Record<string, keyof TraceState>> = {
  term: 'term',
  vote: 'vote',
  commit: 'commit',
  role: 'role',
  log: 'last',
  lastTerm: 'lastTerm',
}

function whyState(
  events: readonly TraceEvent[],
  place: number,
  { field }: Edit,
  before: TraceEvent,
  edited: TraceEvent,
): string {
  const name = FIELDS[field] as keyof TraceState
  if (edited.state?.role === TraceRole.PreCandidate && before.state?.role !== TraceRole.Leader)
    return 'it may have asked for pre-votes and given up, of which nothing need be told'
  const shows = (event: TraceEvent): boolean =>
    event.server === before.server && event.state !== null && event.state[name] !== UNKNOWN
  const next = events.slice(place + 1).find(shows)
  if (next === undefined) return 'the last that is shown of that server'
  if (next.kind === TraceKind.Start) return 'the last that is shown of that server before it starts again'
  const last = events.slice(0, place).findLast(shows)
  const value = edited.state?.[name] as number
  if (next.state?.[name] === value) return 'it shows one line early what it shows next'
  if (last?.state?.[name] === value) return 'it shows one line late what it showed before'
  if (name === 'commit' && value <= (next.state?.commit ?? 0))
    return 'it has committed a part of what it shows next'
  return 'not classified'
}
