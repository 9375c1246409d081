import type { TraceFile } from '../../harness/traces/reading/open-trace.ts'
import { TraceError, traceErrorText } from '../../harness/traces/trace-error.ts'
import type { JudgedTrace } from '../../reports/trace/judged-trace.ts'
import { traceReport } from '../../reports/trace/trace-report.ts'
import { UsageError } from '../usage-error.ts'

/** Judges one trace, a file or one a server. Throws a `UsageError` where it is none. */
export function judgeOne(files: readonly TraceFile[], lenient: boolean): JudgedTrace {
  const began = performance.now()
  try {
    const report = traceReport(files, { lenient })
    return { report, seconds: (performance.now() - began) / 1000 }
  } catch (error) {
    if (error instanceof TraceError) throw new UsageError(traceErrorText(error))
    throw error
  }
}
