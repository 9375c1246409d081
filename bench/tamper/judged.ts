import { serverNames, type ServerNames } from '../../harness/traces/server-names.ts'
import type { Semantics } from '../../harness/traces/semantics.ts'
import { UNKNOWN, type TraceEvent } from '../../harness/traces/trace-event.ts'
import { conclude, judge, judgement } from '../../properties/conformance/judge.ts'
import type { Fault } from '../../properties/conformance/fault.ts'
import type { CleanTrace } from './clean-traces.ts'
import type { Edit } from './edit.ts'

/** A trace as events, read once, and what some of its lines say once they are edited. */
export interface Imported {
  readonly trace: CleanTrace
  readonly servers: ServerNames
  /** All that its lines tell, in order. */
  readonly events: readonly TraceEvent[]
  /** Only what the library itself wrote. */
  readonly native: readonly TraceEvent[]
  readonly semantics: Semantics
  readonly nativeSemantics: Semantics
  readonly edited: ReadonlyMap<Edit, TraceEvent>
}

/** Reads a trace, and each edit of it at its line: an importer remembers only which events it saw, which no edit changes. */
export function imported(trace: CleanTrace, edits: readonly Edit[]): Imported {
  const { format, lines } = trace
  const servers = serverNames()
  const read = format.importer(0, servers)
  const events: TraceEvent[] = []
  const native: TraceEvent[] = []
  const edited = new Map<Edit, TraceEvent>()
  for (const { line, record } of lines) {
    const event = read(record, line)
    for (const edit of edits) {
      const made = edit.line === line ? read(edit.record, line) : null
      if (made !== null) edited.set(edit, made)
    }
    if (event === null) continue
    events.push(event)
    if (record['tag'] !== 'x') native.push(event)
  }
  const semanticsOf = (some: typeof lines): Semantics =>
    format.prologue(
      some.map(({ record }) => record),
      1,
    ).semantics
  return {
    trace,
    servers,
    events,
    native,
    semantics: semanticsOf(lines.slice(0, 1)),
    nativeSemantics: semanticsOf(lines.filter(({ record }) => record['tag'] !== 'x').slice(0, 1)),
    edited,
  }
}

/** What comes of judging events, one of which is put in the place of that of its line. */
export interface Verdict {
  readonly verdict: 'accept' | 'reject' | 'undecided'
  /** Where it was rejected. */
  readonly line: number
  readonly fault: Fault | null
}

/** Judges a trace, with one line edited or none. */
export function verdictOf(
  { servers, ...its }: Imported,
  nativeAlone: boolean,
  edited: TraceEvent | null,
): Verdict {
  const events = nativeAlone ? its.native : its.events
  const state = judgement(nativeAlone ? its.nativeSemantics : its.semantics, UNKNOWN, servers.nameOf)
  for (const event of events) {
    const fault = judge(state, edited?.line === event.line ? edited : event)
    if (fault !== null) return { verdict: 'reject', line: event.line, fault }
  }
  const end = conclude(state)
  if (end !== null) return { verdict: 'reject', line: end.at.line, fault: end.fault }
  return { verdict: state.its.overflown === null ? 'accept' : 'undecided', line: 0, fault: null }
}
