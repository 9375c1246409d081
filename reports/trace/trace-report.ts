import { openTrace, type TraceFile, type TraceOptions } from '../../harness/traces/open-trace.ts'
import type { TraceEvent } from '../../harness/traces/trace-event.ts'
import { coverageOf, type Coverage } from '../../properties/conformance/coverage.ts'
import type { Place } from '../../properties/conformance/fault.ts'
import {
  judgeTrace,
  spoken,
  type Rejection,
  type TraceVerdict,
} from '../../properties/conformance/judge-trace.ts'
import { RULES, type RuleName } from '../../properties/conformance/rules.ts'
import { traceEventText } from './trace-event-text.ts'

/** An event that a rejection rests on. */
export interface TraceStep {
  readonly file: string
  readonly line: number
  readonly text: string
}

/** Why a trace is rejected, in words. */
export interface TraceRejection {
  readonly file: string
  readonly line: number
  readonly server: string | null
  readonly event: string | null
  readonly rule: RuleName
  readonly promise: string
  readonly reason: string
  /** The nearest things that would have been allowed. */
  readonly allowed: readonly string[]
  /** The events that it rests on, in order, itself the last. */
  readonly because: readonly TraceStep[]
}

/** What came of a trace: plain data, which threads hand over. */
export interface TraceReport {
  readonly files: readonly string[]
  readonly format: string
  readonly implementation: string | null
  readonly verdict: TraceVerdict['verdict']
  readonly events: number
  /** The shares of events, and of fields that they show, which something known before decided: 0 to 1. */
  readonly explained: number
  readonly explainedFields: number
  readonly rejection: TraceRejection | null
  /** Why it is undecided. */
  readonly undecided: string | null
  readonly coverage: Coverage
  /** What was found out of what its lines mean. */
  readonly receiveShows: string
  /** The most states that one server was believed to be in. */
  readonly widest: number
  readonly skipped: number
}

/** Judges a trace, a file or one a server, and says what came of it. Throws a `TraceError` where it is no trace. */
export function traceReport(files: readonly TraceFile[], options: TraceOptions = {}): TraceReport {
  const found = judgeTrace(files, options)
  const { trace, rejection, undecided, events, fields } = found
  return {
    files: files.map(({ name }) => name),
    format: trace.format.name,
    implementation: trace.implementation,
    verdict: found.verdict,
    events,
    explained: events === 0 ? 0 : found.explainedEvents / events,
    explainedFields: fields === 0 ? 0 : found.explainedFields / fields,
    rejection: rejection === null ? null : told(files, options, rejection),
    undecided:
      undecided === null
        ? null
        : `from ${files[undecided.file]?.name}:${undecided.line} on a server may be in more states than are followed`,
    coverage: coverageOf(found.semantics),
    receiveShows: found.semantics.receiveShows,
    widest: found.widest,
    skipped: found.skipped,
  }
}

function told(
  files: readonly TraceFile[],
  options: TraceOptions,
  { at, event, fault }: Rejection,
): TraceRejection {
  const places = [...fault.because, at]
  const { names, events } = eventsAt(files, options, places)
  const because = places.flatMap((place) => {
    const one = events.get(keyOf(place))
    return one === undefined ? [] : [{ place, one }]
  })
  because.sort((one, other) => one.place.line - other.place.line)
  const distinct = because.filter(
    ({ place }, i) => i === 0 || keyOf(place) !== keyOf((because[i - 1] as { place: Place }).place),
  )
  return {
    file: files[at.file]?.name ?? '',
    line: at.line,
    server: event === null ? null : names(event.server),
    event: event?.name ?? null,
    rule: fault.rule,
    promise: RULES[fault.rule],
    reason: fault.reason,
    allowed: fault.allowed,
    because: distinct.map(({ place, one }) => ({
      file: files[place.file]?.name ?? '',
      line: place.line,
      text: traceEventText(one, names),
    })),
  }
}

const keyOf = ({ file, line }: Place): string => `${file}:${line}`

/** The events at some places, read again. */
function eventsAt(
  files: readonly TraceFile[],
  options: TraceOptions,
  places: readonly Place[],
): { names: (server: number) => string; events: Map<string, TraceEvent> } {
  const wanted = new Set(places.map(keyOf))
  const events = new Map<string, TraceEvent>()
  const trace = openTrace(files, options)
  for (const source of trace.sources) {
    for (let event = source.next(); event !== null; event = source.next()) {
      if (wanted.has(keyOf(event))) events.set(keyOf(event), event)
    }
  }
  return { names: spoken(trace), events }
}
