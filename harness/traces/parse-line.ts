import { TraceError } from './trace-error.ts'

/** No value of a trace is nested deeper. */
const DEEPEST = 64

/**
 * What a line says. Loggers put times and levels before what they log: what stands before the first brace is left out.
 * Throws a `TraceError` where it is no JSON object, or one that is nested too deep to be one of a trace.
 */
export function parseLine(text: string, line: number): unknown {
  const start = text.indexOf('{')
  if (start === -1)
    throw new TraceError(line, `not JSON: ${beginningOf(text)}; expected an object on each line`)
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

const OPENS = 123
const LIST = 91

/** How deep brackets could be nested: those in strings count too, which is all the same for lines of a trace. */
function depthOf(text: string): number {
  if (text.length < 4 * DEEPEST) return 0
  let depth = 0
  let deepest = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === OPENS || code === LIST) deepest = Math.max(deepest, ++depth)
    else if (code === OPENS + 2 || code === LIST + 2) depth--
  }
  return deepest
}
