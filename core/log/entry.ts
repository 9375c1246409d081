import type { Command } from '../command.ts'

/** What a log entry holds. A new leader's first entry is a no-op (paper 8). */
export const EntryKind = { NoOp: 0, Command: 1 } as const
export type EntryKind = (typeof EntryKind)[keyof typeof EntryKind]

/** One log entry: the term in which a leader received it, and its place in the log (paper 5.3). */
export interface Entry {
  readonly index: number
  readonly term: number
  readonly kind: EntryKind
  /** The client's command; `null` in a no-op. */
  readonly command: Command | null
}
