import type { Growing } from './growing.ts'
import type { Reactions } from './reactions.ts'

/**
 * What a thread has made out, in memory that all threads see: its chronicle, its reactions, and what they sent, each in a
 * part of its own. The first words count how much of each is there; what is counted never changes.
 */
export interface Notes {
  readonly counts: Int32Array
  readonly chronicle: Int32Array
  readonly reactions: Int32Array
  readonly sent: Int32Array
}

const HEAD = 32

/** Opens the memory. */
export function openNotes(memory: SharedArrayBuffer): Notes {
  const part = (memory.byteLength - 4 * HEAD) >> 4
  const at = (quarter: number): number => 4 * (HEAD + quarter * part)
  return {
    counts: new Int32Array(memory, 0, HEAD),
    chronicle: new Int32Array(memory, at(0), 2 * part),
    reactions: new Int32Array(memory, at(2), part),
    sent: new Int32Array(memory, at(3), part),
  }
}

/** Writes what was made out since the last time. */
export function publishNotes({ counts, chronicle, reactions, sent }: Notes, made: Reactions): void {
  append(counts, 0, chronicle, made.chronicle)
  append(counts, 2, sent, made.sent)
  append(counts, 1, reactions, made.words)
  Atomics.store(counts, 3, counts[0] as number)
}

function append(counts: Int32Array, place: number, to: Int32Array, { words, length }: Growing): void {
  const from = counts[place] as number
  if (from === length) return
  if (length > to.length)
    throw new RangeError('Array buffer allocation failed: there is no room for what a thread has made out')
  to.set(words.subarray(from, length), from)
  counts[place] = length
}

/** How many words of the chronicle are there; what they speak of is there too. */
export function notedWords({ counts }: Notes): number {
  return Atomics.load(counts, 3)
}
