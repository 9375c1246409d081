import type { TraceFile } from '../../harness/traces/reading/open-trace.ts'
import type { JudgedTrace } from '../../reports/trace/judged-trace.ts'

/** Writes the picture of a trace. */
export function writeTracePage(
  _file: string,
  _traces: readonly TraceFile[],
  _lenient: boolean,
  _judged: JudgedTrace,
): void {
  throw new Error('not yet')
}
