import { addWord, type Growing } from './growing.ts'

/** What can be made out, and never is twice. */
export const Deed = {
  /** What a seat does at an input, or clients when an answer arrives: which reaction that is. */
  React: 0,
  /** The clients with the answers of a reaction on their way: their number. */
  Give: 1,
  /** The ledger behind a reaction: its number. */
  Judge: 2,
  /** What a session asks: the command, and the clients then. */
  Ask: 3,
} as const
export type Deed = (typeof Deed)[keyof typeof Deed]

/** The words of an entry of a chronicle: the deed, what of, and what came of it. */
export const ENTRY = 4

/**
 * Notes what was made out. All numbers that rows are made of come from such deeds, in this order: whoever does the same
 * deeds in the same order, or has each of them told by numbers known before, comes to the same values.
 */
export function chronicle(words: Growing, deed: Deed, one: number, other: number, result: number): void {
  addWord(words, deed)
  addWord(words, one)
  addWord(words, other)
  addWord(words, result)
}
