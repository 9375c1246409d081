import { bytesOf, type TraceLine } from '../../../harness/traces/writing/degrade.ts'
import { judgeTrace, type TraceVerdict } from '../judge-trace.ts'

/** What comes of a trace of these lines, in a file or in several. */
export function verdictOn(...files: readonly (readonly TraceLine[])[]): TraceVerdict {
  return judgeTrace(files.map((lines, place) => ({ name: `file ${place + 1}`, bytes: bytesOf(lines) })))
}

/** The rule that a trace is rejected by, and at which line; `accept`, or `undecided`. */
export function ruleAgainst(...files: readonly (readonly TraceLine[])[]): string {
  const { verdict, rejection } = verdictOn(...files)
  return rejection === null ? verdict : `${rejection.fault.rule}, line ${rejection.at.line}`
}
