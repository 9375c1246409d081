import type { TraceFile, TraceOptions } from '../../../harness/traces/reading/open-trace.ts'
import type { TraceEvent } from '../../../harness/traces/trace-event.ts'
import { judgeTrace, spoken, type TraceVerdict } from '../../../properties/conformance/judge-trace.ts'
import { RULES } from '../../../properties/conformance/rules.ts'
import type { Cause, Story, StoryViolation } from '../../recording/story.ts'
import { counted } from '../../terminal/numbers.ts'
import { drawnPart, openEventOrder, partText, type DrawnPart, type EventOrder } from './drawn-part.ts'
import { openTraceRecorder } from './trace-recorder.ts'
import { traceEventText } from '../trace-event-text.ts'

/** A trace as a picture tells it, and what its rejection rests on. */
export interface TracePicture {
  readonly story: Story
  readonly causes: readonly Cause[]
}

/**
 * The story of a trace, a file or one a server: what is believed of each server after each event, up to the one that no
 * correct Raft could have brought about. Of a long one a part is told. Throws a `TraceError` where it is no trace.
 */
export function traceStory(files: readonly TraceFile[], options: TraceOptions = {}): TracePicture {
  const order = openEventOrder()
  const verdict = judgeTrace(files, options, order.note)
  const part = drawnPart(verdict, order)
  const reasons = reasonsOf(verdict, order)
  const recorder = openTraceRecorder(verdict, part, new Set(reasons))
  judgeTrace(files, options, recorder.see)
  const { events, shown, shortNames, ...seen } = recorder.seen()
  const names = files.map(({ name }) => name)
  const told = { files: names, name: spoken(verdict.trace), part, events }
  const causes = reasons.flatMap((number) => causeOf(number, told))
  const lines = partText(part, order.count, causes.filter(({ position }) => position === 0).length)
  return {
    causes,
    story: {
      title: names.length > 1 ? `${lastPart(names[0] as string)} and ${names.length - 1} more` : '',
      file: names.join(', '),
      target: `${verdict.trace.implementation ?? 'an implementation'} (form ${verdict.trace.format.name})`,
      ...seen,
      sessions: [],
      operations: [],
      cuts: [],
      remarks: [],
      violations: violationsOf(verdict, told, order),
      failures: [],
      unplayed: 0,
      trace: {
        verdict: verdict.verdict,
        judged: order.count,
        shortNames,
        remarks: [...lines, ...remarksOf(verdict, names)],
        shown:
          names.length > 1
            ? shown.map(([file, words]) => inFile(names[file], words))
            : shown.map(([, words]) => words),
      },
    },
  }
}

function lastPart(path: string): string {
  return path.split('/').at(-1) as string
}

function inFile(name: string | undefined, words: string): string {
  return `${words}, in ${name ?? ''}`
}

/** The events that a rejection rests on, by number, itself the last. */
function reasonsOf({ rejection }: TraceVerdict, order: EventOrder): number[] {
  if (rejection === null) return []
  const numbers = [...rejection.fault.because, rejection.at].map(order.numberOf)
  return [...new Set(numbers)].filter((number) => number > 0).sort((one, other) => one - other)
}

interface Told {
  readonly files: readonly string[]
  readonly name: (server: number) => string
  readonly part: DrawnPart
  /** The events that the rejection rests on, by number. */
  readonly events: ReadonlyMap<number, TraceEvent>
}

function causeOf(number: number, { files, name, part, events }: Told): Cause[] {
  const event = events.get(number)
  if (event === undefined) return []
  const position = Math.max(0, number - part.first + 1)
  const file = files.length > 1 ? `${files[event.file] as string}:` : 'line '
  const before = position === 0 ? ', before what is drawn' : ''
  return [{ position, text: `${traceEventText(event, name)} (${file}${event.line}${before})` }]
}

function violationsOf(
  { rejection }: TraceVerdict,
  { part, events }: Told,
  order: EventOrder,
): StoryViolation[] {
  if (rejection === null) return []
  const { at, event, fault } = rejection
  const number = order.numberOf(at)
  const server = (event ?? events.get(number))?.server
  return [
    {
      property: fault.rule,
      grade: 'conformance',
      title: fault.reason,
      promise: RULES[fault.rule],
      action: number - part.first + 1,
      servers: server === undefined ? [] : [server],
      evidence: [],
      allowed: fault.allowed,
    },
  ]
}

function remarksOf({ undecided, skipped }: TraceVerdict, names: readonly string[]): string[] {
  return [
    ...(undecided === null
      ? []
      : [
          `From ${names[undecided.file] as string}:${undecided.line} on a server may be in more states than are followed.`,
        ]),
    'A server is drawn as it is known to be after each event, from all events so far: its term and commitIndex are at least what is told, and ? is what nothing told.',
    ...(skipped === 0 ? [] : [`Skipped: ${counted(skipped, 'line')} that tell no event.`]),
  ]
}
