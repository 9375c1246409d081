import { MessageKind } from '../../../core/message.ts'
import { TraceKind, UNKNOWN, type TraceEvent } from '../../../harness/traces/trace-event.ts'
import { MESSAGE_NAMES, TraceMessageKind, type TraceMessage } from '../../../harness/traces/trace-message.ts'
import type { Sent } from '../../../properties/conformance/network.ts'
import { End, type Passage } from '../../recording/story.ts'
import { traceMessageDetail } from '../trace-event-text.ts'

/** Follows the messages of a trace; positions before the part that is drawn are 0 or less. */
export interface ToldPassages {
  /** A message left or came; `sent` is what the network knows it as. */
  see(event: TraceEvent, sent: Sent | null | undefined, position: number): void
  /** Those that are on their way in the part that is drawn. */
  passages(): Passage[]
}

/** Sendings that tell the same, and arrivals of which each is of one of them. */
interface Alike {
  readonly message: TraceMessage
  readonly sent: number[]
  readonly received: number[]
}

const KINDS: Readonly<Record<TraceMessageKind, MessageKind>> = {
  [TraceMessageKind.RequestVote]: MessageKind.RequestVote,
  [TraceMessageKind.Vote]: MessageKind.Vote,
  [TraceMessageKind.PreVote]: MessageKind.PreVote,
  [TraceMessageKind.PreVoted]: MessageKind.PreVoted,
  [TraceMessageKind.Append]: MessageKind.AppendEntries,
  [TraceMessageKind.Appended]: MessageKind.Appended,
  [TraceMessageKind.Heartbeat]: MessageKind.AppendEntries,
  [TraceMessageKind.HeartbeatAnswer]: MessageKind.Appended,
  [TraceMessageKind.Snapshot]: MessageKind.InstallSnapshot,
  [TraceMessageKind.SnapshotAnswer]: MessageKind.Installed,
  [TraceMessageKind.TimeoutNow]: MessageKind.TimeoutNow,
  [TraceMessageKind.Other]: MessageKind.AskReadIndex,
}

/** Nothing was sent so far. */
export function openToldPassages(): ToldPassages {
  const alike = new Map<Sent | TraceMessage, Alike>()
  return {
    see({ kind, message, server }, sent, position) {
      // What a server tells itself crosses no network.
      if (message === null || message.from === message.to) return
      const isSend = kind === TraceKind.Send
      if (!isSend && (kind !== TraceKind.Receive || message.to !== server)) return
      const known = alike.get(sent ?? message)
      const its = known ?? { message: sent?.message ?? message, sent: [], received: [] }
      if (known === undefined) alike.set(sent ?? message, its)
      ;(isSend ? its.sent : its.received).push(position)
    },
    passages: () =>
      [...alike.values()].flatMap(passagesOf).sort(([, , , , , one], [, , , , , other]) => one - other),
  }
}

/** Arrivals are of the latest sendings that keep them in order: so what was lost long ago is not what comes now. */
function passagesOf({ message, sent, received }: Alike): Passage[] {
  const arrivals = sent.map((): number[] => [])
  const unsent: number[] = []
  let last = sent.length - 1
  for (const position of received.toReversed()) {
    while (last >= 0 && (sent[last] as number) >= position) last--
    // Where all sendings have arrived, it is a copy of the last before it.
    const place = last >= 0 ? last-- : sent.findLastIndex((one) => one < position)
    if (place < 0) unsent.push(position)
    else arrivals[place]?.unshift(position)
  }
  return [
    ...sent.flatMap((from, place) => passage(message, from, arrivals[place] as number[])),
    ...unsent.filter((position) => position > 0).map((position) => madeUp(message, position)),
  ]
}

/** None, where it was over before the part that is drawn, or never came out of that. */
function passage(message: TraceMessage, from: number, arrivals: readonly number[]): Passage[] {
  const seen = arrivals.filter((position) => position > 0)
  if (from <= 0 && seen.length === 0) return []
  const last = seen.length - 1
  const ends = seen.flatMap((position, place) => [position, place < last ? End.Copied : End.Delivered])
  return [[...linkOf(message), traceMessageDetail(message), Math.max(0, from), ...ends]]
}

/** It came, and nobody was seen sending it. */
function madeUp(message: TraceMessage, position: number): Passage {
  const said = traceMessageDetail(message)
  const detail = `${said}${said === '' ? '' : '; '}nobody was seen sending it`
  return [...linkOf(message), detail, position, position, End.Delivered]
}

function linkOf({ from, to, kind, term }: TraceMessage): [number, number, number, string] {
  const name = `${MESSAGE_NAMES[kind]}${term === UNKNOWN ? '' : ` t${term}`}`
  return [from, to, KINDS[kind], name]
}
