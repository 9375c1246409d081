import type { Semantics } from './semantics.ts'
import type { ServerNames } from './server-names.ts'
import type { TraceEvent } from './trace-event.ts'

/** What a format made of one line: an event, or nothing where the line tells nothing that could be judged. */
export type Importer = (record: unknown, line: number) => TraceEvent | null

/** What a file's first lines say about all of it. */
export interface Prologue {
  readonly semantics: Semantics
  /** What implementation it says it is of. */
  readonly implementation: string | null
  /** Whose majority decides at first, where it says so. */
  readonly voters: readonly string[] | null
}

/** A way to write down traces. An importer is a mapping of lines, one at a time, in order. */
export interface Format {
  readonly name: string
  /** For people: whose form it is. */
  readonly title: string
  /** Whether a file whose first line this is has this form. */
  recognises(first: unknown): boolean
  /** What the first lines say; the first is at `line`. Throws a `TraceError` where they say it wrongly. */
  prologue(first: readonly unknown[], line: number): Prologue
  /** Reads the lines of one file. What it gives throws a `TraceError` at a line that is not of this form. */
  importer(file: number, servers: ServerNames): Importer
}
