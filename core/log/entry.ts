import type { Command } from '../command.ts'
import type { Configuration } from '../membership/configuration.ts'

/** What a log entry holds. */
export const EntryKind = {
  /** Nothing: a new leader's first entry (8). */
  NoOp: 0,
  Command: 1,
  /** Who belongs to the cluster from here on (6). */
  Configuration: 2,
  /** Of the log's file only: all entries up to this index and term are in a snapshot, and gone from the log (7). */
  Base: 3,
} as const
export type EntryKind = (typeof EntryKind)[keyof typeof EntryKind]

/** One log entry: the term in which a leader received it, and its place in the log (paper 5.3). */
export interface Entry {
  readonly index: number
  readonly term: number
  readonly kind: EntryKind
  /** The client's command; in a configuration entry, the request that led to it; `null` where nobody asked. */
  readonly command: Command | null
  /** `null` in entries that bring none. */
  readonly configuration: Configuration | null
  /** What the leader's clock read, in whole milliseconds, where sessions expire by it (dissertation 6.3); else 0. */
  readonly time: number
}

/** The one place that lays out an entry. */
export function entryOf(
  index: number,
  term: number,
  kind: EntryKind,
  command: Command | null,
  configuration: Configuration | null,
  time = 0,
): Entry {
  return { index, term, kind, command, configuration, time }
}

/** A record of kind `Base`. */
export interface BaseEntry extends Entry {
  /** How many of the records behind it are of the same write; without all of them it says nothing. */
  readonly follow: number
}

/** What the log's file says when a snapshot stands for all entries up to (`index`, `term`), where `configuration` is in force. */
export function baseEntry(index: number, term: number, configuration: Configuration, follow = 0): BaseEntry {
  return { index, term, kind: EntryKind.Base, command: null, configuration, time: 0, follow }
}
