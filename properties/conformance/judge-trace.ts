import { tellsAll, tellsMessages, type Semantics } from '../../harness/traces/semantics.ts'
import {
  openTrace,
  type EventSource,
  type Trace,
  type TraceFile,
  type TraceOptions,
} from '../../harness/traces/reading/open-trace.ts'
import { TraceKind, type TraceEvent } from '../../harness/traces/trace-event.ts'
import type { Fault, Place } from './fault.ts'
import { conclude, judge, judgement, type Judgement } from './judge.ts'
import { find } from './network.ts'
import type { Case } from './suspect.ts'

/** Why a trace is rejected, and where. */
export interface Rejection {
  readonly at: Place
  readonly event: TraceEvent | null
  readonly fault: Fault
}

/** What came of judging a trace. */
export interface TraceVerdict {
  readonly verdict: 'accept' | 'reject' | 'undecided'
  readonly trace: Trace
  /** What was found out, or taken to be so, of what its lines mean. */
  readonly semantics: Semantics
  readonly events: number
  /** How many events, and how many of the fields that they show, something already known decided. */
  readonly explainedEvents: number
  readonly fields: number
  readonly explainedFields: number
  readonly rejection: Rejection | null
  /** Where it could be followed no further, because a server may be in too many states. */
  readonly undecided: Place | null
  readonly widest: number
  /** Lines that were no events, where those were to be skipped. */
  readonly skipped: number
}

/** Is told each event that was judged, with what is known after it; of one that is rejected, what was known before. */
export type TraceOnlooker = (event: TraceEvent, its: Case, fault: Fault | null) => void

/**
 * Judges a trace: whether a correct Raft could have written it. Throws a `TraceError` where it is no trace. Where it does
 * not say whether the state that a Receive shows is the one before or after, both are tried; an onlooker then sees but the
 * one that the verdict is of.
 */
export function judgeTrace(
  files: readonly TraceFile[],
  options: TraceOptions = {},
  onlooker?: TraceOnlooker,
): TraceVerdict {
  const { semantics } = openTrace(files, options)
  if (semantics.receiveShows !== 'either') return judgeAs(files, options, semantics, onlooker)
  const found = eitherWay(files, options, semantics)
  return onlooker === undefined ? found : judgeAs(files, options, found.semantics, onlooker)
}

function eitherWay(files: readonly TraceFile[], options: TraceOptions, semantics: Semantics): TraceVerdict {
  const before = judgeAs(files, options, { ...semantics, receiveShows: 'before' })
  if (before.verdict === 'accept') return before
  const after = judgeAs(files, options, { ...semantics, receiveShows: 'after' })
  return after.verdict === 'accept' || after.events > before.events ? after : before
}

function judgeAs(
  files: readonly TraceFile[],
  options: TraceOptions,
  semantics: Semantics,
  onlooker?: TraceOnlooker,
): TraceVerdict {
  const trace = openTrace(files, options)
  const state = judgement({ ...semantics, order: trace.semantics.order }, trace.voters, spoken(trace))
  const rejection =
    trace.sources.length === 1
      ? inOrder(state, trace.sources[0] as EventSource, onlooker)
      : merged(state, trace.sources, onlooker)
  return verdictOf(trace, state, rejection ?? concluded(state))
}

function judgeBefore(state: Judgement, event: TraceEvent, onlooker: TraceOnlooker | undefined): Fault | null {
  const fault = judge(state, event)
  if (onlooker !== undefined) onlooker(event, state.its, fault)
  return fault
}

function verdictOf(
  trace: Trace,
  { its, events, explainedEvents }: Judgement,
  rejection: Rejection | null,
): TraceVerdict {
  return {
    verdict: rejection !== null ? 'reject' : its.overflown !== null ? 'undecided' : 'accept',
    trace,
    semantics: its.semantics,
    events,
    explainedEvents,
    fields: its.fields,
    explainedFields: its.explained,
    rejection,
    undecided: its.overflown,
    widest: its.widest,
    skipped: trace.sources.reduce((sum, { skipped }) => sum + skipped, 0),
  }
}

function concluded(state: Judgement): Rejection | null {
  const found = conclude(state)
  return found === null ? null : { at: found.at, event: null, fault: found.fault }
}

function inOrder(state: Judgement, source: EventSource, onlooker?: TraceOnlooker): Rejection | null {
  for (let event = source.next(); event !== null; event = source.next()) {
    const fault = judgeBefore(state, event, onlooker)
    if (fault !== null) return rejectionAt(event, fault)
  }
  return null
}

function rejectionAt(event: TraceEvent, fault: Fault): Rejection {
  return { at: { file: event.file, line: event.line }, event, fault }
}

/**
 * Any order will do that keeps the order of each server's events, and has a message sent before it is received: a verdict
 * is the same in all of them. So each file is followed as far as it goes without a message that is yet to be sent.
 */
function merged(
  state: Judgement,
  sources: readonly EventSource[],
  onlooker?: TraceOnlooker,
): Rejection | null {
  const heads = sources.map((source) => source.next())
  for (;;) {
    let moved = false
    for (let i = 0; i < heads.length; i++) {
      for (let event = heads[i]; event != null && !waits(state, event); event = heads[i]) {
        const fault = judgeBefore(state, event, onlooker)
        if (fault !== null) return rejectionAt(event, fault)
        heads[i] = (sources[i] as EventSource).next()
        moved = true
      }
    }
    if (moved) continue
    const stuck = heads.find((event) => event != null)
    if (stuck == null) return null
    return rejectionAt(stuck, judgeBefore(state, stuck, onlooker) as Fault)
  }
}

/** Whether an event is the arrival of a message that no file has sent so far. */
function waits({ its }: Judgement, { kind, message }: TraceEvent): boolean {
  if (kind !== TraceKind.Receive || message === null) return false
  if (!tellsAll(its.semantics, TraceKind.Send) || !tellsMessages(its.semantics, message.kind)) return false
  return find(its.network, message, false) === undefined
}

/** A server's name in a sentence. */
export function spoken({ servers }: Pick<Trace, 'servers'>): (server: number) => string {
  return (server) => {
    const name = servers.nameOf(server)
    return /^\d+$/.test(name) ? `server ${name}` : name
  }
}
