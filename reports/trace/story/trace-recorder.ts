import { TraceKind, TraceRole, type TraceEvent } from '../../../harness/traces/trace-event.ts'
import { ActionKind } from '../../../harness/world/action.ts'
import { contentOf } from '../../../properties/conformance/facts.ts'
import { spoken, type TraceOnlooker, type TraceVerdict } from '../../../properties/conformance/judge-trace.ts'
import { find } from '../../../properties/conformance/network.ts'
import type { Case, Suspect } from '../../../properties/conformance/suspect.ts'
import { changed, differenceOf } from '../../recording/difference.ts'
import { DOWN, STOOD, TOLD, type Change, type Moment, type Sight, type Story } from '../../recording/story.ts'
import type { DrawnPart } from './drawn-part.ts'
import { shortNames } from './short-names.ts'
import { sightOfSuspect, UNSEEN_SIGHT, type Reading } from './sight-of-suspect.ts'
import { openToldEntries } from './told-entries.ts'
import { openToldPassages } from './told-passages.ts'
import { traceMomentText, traceShownText } from '../trace-event-text.ts'

/** What a recorder has seen of a trace. */
export interface SeenTrace extends Pick<
  Story,
  'servers' | 'names' | 'entries' | 'beginning' | 'moments' | 'passages'
> {
  /** By moment: its file, what its line is called, and what it shows of the server. */
  readonly shown: readonly (readonly [file: number, words: string])[]
  readonly shortNames: readonly string[]
  /** The events that were asked for, by number. */
  readonly events: ReadonlyMap<number, TraceEvent>
}

/** An onlooker that keeps what a picture needs of a part of a trace. */
export interface TraceRecorder {
  readonly see: TraceOnlooker
  seen(): SeenTrace
}

/** So many entries of every log are told of those before the part that is drawn. */
const ENTRIES_BEFORE = 32

/** A recorder that has seen nothing, of a trace whose verdict is known; it hands over the events of some numbers. */
export function openTraceRecorder(
  { trace, semantics }: TraceVerdict,
  { first, last }: DrawnPart,
  wanted: ReadonlySet<number>,
): TraceRecorder {
  const name = spoken(trace)
  const names = Array.from({ length: trace.servers.count }, (_, server) => name(server))
  const short = shortNames(names.map((_, server) => trace.servers.nameOf(server)))
  const passages = openToldPassages()
  const events = new Map<number, TraceEvent>()
  const moments: Moment[] = []
  const shown: [number, string][] = []
  let reading: Reading = { entries: openToldEntries(0), semantics, name }
  let beginning: Sight[] = names.map(() => UNSEEN_SIGHT)
  let sights = [...beginning]
  let facts: Case['facts'] | undefined
  let number = 0

  const begin = (suspects: readonly Suspect[]): void => {
    reading = { ...reading, entries: openToldEntries(floorOf(suspects)) }
    beginning = names.map((_, server) => sightOfSuspect(suspects[server], null, reading))
    sights = [...beginning]
  }
  return {
    see(event, its, fault) {
      number++
      if (number > last) return
      facts = its.facts
      const position = number - first + 1
      if (wanted.has(number)) events.set(number, event)
      if (event.message !== null)
        passages.see(event, find(its.network, event.message, its.semantics.order === 'total'), position)
      if (position === 0) begin(its.suspects)
      if (position <= 0) return
      const kind = kindOf(event, (sights[event.server]?.role ?? DOWN) < DOWN)
      const changes = changesOf(sights, its, event, fault === null ? null : event.state, reading)
      moments.push([
        event.line,
        0,
        kind,
        event.server,
        traceMomentText(event, (server) => short[server] ?? '?'),
        ...changes,
      ])
      shown.push([event.file, traceShownText(event, name)])
    },
    seen: () => ({
      servers: names.length,
      names,
      shortNames: short,
      entries: reading.entries.entries((index, term) =>
        facts === undefined ? null : contentOf(facts, index, term),
      ),
      beginning,
      moments,
      passages: passages.passages(),
      shown,
      events,
    }),
  }
}

/** What became of the servers that an event touches; `shown`: what a rejected one shows. The sights are brought up to date. */
function changesOf(
  sights: Sight[],
  { suspects }: Case,
  { server, message }: TraceEvent,
  shown: TraceEvent['state'],
  reading: Reading,
): [number, Change][] {
  // What arrives may tell that what its sender wrote is durable.
  return [...new Set([server, message?.from ?? server])].flatMap((one) => {
    const before = sights[one]
    if (before === undefined) return []
    const now = sightOfSuspect(suspects[one], one === server ? shown : null, reading)
    const change = differenceOf(before, now)
    if (change === undefined) return []
    sights[one] = changed(before, change)
    return [[one, change]]
  })
}

/** Logs that were long before the part that is drawn are told from some entries before that on. */
function floorOf(suspects: readonly Suspect[]): number {
  const ends = suspects.flatMap(({ beliefs: [belief] }) => (belief?.log == null ? [] : [belief.log.last]))
  return ends.length === 0 ? 0 : Math.max(0, Math.min(...ends) - ENTRIES_BEFORE)
}

const KINDS: Readonly<Partial<Record<TraceKind, number>>> = {
  [TraceKind.Crash]: ActionKind.Crash,
  [TraceKind.Receive]: ActionKind.Deliver,
  [TraceKind.Propose]: ActionKind.Ask,
  [TraceKind.ReadAsked]: ActionKind.Ask,
  [TraceKind.Persist]: ActionKind.Flush,
  [TraceKind.Apply]: ActionKind.Apply,
  [TraceKind.Restore]: ActionKind.Restore,
}

/** As what an event is drawn. Of the events that tell of one start, the first is. */
function kindOf({ kind, state }: TraceEvent, wasUp: boolean): number {
  if (kind === TraceKind.Start) return wasUp ? TOLD : ActionKind.Restart
  const stands = state?.role === TraceRole.Candidate || state?.role === TraceRole.PreCandidate
  if (kind === TraceKind.Role && stands) return STOOD
  return KINDS[kind] ?? TOLD
}
