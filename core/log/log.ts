import type { Configuration } from '../membership/configuration.ts'
import { emptyVector, forget, forgottenVector, itemAt, push, take, type Vector } from '../vector.ts'
import { EntryKind, type Entry } from './entry.ts'
import {
  firstOf,
  firstOfRunAt,
  lastOf,
  lastTermOf,
  NO_RUNS,
  runsFrom,
  runsUpTo,
  withEntry,
  type Runs,
} from './runs.ts'

/** A configuration, and the index from which on it is in force. */
export interface PlacedConfiguration {
  readonly index: number
  readonly configuration: Configuration
}

/**
 * A log: its entries, what stands before the first of them, and where each term and each configuration in it begins.
 * A value: every change gives a new log that shares what it can with the old one.
 */
export interface Log {
  /** The entry of index `i` stands at position `i - 1`; those up to `baseIndex` are forgotten. */
  readonly entries: Vector<Entry>
  /** The last entry that compaction took away (7); 0 and 0 where none was. */
  readonly baseIndex: number
  readonly baseTerm: number
  /** Where each term in it begins. */
  readonly runs: Runs
  /** The configurations in force along the log, in order; the first is the one in force at `baseIndex`. */
  readonly configurations: readonly PlacedConfiguration[]
}

/** A log without entries, that begins after (`index`, `term`), where `configuration` is in force. */
export function logAfter(index: number, term: number, configuration: Configuration): Log {
  return {
    entries: noneUpTo(index),
    baseIndex: index,
    baseTerm: term,
    runs: NO_RUNS,
    configurations: [{ index, configuration }],
  }
}

/** The index of the last entry; `baseIndex` in a log without entries. */
export function lastIndex(log: Log): number {
  return log.entries.length
}

/** The term of the last entry; `baseTerm` in a log without entries. */
export function lastTerm(log: Log): number {
  return log.runs.length === 0 ? log.baseTerm : lastTermOf(log.runs)
}

/** The entry at `index`, which the log must hold. */
export function entryAt(log: Log, index: number): Entry {
  return itemAt(log.entries, index - 1)
}

/** The term of the entry at `index`, known of the one before the first, too; -1 where the log does not know it. */
export function termAt(log: Log, index: number): number {
  if (index <= log.baseIndex) return index === log.baseIndex ? log.baseTerm : -1
  return index > log.entries.length ? -1 : itemAt(log.entries, index - 1).term
}

/** The newest configuration in the log: "a server always uses the latest configuration in its log, regardless of whether the entry is committed" (6). */
export function latestConfiguration(log: Log): Configuration {
  return newestPlaced(log).configuration
}

/** The index of the entry that brought the newest configuration; `baseIndex` if compaction took that entry away. */
export function configurationIndex(log: Log): number {
  return newestPlaced(log).index
}

/** The configuration in force at `index`, which is not before the log's base. */
export function configurationAt(log: Log, index: number): Configuration {
  return placedAt(log, index).configuration
}

/** The index of the entry that brought the configuration in force at `index`, as `configurationIndex` tells it. */
export function configurationIndexAt(log: Log, index: number): number {
  return placedAt(log, index).index
}

/** The log with `entry` after its last. */
export function append(log: Log, entry: Entry): Log {
  return {
    entries: push(log.entries, entry),
    baseIndex: log.baseIndex,
    baseTerm: log.baseTerm,
    runs: withEntry(log.runs, entry.index, entry.term),
    configurations:
      entry.kind === EntryKind.Configuration
        ? [...log.configurations, { index: entry.index, configuration: entry.configuration as Configuration }]
        : log.configurations,
  }
}

/** The log without what follows `index`, which is not before its base. A configuration goes with its entry. */
export function truncateAfter(log: Log, index: number): Log {
  if (index >= log.entries.length) return log
  return {
    entries: index === log.baseIndex ? noneUpTo(index) : take(log.entries, index),
    baseIndex: log.baseIndex,
    baseTerm: log.baseTerm,
    runs: runsUpTo(log.runs, index),
    configurations: log.configurations.filter((placed, place) => place === 0 || placed.index <= index),
  }
}

/**
 * The log without what a snapshot up to (`index`, `term`) stands for: "if existing log entry has same index and term
 * as snapshot's last included entry, retain log entries following it", else "discard the entire log" (Figure 13).
 */
export function compactTo(log: Log, index: number, term: number, configuration: Configuration): Log {
  if (index <= log.baseIndex) return log
  if (termAt(log, index) !== term) return logAfter(index, term, configuration)
  const later = log.configurations.filter((placed) => placed.index > index)
  return {
    entries: forget(log.entries, index),
    baseIndex: index,
    baseTerm: term,
    runs: index === log.entries.length ? NO_RUNS : runsFrom(log.runs, index + 1),
    configurations: [{ index, configuration }, ...later],
  }
}

/** The index of the first entry that the log holds of the term of the one at `index`. */
export function firstIndexOfTermAt(log: Log, index: number): number {
  return firstOfRunAt(log.runs, index)
}

/** The index of the first entry that the log holds of `term`; 0 where it holds none. */
export function firstIndexOfTerm(log: Log, term: number): number {
  return firstOf(log.runs, term)
}

/** The index of the last entry of `term`; 0 where the log holds none of that term. */
export function lastIndexOfTerm(log: Log, term: number): number {
  return lastOf(log.runs, term, log.entries.length)
}

function newestPlaced({ configurations }: Log): PlacedConfiguration {
  return configurations[configurations.length - 1] as PlacedConfiguration
}

function placedAt({ configurations }: Log, index: number): PlacedConfiguration {
  let place = configurations.length - 1
  while (place > 0 && (configurations[place] as PlacedConfiguration).index > index) place--
  return configurations[place] as PlacedConfiguration
}

function noneUpTo(index: number): Vector<Entry> {
  return index === 0 ? emptyVector() : forgottenVector(index)
}
