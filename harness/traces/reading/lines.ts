import { TraceError } from '../trace-error.ts'

/** No line of a trace is longer, in bytes. */
const LONGEST_LINE = 4 * 1024 * 1024

const NEWLINE = 10
const decoder = new TextDecoder('utf-8', { fatal: true })

/** The lines of a file, one after another. */
export interface Lines {
  /** The next line that is not empty, and its number, from 1; `null` at the end. Throws a `TraceError` at one that is too long, or no text. */
  next(): { readonly line: number; readonly text: string } | null
}

/** The lines of some bytes. */
export function linesOf(bytes: Uint8Array): Lines {
  let offset = 0
  let line = 0
  return {
    next() {
      while (offset < bytes.length) {
        const found = bytes.indexOf(NEWLINE, offset)
        const end = found === -1 ? bytes.length : found
        const start = offset
        offset = end + 1
        line++
        if (end - start > LONGEST_LINE) {
          throw new TraceError(line, `a line of ${end - start} bytes; expected at most ${LONGEST_LINE}`)
        }
        const text = decoded(bytes.subarray(start, end), line).trim()
        if (text !== '') return { line, text }
      }
      return null
    },
  }
}

function decoded(bytes: Uint8Array, line: number): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new TraceError(line, 'not UTF-8; expected a line of JSON in UTF-8')
  }
}
