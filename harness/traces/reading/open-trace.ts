import { FORMATS } from '../formats/formats.ts'
import type { Format, Prologue } from '../format.ts'
import { linesOf } from './lines.ts'
import { parseLine } from './parse-line.ts'
import { serverNames, type ServerNames } from '../server-names.ts'
import { TraceError } from '../trace-error.ts'
import { UNKNOWN, type TraceEvent } from '../trace-event.ts'
import { setOf } from '../set-of.ts'

/** A trace as it was handed over: a file, or one a server. */
export interface TraceFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** The events of one file, in order. */
export interface EventSource {
  readonly file: TraceFile
  /** The next event; `null` at the end. Throws a `TraceError` at a line that is none, unless those are skipped. */
  next(): TraceEvent | null
  /** How many lines were skipped, and the first of them with the reason. */
  readonly skipped: number
  readonly firstSkipped: TraceError | null
}

/** A trace that is open to be read. */
export interface Trace extends Omit<Prologue, 'voters'> {
  readonly format: Format
  readonly servers: ServerNames
  /** Whose majority decides at first, as a set; `UNKNOWN` where it does not say. */
  readonly voters: number
  readonly sources: readonly EventSource[]
}

/** How a trace is read. */
export interface TraceOptions {
  /** Lines that are no events are skipped and counted. */
  readonly lenient?: boolean
}

/** No first line is looked for behind so many that are none. */
const LOOKED_AT = 100

/** Opens a trace: throws a `TraceError` where it is empty, or of no form that is known, or of two. */
export function openTrace(files: readonly TraceFile[], { lenient = false }: TraceOptions = {}): Trace {
  const [first, ...others] = files.map((file) => beginningOf(file, lenient))
  if (first === undefined) throw new TraceError(undefined, 'no file')
  for (const { format, file } of others) {
    if (format === first.format) continue
    throw new TraceError(
      undefined,
      `of the form ${format.name}, and ${first.file.name} of ${first.format.name}; expected one form`,
      file.name,
    )
  }
  const prologue = prologueOf(first)
  const servers = serverNames()
  const voters = prologue.voters === null ? UNKNOWN : setOf(prologue.voters, servers)
  return {
    format: first.format,
    semantics: files.length > 1 ? { ...prologue.semantics, order: 'per server' } : prologue.semantics,
    implementation: prologue.implementation,
    servers,
    voters,
    sources: files.map((file, place) => sourceOf(file, place, first.format, servers, lenient)),
  }
}

interface Beginning {
  readonly file: TraceFile
  readonly format: Format
  readonly line: number
  readonly record: unknown
}

function prologueOf({ file, format, line, record }: Beginning): Prologue {
  return inFile(file, () => format.prologue([record], line))
}

function beginningOf(file: TraceFile, lenient: boolean): Beginning {
  return inFile(file, () => findBeginning(file, lenient))
}

/** Errors say which file they are of. */
function inFile<Result>({ name }: TraceFile, read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (error instanceof TraceError) throw new TraceError(error.line, error.message, error.file ?? name)
    throw error
  }
}

/** And which line. Throws what is of another kind. */
function atLine(error: unknown, line: number | undefined): TraceError {
  if (!(error instanceof TraceError)) throw error
  return error.line === undefined ? new TraceError(line, error.message, error.file) : error
}

function findBeginning(file: TraceFile, lenient: boolean): Beginning {
  const lines = linesOf(file.bytes)
  let first: TraceError | null = null
  for (let looked = 0; looked < LOOKED_AT; looked++) {
    try {
      const next = lines.next()
      if (next === null) break
      const record = parseLine(next.text, next.line)
      const format = FORMATS.find((one) => one.recognises(record))
      if (format !== undefined) return { file, format, line: next.line, record }
      throw new TraceError(
        next.line,
        `a first line of no known form; expected one of ${FORMATS.map(({ title }) => title).join('; ')}`,
      )
    } catch (error) {
      if (!lenient || !(error instanceof TraceError)) throw error
      first ??= error
    }
  }
  if (first === null) throw new TraceError(undefined, 'an empty file; expected a line for each event')
  throw new TraceError(
    first.line,
    `${first.message}; nor is any other of the first ${LOOKED_AT} lines of a known form`,
  )
}

function sourceOf(
  file: TraceFile,
  place: number,
  format: Format,
  servers: ServerNames,
  lenient: boolean,
): EventSource {
  const lines = linesOf(file.bytes)
  const read = format.importer(place, servers)
  let skipped = 0
  let firstSkipped: TraceError | null = null
  const once = (): TraceEvent | null | undefined => {
    let line: number | undefined
    try {
      const next = lines.next()
      if (next === null) return null
      line = next.line
      const record = parseLine(next.text, line)
      refuseOther(record, line, format)
      return read(record, line) ?? undefined
    } catch (error) {
      const wrong = atLine(error, line)
      if (!lenient) throw wrong
      skipped++
      firstSkipped ??= wrong
      return undefined
    }
  }
  return {
    file,
    next() {
      for (;;) {
        const event = inFile(file, once)
        if (event !== undefined) return event
      }
    },
    get skipped() {
      return skipped
    },
    get firstSkipped() {
      return firstSkipped
    },
  }
}

/** A line of another form than the file's first is one by mistake. */
function refuseOther(record: unknown, line: number, format: Format): void {
  if (format.recognises(record)) return
  const other = FORMATS.find((one) => one !== format && one.recognises(record))
  if (other !== undefined)
    throw new TraceError(
      line,
      `a line of the form ${other.name} in a trace of the form ${format.name}; expected one form`,
    )
}
