import type { Successors } from './successors.ts'

/**
 * What can be explored: states, each a row of 32-bit words that only the model understands, and the steps between them.
 * A row stands in an array of many: it begins at `at` and has `length` words. Rows may differ in length.
 *
 * Equal rows must have equal steps, in the same order. A row need not be the canonical form of its state: explorers keep
 * rows as the model made them, so that a path is one that can be walked, and tell states apart by fingerprint alone. So a
 * reduction (symmetry, dead variables) is a fingerprint that is equal for states which it takes for the same: those must
 * have as many steps, to states of the same fingerprints, and break the same properties; for only one of them is looked at,
 * and which one is left to chance where there are threads. A search in threads hands rows over as they are, so there
 * they must mean the same in every thread, as fingerprints must.
 */
export interface Model {
  readonly name: string
  /** What must hold, by number from 1; 0 stands for nothing broken. */
  readonly properties: readonly string[]
  /** Adds every state in which a run may begin. */
  begin(successors: Successors): void
  /**
   * Adds every state that one step leads to, and counts each step in `generated`: also one that changes nothing or leads
   * out of bounds, which may be counted without being added.
   */
  expand(words: Int32Array, at: number, length: number, successors: Successors): void
  /** Writes a state's fingerprint, 64 bits in two words, as `expand` gives it. */
  fingerprint(words: Int32Array, at: number, length: number, print: Int32Array): void
  /** The property that a state breaks. It is asked once of each state. */
  verdict(words: Int32Array, at: number, length: number): number
  /** What the step is called that bears this number among the steps of a state. */
  actionName(words: Int32Array, at: number, length: number, action: number): string
  /** A state in words, on one line. */
  stateText(words: Int32Array, at: number, length: number): string
  /** What the words of its rows stand for, where that is settled only as states are met; else rows mean the same in every process. */
  readonly vocabulary?: Vocabulary
  /** Where rows mean something only beside what this model has met: how threads understand each other's. */
  readonly sharing?: Sharing
  /** What a model notes of the steps that it is asked for, beside their states. */
  readonly remarks?: Remarks
}

/** What was noted on the way. It must not change what is explored. */
export interface Remarks {
  /** Says how deep the states are that steps are asked for to, from now on; by searches that know. */
  atDepth(depth: number): void
  /** What there is to tell so far, as plain as `structuredClone` takes it. */
  told(): unknown
}

/** What rows mean beyond one process: a checkpoint keeps it beside them. */
export interface Vocabulary {
  /** What rows mean by now, as plain as `structuredClone` takes it; typed arrays and Maps are fine. */
  save(): unknown
  /** Takes in what was saved, so that rows made by then mean what they meant: called before any row is read, of a model that has met nothing. */
  restore(saved: unknown): void
}

/** How one thread's rows are understood in another: each writes what it has met where the others can read it. */
export interface Sharing {
  /** By thread, its own included: the memory that it writes to. Called once, of a model that has met nothing. */
  open(thread: number, notes: readonly SharedArrayBuffer[]): void
  /** Writes what was met since the last time; before rows made of it are handed over. */
  publish(): void
  /** Writes a row of another thread, as this one would write it, to the start of `row`, which is long enough. */
  translate(thread: number, words: Int32Array, at: number, length: number, row: Int32Array): void
}
