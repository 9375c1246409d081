import type { Cut } from '../exploration.ts'

/**
 * What the threads of one search know of each other, in shared memory: who has come how far in the level, and what each
 * publishes at its end. Two sets of what is published take turns, so that nobody overwrites what others still read.
 */
export interface Board {
  readonly words: Int32Array
  /** By thread: how far it is, for whoever looks on. */
  readonly gauges: Float64Array
}

const FINISHED = 0
const ARRIVED = 1
const STOPPED = 2
const NAP = 3
const PUBLISHED = 16
/** What each thread publishes: how many states it has on the next level, whether it knows a violation there, which limit it met. */
const EACH = 3
/** What each thread shows while it works: states, generated, waiting, found, bytes, and the level. */
const GAUGES = 6

/** The memory of a board for so many threads. */
export function boardMemory(threads: number): readonly [SharedArrayBuffer, SharedArrayBuffer] {
  return [
    new SharedArrayBuffer(4 * (PUBLISHED + 2 * EACH * threads)),
    new SharedArrayBuffer(8 * GAUGES * threads),
  ]
}

/** The board in a memory. */
export function openBoard([words, gauges]: readonly [SharedArrayBuffer, SharedArrayBuffer]): Board {
  return { words: new Int32Array(words), gauges: new Float64Array(gauges) }
}

/** A thread has expanded its share of the level, and has sent all it will send. */
export function finishLevel({ words }: Board): void {
  Atomics.add(words, FINISHED, 1)
}

/** Whether all threads have finished so many levels. */
export function allFinished({ words }: Board, threads: number, levels: number): boolean {
  return Atomics.load(words, FINISHED) === threads * levels
}

/** What a thread tells the others at the end of a level. */
export interface Published {
  /** How many states it has on the next level. */
  readonly states: number
  /** Whether it knows a violation there. */
  readonly found: boolean
  /** Which limit it met, or that it was stopped. */
  readonly cut: Exclude<Cut, 'depth'> | undefined
}

/** Of what several threads say, the last counts: a limit that one has met stops the others. */
const CUTS = [undefined, 'stopped', 'states', 'memory'] as const

/** Tells the others how a level ended for a thread. */
export function publish(
  { words }: Board,
  thread: number,
  level: number,
  { states, found, cut }: Published,
): void {
  const place = placeOf(words, thread, level)
  Atomics.store(words, place, states)
  Atomics.store(words, place + 1, found ? 1 : 0)
  Atomics.store(words, place + 2, CUTS.indexOf(cut))
  Atomics.add(words, ARRIVED, 1)
}

/** Whether all threads have published so many levels. */
export function allPublished({ words }: Board, threads: number, levels: number): boolean {
  return Atomics.load(words, ARRIVED) === threads * levels
}

/** What all have published of a level together. */
export function publishedOf({ words }: Board, threads: number, level: number): Published {
  let states = 0
  let found = false
  let cut = 0
  for (let thread = 0; thread < threads; thread++) {
    const place = placeOf(words, thread, level)
    states += Atomics.load(words, place)
    if (Atomics.load(words, place + 1) === 1) found = true
    cut = Math.max(cut, Atomics.load(words, place + 2))
  }
  return { states, found, cut: CUTS[cut] }
}

/** Has all threads give up the level; and whether that was asked for. */
export function stop({ words }: Board): void {
  Atomics.store(words, STOPPED, 1)
}

/** See `stop`. */
export function isStopped({ words }: Board): boolean {
  return Atomics.load(words, STOPPED) === 1
}

/** Waits for a moment, so that others can use the processor: the longer, the more naps there were before. */
export function nap({ words }: Board, naps: number): void {
  Atomics.wait(words, NAP, 0, Math.min(0.1 * (naps + 1), 2))
}

/** Shows how far a thread is. */
export function show({ gauges }: Board, thread: number, shown: readonly number[]): void {
  for (let i = 0; i < GAUGES; i++) gauges[GAUGES * thread + i] = shown[i] as number
}

/** How far all threads are together: what each shows added up, but for the level. */
export function shownBy({ gauges }: Board, threads: number): readonly number[] {
  const sums = new Array<number>(GAUGES).fill(0)
  for (let thread = 0; thread < threads; thread++) {
    for (let i = 0; i < GAUGES - 1; i++) sums[i]! += gauges[GAUGES * thread + i] as number
    sums[GAUGES - 1] = Math.max(sums[GAUGES - 1] as number, gauges[GAUGES * thread + GAUGES - 1] as number)
  }
  return sums
}

function placeOf(words: Int32Array, thread: number, level: number): number {
  const threads = (words.length - PUBLISHED) / (2 * EACH)
  return PUBLISHED + EACH * ((level & 1) * threads + thread)
}
