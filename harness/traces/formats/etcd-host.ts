import { z } from 'zod'
import { named } from '../named.ts'
import type { ServerNames } from '../server-names.ts'
import { setOf } from '../set-of.ts'
import {
  blankEvent,
  blankState,
  NOBODY,
  TraceKind,
  UNKNOWN,
  type TraceEntry,
  type TraceEvent,
} from '../trace-event.ts'
import { NAME } from './name.ts'
import { INDEX, TERM } from './numbers.ts'

const ENTRY = z.tuple([INDEX, TERM, z.string(), z.string()])
const IDS = z.array(z.int()).nullable()

/** A line in which the host of etcd/raft tells what the library does not see. */
export const HOST_LINE = z.object({
  tag: z.literal('x'),
  x: z.object({
    k: NAME,
    n: NAME.optional(),
    hs: z.tuple([TERM, z.int(), INDEX]).optional(),
    ents: z.array(ENTRY).optional(),
    snap: z.tuple([INDEX, TERM]).optional(),
    index: INDEX.optional(),
    term: TERM.optional(),
    last: INDEX.optional(),
    applied: INDEX.optional(),
    voters: IDS.optional(),
    outgoing: IDS.optional(),
    ctx: NAME.optional(),
  }),
})
type HostEvent = z.infer<typeof HOST_LINE>['x']

const KINDS: Readonly<Record<string, TraceKind>> = {
  crash: TraceKind.Crash,
  restart: TraceKind.Start,
  persist: TraceKind.Persist,
  apply: TraceKind.Apply,
  applySnap: TraceKind.Restore,
  readReq: TraceKind.ReadAsked,
  readRes: TraceKind.ReadAnswered,
}

/** What such a line tells; the others tell what happened to messages and what was asked, which no rule needs. */
export function hostEvent(x: HostEvent, file: number, line: number, servers: ServerNames): TraceEvent | null {
  const kind = named(KINDS, x.k)
  if (kind === undefined || x.n === undefined) return null
  const event = blankEvent(kind, file, line, servers.numberOf(x.n), x.k)
  event.entries = x.ents?.map(entryOf) ?? null
  event.index = x.snap?.[0] ?? x.index ?? UNKNOWN
  event.term = x.snap?.[1] ?? x.term ?? UNKNOWN
  event.applied = x.applied ?? UNKNOWN
  event.context = x.ctx ?? null
  if (x.hs === undefined) return event
  const state = blankState()
  state.term = x.hs[0]
  state.vote = x.hs[1] === 0 ? NOBODY : servers.numberOf(String(x.hs[1]))
  state.commit = x.hs[2]
  if (kind === TraceKind.Persist) return { ...event, hard: state }
  state.last = x.last ?? UNKNOWN
  if (x.voters !== undefined) state.voters = setOf((x.voters ?? []).map(String), servers)
  if (x.outgoing !== undefined) state.outgoing = setOf((x.outgoing ?? []).map(String), servers)
  return { ...event, state }
}

function entryOf([index, term, type, content]: z.infer<typeof ENTRY>): TraceEntry {
  return { index, term, content: `${type} ${content}`, voters: UNKNOWN, outgoing: UNKNOWN }
}
