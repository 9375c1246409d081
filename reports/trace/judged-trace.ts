import type { TraceReport } from './trace-report.ts'

/** What came of a trace, and how long that took. */
export interface JudgedTrace {
  readonly report: TraceReport
  readonly seconds: number
}
