import { TraceError } from '../trace-error.ts'

/** No value of a trace is nested deeper. */
const DEEPEST = 64

/**
 * What a line says. Loggers put times and levels before what they log: what stands before the first brace is left out.
 * Throws a `TraceError` where it is no JSON object, or one that is nested too deep to be one of a trace.
 */
export function parseLine(text: string, line: number): unknown {
  const start = text.indexOf('{')
  if (start === -1)
    throw new TraceError(line, `no JSON object: ${beginningOf(text)}; expected one on each line`)
  if (depthOf(text) > DEEPEST)
    throw new TraceError(line, `nested more than ${DEEPEST} deep; expected an event`)
  try {
    return JSON.parse(start === 0 ? text : text.slice(start))
  } catch (error) {
    const { message } = error as Error
    throw new TraceError(line, `not JSON: ${message}; the line begins with ${beginningOf(text)}`)
  }
}

function beginningOf(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}

const [OPENS, LIST, QUOTE, BACKSLASH] = [123, 91, 34, 92]

/** How deep brackets are nested; those in strings are none. */
function depthOf(text: string): number {
  if (text.length < 4 * DEEPEST) return 0
  let depth = 0
  let deepest = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === QUOTE) i = endOfString(text, i)
    else if (code === OPENS || code === LIST) deepest = Math.max(deepest, ++depth)
    else if (code === OPENS + 2 || code === LIST + 2) depth--
  }
  return deepest
}

/** Where the string ends that begins at an index. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes++
    if (escapes % 2 === 0) return end
  }
  return text.length
}
