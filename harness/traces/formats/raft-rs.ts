import type { z } from 'zod'
import { checked } from '../checked.ts'
import type { Format, Importer } from '../format.ts'
import { named } from '../named.ts'
import { kindsOf, type Semantics } from '../semantics.ts'
import type { ServerNames } from '../server-names.ts'
import {
  blankEvent,
  blankState,
  NOBODY,
  TraceKind,
  TraceRole,
  UNKNOWN,
  type TraceEntry,
  type TraceState,
} from '../trace-event.ts'
import { blankTraceMessage, TraceMessageKind, type TraceMessage } from '../trace-message.ts'
import { ENTRY, LINE, STATE } from './raft-rs-line.ts'

type Line = z.infer<typeof LINE>

const KINDS: Readonly<Record<string, TraceKind>> = {
  start: TraceKind.Start,
  restart: TraceKind.Start,
  crash: TraceKind.Crash,
  persist: TraceKind.Persist,
  send: TraceKind.Send,
  recv: TraceKind.Receive,
  propose: TraceKind.Propose,
  apply: TraceKind.Apply,
}

const MESSAGES: Readonly<Record<string, TraceMessageKind>> = {
  MsgRequestVote: TraceMessageKind.RequestVote,
  MsgRequestVoteResponse: TraceMessageKind.Vote,
  MsgRequestPreVote: TraceMessageKind.PreVote,
  MsgRequestPreVoteResponse: TraceMessageKind.PreVoted,
  MsgAppend: TraceMessageKind.Append,
  MsgAppendResponse: TraceMessageKind.Appended,
  MsgHeartbeat: TraceMessageKind.Heartbeat,
  MsgHeartbeatResponse: TraceMessageKind.HeartbeatAnswer,
  MsgSnapshot: TraceMessageKind.Snapshot,
  MsgTimeoutNow: TraceMessageKind.TimeoutNow,
}

const ROLES = {
  follower: TraceRole.Follower,
  precandidate: TraceRole.PreCandidate,
  candidate: TraceRole.Candidate,
  leader: TraceRole.Leader,
} as const

/** A host of raft-rs sends what is durable, one Ready at a time, and its servers are the same for ever. */
const SEMANTICS: Semantics = {
  complete: kindsOf(
    TraceKind.Start,
    TraceKind.Crash,
    TraceKind.Receive,
    TraceKind.Send,
    TraceKind.Persist,
    TraceKind.Apply,
  ),
  messages: 2 ** TraceMessageKind.Other - 1,
  receiveShows: 'before',
  sends: 'as made',
  selfMessages: false,
  configuration: 'on apply',
  order: 'total',
  disk: 'as told',
  appendsUnasked: true,
}

/** The form in which an adapter of raft-rs writes what its servers do. */
export const raftRs: Format = {
  name: 'raft-rs',
  title: 'an adapter of raft-rs',
  recognises: (first) => {
    const { i, n, k } = (first ?? {}) as { i?: unknown; n?: unknown; k?: unknown }
    return typeof i === 'number' && typeof n === 'number' && typeof k === 'string'
  },
  prologue: () => ({ semantics: SEMANTICS, implementation: 'raft-rs', voters: null }),
  importer,
}

function importer(file: number, servers: ServerNames): Importer {
  const names = (id: number): number => servers.numberOf(String(id))
  return (record, line) => {
    const shown = checked(LINE, record, line)
    const kind = named(KINDS, shown.k)
    if (kind === undefined) return null
    const event = blankEvent(kind, file, line, names(shown.n), shown.k)
    if (shown.st) event.state = stateOf(shown.st, names)
    if (shown.type !== undefined) event.message = messageOf(shown, names)
    else event.entries = shown.ents?.map(entryOf) ?? null
    if (!shown.hs) return event
    const [term, vote, commit] = shown.hs
    return { ...event, hard: { ...blankState(), term, vote: vote === 0 ? NOBODY : names(vote), commit } }
  }
}

function stateOf(st: z.infer<typeof STATE>, names: (id: number) => number): TraceState {
  const { term, commit, last, lastTerm } = st
  const vote = st.vote === 0 ? NOBODY : names(st.vote)
  return { ...blankState(), term, vote, commit, last, lastTerm, role: ROLES[st.role] }
}

function messageOf(shown: Line, names: (id: number) => number): TraceMessage {
  const kind = named(MESSAGES, shown.type as string) ?? TraceMessageKind.Other
  const made = blankTraceMessage(kind, names(shown.from ?? shown.n), names(shown.to ?? shown.n))
  made.term = shown.term ?? UNKNOWN
  made.index = (kind === TraceMessageKind.Snapshot ? shown.snap : shown.index) ?? UNKNOWN
  if (kind !== TraceMessageKind.Snapshot) made.logTerm = shown.logTerm ?? UNKNOWN
  made.commit = shown.commit ?? UNKNOWN
  made.reject = shown.reject === undefined ? UNKNOWN : Number(shown.reject)
  made.hint = shown.hint ?? UNKNOWN
  made.id = shown.id === undefined ? null : String(shown.id)
  made.entries = shown.ents?.map(entryOf) ?? null
  made.count = made.entries?.length ?? UNKNOWN
  return made
}

function entryOf([index, term, content]: z.infer<typeof ENTRY>): TraceEntry {
  return { index, term, content: content ?? null, voters: UNKNOWN, outgoing: UNKNOWN }
}
