import { UsageError } from '../usage-error.ts'
import type { ThreadAnswer } from './in-threads.ts'
import { judgeOne } from './judge-one.ts'
import { readTrace } from './read-trace.ts'

/** Judges a trace in a thread. */
export default function judgeFile({
  file,
  lenient,
}: {
  readonly file: string
  readonly lenient: boolean
}): ThreadAnswer {
  try {
    return { judged: judgeOne([readTrace(file)], lenient) }
  } catch (error) {
    if (error instanceof UsageError) return { refused: error.message }
    throw error
  }
}
