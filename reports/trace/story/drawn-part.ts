import type { TraceVerdict } from '../../../properties/conformance/judge-trace.ts'
import type { Place } from '../../../properties/conformance/fault.ts'
import { whole } from '../../terminal/numbers.ts'

/** So many events are drawn at the most. */
const MOST_DRAWN = 2000

/** The part of a trace that is drawn: its events by number, from 1 in the order in which they were judged. */
export interface DrawnPart {
  readonly first: number
  readonly last: number
}

/** The order in which events were judged. */
export interface EventOrder {
  note(place: Place): void
  /** Which event stands at a place, from 1; 0: none. */
  numberOf(place: Place): number
  readonly count: number
}

/** No lines are so many. */
const LINES = 2 ** 40

/** No event was judged so far. */
export function openEventOrder(): EventOrder {
  const keys: number[] = []
  return {
    note: ({ file, line }) => void keys.push(file * LINES + line),
    numberOf: ({ file, line }) => keys.lastIndexOf(file * LINES + line) + 1,
    get count() {
      return keys.length
    },
  }
}

/** What led to a rejection, what is around the place where nothing could be followed any more, else the beginning. */
export function drawnPart({ rejection, undecided }: TraceVerdict, order: EventOrder): DrawnPart {
  const { count } = order
  if (rejection !== null) return endingAt(order.numberOf(rejection.at))
  if (undecided === null) return { first: 1, last: Math.min(count, MOST_DRAWN) }
  return endingAt(Math.min(count, Math.max(MOST_DRAWN, order.numberOf(undecided) + MOST_DRAWN / 2)))
}

function endingAt(last: number): DrawnPart {
  return { first: Math.max(1, last - MOST_DRAWN + 1), last }
}

/** That a picture is of a part, where it is. */
export function partText({ first, last }: DrawnPart, count: number, causesBefore: number): string[] {
  if (first === 1 && last === count) return []
  const causes =
    causesBefore === 0
      ? ''
      : causesBefore === 1
        ? ' One of the events that the rejection rests on comes before them.'
        : ` ${causesBefore} of the events that the rejection rests on come before them.`
  return [`Events ${whole(first)} to ${whole(last)} are drawn, of ${whole(count)} that were judged.${causes}`]
}
