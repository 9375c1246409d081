import type { JudgedTrace } from '../trace/judged-trace.ts'

/** What came of a trace, for scripts. */
export function traceJson({ report, seconds }: JudgedTrace): object {
  const { files, verdict, events, explained, explainedFields, rejection, undecided, coverage } = report
  return {
    file: files[0],
    ...(files.length > 1 ? { files } : {}),
    format: report.format,
    implementation: report.implementation ?? undefined,
    verdict,
    events,
    explained,
    explainedFields,
    ...(rejection === null ? {} : rejection),
    ...(rejection === null
      ? {}
      : { file: rejection.file, event: rejection.event ?? undefined, server: rejection.server ?? undefined }),
    undecided: undecided ?? undefined,
    checked: coverage.checked,
    partly: coverage.partly,
    receiveShows: report.receiveShows,
    skipped: report.skipped,
    seconds,
  }
}
