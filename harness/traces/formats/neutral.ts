import type { z } from 'zod'
import { checked } from '../checked.ts'
import type { Format, Importer, Prologue } from '../format.ts'
import type { ServerNames } from '../server-names.ts'
import { setOf } from '../set-of.ts'
import { TraceError } from '../trace-error.ts'
import {
  blankEvent,
  blankState,
  KIND_NAMES,
  NOBODY,
  TraceRole,
  UNKNOWN,
  type TraceEntry,
  type TraceKind,
  type TraceState,
} from '../trace-event.ts'
import { blankTraceMessage, MESSAGE_NAMES, TraceMessageKind, type TraceMessage } from '../trace-message.ts'
import { EVENT, HEADER } from './neutral-schema.ts'
import { semanticsOf } from './neutral-semantics.ts'

type Shown = z.infer<typeof EVENT>
type ShownState = NonNullable<Shown['st']>
type ShownMessage = NonNullable<Shown['m']>
type ShownEntry = NonNullable<Shown['entries']>[number]

/** Whitewater's own: small enough to be written from any language, and able to say what it does not see. */
export const neutral: Format = {
  name: 'whitewater',
  title: 'Whitewater’s own trace format, version 1',
  recognises: (first) => (first as { whitewater?: unknown } | null)?.whitewater === 'trace',
  prologue,
  importer,
}

function prologue([first]: readonly unknown[], line: number): Prologue {
  const header = checked(HEADER, first, line)
  const { impl, version } = header
  const implementation =
    impl === undefined ? null : [impl, version].filter((part) => part !== undefined).join(' ')
  return { semantics: semanticsOf(header), implementation, voters: header.voters ?? header.servers ?? null }
}

function importer(file: number, all: ServerNames): Importer {
  let begun: { readonly header: string; readonly servers: ServerNames } | null = null
  return (record, line) => {
    if (neutral.recognises(record)) {
      const header = JSON.stringify(record)
      // A process that starts again may write its header again, at the end of the same file.
      if (begun !== null && begun.header !== header)
        throw new TraceError(line, 'another header than the first; expected an event')
      begun = { header, servers: introduced(all, checked(HEADER, record, line).servers) }
      return null
    }
    if (begun === null)
      throw new TraceError(line, 'no header before it; expected {"whitewater":"trace","v":1}')
    const { servers } = begun
    const shown = checked(EVENT, record, line)
    const kind = KIND_NAMES.indexOf(shown.k) as TraceKind
    const event = blankEvent(kind, file, line, servers.numberOf(shown.n), shown.k)
    if (shown.st !== undefined) event.state = stateOf(shown.st, servers)
    if (shown.m !== undefined) event.message = messageOf(shown.m, servers)
    if (shown.hard !== undefined) event.hard = stateOf(shown.hard, servers)
    if (shown.entries !== undefined) event.entries = shown.entries.map((entry) => entryOf(entry, servers))
    event.index = shown.index ?? UNKNOWN
    event.term = shown.term ?? UNKNOWN
    event.applied = shown.applied ?? UNKNOWN
    event.context = shown.ctx ?? null
    return event
  }
}

/** Those that the header lists, where it lists them: another is a slip. */
function introduced(all: ServerNames, listed: readonly string[] | undefined): ServerNames {
  if (listed === undefined) return all
  const numberOf = (name: string): number => {
    if (listed.includes(name)) return all.numberOf(name)
    throw new TraceError(
      undefined,
      `server ${JSON.stringify(name)}, which the header does not list; expected one of ${JSON.stringify(listed)}`,
    )
  }
  return {
    numberOf,
    nameOf: all.nameOf,
    get count() {
      return all.count
    },
  }
}

const ROLES = {
  follower: TraceRole.Follower,
  'pre-candidate': TraceRole.PreCandidate,
  candidate: TraceRole.Candidate,
  leader: TraceRole.Leader,
} as const

function stateOf(shown: ShownState, servers: ServerNames): TraceState {
  const state = blankState()
  state.term = shown.term ?? UNKNOWN
  if (shown.vote !== undefined) state.vote = shown.vote === '' ? NOBODY : servers.numberOf(shown.vote)
  state.commit = shown.commit ?? UNKNOWN
  state.last = shown.last ?? UNKNOWN
  state.lastTerm = shown.lastTerm ?? UNKNOWN
  if (shown.role !== undefined) state.role = ROLES[shown.role]
  if (shown.voters !== undefined) {
    state.voters = setOf(shown.voters, servers)
    state.outgoing = setOf(shown.outgoing ?? [], servers)
  }
  return state
}

function messageOf(shown: ShownMessage, servers: ServerNames): TraceMessage {
  const kind = MESSAGE_NAMES.indexOf(shown.k) as TraceMessageKind
  const made = blankTraceMessage(kind, servers.numberOf(shown.from), servers.numberOf(shown.to))
  made.term = shown.term ?? UNKNOWN
  made.index = shown.index ?? UNKNOWN
  made.logTerm = shown.logTerm ?? UNKNOWN
  if (shown.entries !== undefined) made.entries = shown.entries.map((entry) => entryOf(entry, servers))
  made.count = shown.count ?? made.entries?.length ?? UNKNOWN
  made.commit = shown.commit ?? UNKNOWN
  made.reject = shown.reject === undefined ? UNKNOWN : Number(shown.reject)
  made.hint = shown.hint ?? UNKNOWN
  made.id = shown.id === undefined ? null : String(shown.id)
  return made
}

function entryOf([index, term, content, configuration]: ShownEntry, servers: ServerNames): TraceEntry {
  return {
    index,
    term,
    content: content ?? null,
    voters: configuration === undefined ? UNKNOWN : setOf(configuration.voters, servers),
    outgoing: configuration === undefined ? UNKNOWN : setOf(configuration.outgoing ?? [], servers),
  }
}
