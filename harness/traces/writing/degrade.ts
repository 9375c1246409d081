import seedrandom from 'seedrandom'
import { KIND_NAMES } from '../trace-event.ts'

/** A line of a trace in Whitewater's own form. */
export type TraceLine = Record<string, unknown>

/** The ways in which a trace is made to tell less, by name: each gives files, of which there is one but where it is split. */
export const DEGRADATIONS: Readonly<
  Record<string, (lines: readonly TraceLine[], seed: number) => TraceLine[][]>
> = {
  whole: (lines) => [[...lines]],
  'few fields missing': (lines, seed) => [withoutFields(lines, seed, 0.05)],
  'many fields missing': (lines, seed) => [withoutFields(lines, seed, 0.3)],
  'events missing': (lines, seed) => [withoutEvents(lines, seed)],
  'kinds of events missing': (lines, seed) => [withoutKinds(lines, seed)],
  'a file a server': split,
  'a file a server, fields missing': (lines, seed) => split(withoutFields(lines, seed, 0.1)),
}

const STATE = ['term', 'vote', 'commit', 'last', 'lastTerm', 'role', 'voters'] as const
const MESSAGE = ['term', 'index', 'logTerm', 'entries', 'commit', 'reject', 'hint'] as const

/** Each field of states and messages is missing with some probability, and what persists and applies tell. */
function withoutFields(lines: readonly TraceLine[], seed: number, probability: number): TraceLine[] {
  const random = seedrandom.alea(`fields ${seed}`)
  const thinned = (part: unknown, names: readonly string[]): unknown => {
    if (typeof part !== 'object' || part === null) return part
    const kept: TraceLine = { ...part }
    for (const name of names) if (random() < probability) delete kept[name]
    return kept
  }
  return lines.map((line, place) => {
    if (place === 0) return line
    const { st, hard, m, entries, ...rest } = line
    return {
      ...rest,
      ...(st === undefined ? {} : { st: thinned(st, STATE) }),
      ...(hard === undefined ? {} : { hard: thinned(hard, STATE) }),
      ...(m === undefined ? {} : { m: thinned(m, MESSAGE) }),
      ...(entries === undefined || random() < probability ? {} : { entries }),
    }
  })
}

/** One event in ten is missing, of any kind; the header no longer promises any. */
function withoutEvents(lines: readonly TraceLine[], seed: number): TraceLine[] {
  const random = seedrandom.alea(`events ${seed}`)
  const [header, ...events] = lines
  return [{ ...header, complete: [] }, ...events.filter(() => random() >= 0.1)]
}

/** Of some kinds of events there are none, and the header promises the others. */
function withoutKinds(lines: readonly TraceLine[], seed: number): TraceLine[] {
  const random = seedrandom.alea(`kinds ${seed}`)
  const gone = new Set<unknown>(KIND_NAMES.filter(() => random() < 0.3))
  const [header, ...events] = lines
  const complete = (header?.['complete'] as readonly string[]).filter((kind) => !gone.has(kind))
  return [{ ...header, complete }, ...events.filter(({ k }) => !gone.has(k))]
}

/** A file for each server, in no common order. */
function split(lines: readonly TraceLine[]): TraceLine[][] {
  const [header, ...events] = lines
  const files = new Map<unknown, TraceLine[]>()
  for (const event of events) {
    const { n } = event
    const its = files.get(n) ?? [{ ...header, order: 'per server' }]
    its.push(event)
    files.set(n, its)
  }
  return [...files.values()]
}

/** The bytes of a file with these lines. */
export function bytesOf(lines: readonly TraceLine[]): Uint8Array {
  return new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
}
