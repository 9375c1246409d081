import seedrandom from 'seedrandom'
import { fold, spread } from '../mix.ts'

/** The named streams of chance in a run. Adding one changes no other; renumbering one changes what seeds mean. */
export const Stream = {
  Delay: 1,
  Loss: 2,
  Duplicate: 3,
  DuplicateDelay: 4,
  Timeout: 5,
  Flush: 6,
  CrashedWrite: 7,
  TornWrite: 8,
  Server: 9,
  Patience: 10,
  AnswerDelay: 11,
  AnswerLoss: 12,
  Victim: 13,
  Tie: 14,
  Restore: 15,
  Apply: 16,
  FailedWrite: 17,
  Remove: 18,
  GivingUp: 19,
  LateCopy: 20,
  FailedFlush: 21,
  SlowDisk: 22,
  Sluggish: 23,
  Interrupted: 24,
  SnapshotCrash: 25,
  ComesBack: 26,
  Hedge: 27,
  SlowSnapshot: 28,
  KeptWrite: 29,
  Rot: 30,
} as const
export type Stream = (typeof Stream)[keyof typeof Stream]

/** Key material of a run, from which all of its draws come. */
export interface Key {
  readonly low: number
  readonly high: number
}

/** Turns a seed into key material, once a run. */
export function keyOf(seed: number): Key {
  const prng = seedrandom.alea(String(seed))
  return { low: prng.int32(), high: prng.int32() }
}

/**
 * A draw of 31 bits (so that it stays a small integer): a function of the seed, the stream, and the name (four numbers) of what is drawn for, and not of
 * what was drawn before. Pinned: other numbers here mean other runs for every seed.
 */
export function draw(key: Key, stream: Stream, a: number, b: number, c: number, d: number): number {
  let hash = fold(key.low ^ (stream << 24), a)
  hash = fold(hash, b)
  hash = fold(hash ^ key.high, c)
  return spread(fold(hash, d)) >>> 1
}

/** A draw turned into a whole number from `least` to `most`. */
export function between(drawn: number, least: number, most: number): number {
  return least + Math.floor((drawn * (most - least + 1)) / 2147483648)
}

/** Whether a draw falls among the first `permille` of a thousand. */
export function happens(drawn: number, permille: number): boolean {
  return drawn < permille * 2147483.648
}
