import type { ChalkInstance } from 'chalk'
import type { JudgedTrace } from '../trace/judged-trace.ts'
import type { TraceRejection, TraceReport } from '../trace/trace-report.ts'
import { counted, rate, share, span } from './numbers.ts'
import { printable } from './printable.ts'

/** What came of a trace, for a terminal: the verdict, and for a rejection why, what would have been allowed and what it rests on. */
export function tellTrace({ report, seconds }: JudgedTrace, chalk: ChalkInstance): string {
  const { files, verdict, events, rejection, undecided, skipped } = report
  const mark = {
    accept: chalk.green('✓ accept'),
    reject: chalk.red.bold('✗ reject'),
    undecided: chalk.yellow('? undecided'),
  }
  const read = `${counted(events, 'event')} of ${printable(report.implementation ?? 'an implementation')} (form ${report.format}) in ${span(seconds)}, ${rate(events / Math.max(seconds, 0.001))} a second`
  const lines = [`${mark[verdict]} ${files.join(', ')}: ${read}`]
  if (rejection !== null) lines.push(...rejectionText(rejection, chalk))
  if (undecided !== null) lines.push(`    why     ${undecided}`)
  lines.push(...explainedText(report))
  if (skipped > 0)
    lines.push(
      `    skipped ${counted(skipped, 'line')} that ${skipped === 1 ? 'is no event' : 'are no events'}`,
    )
  return lines.join('\n')
}

function rejectionText(
  { file, line, rule, reason, promise, allowed, because }: TraceRejection,
  chalk: ChalkInstance,
): string[] {
  return [
    `    at      ${chalk.bold(`${file}:${line}`)}: ${printable(reason)}`,
    `    rule    ${rule}: ${promise}`,
    ...allowed.map((one, place) => `    ${place === 0 ? 'allowed' : '       '} ${printable(one)}`),
    ...because.map(
      (step, place) => `    ${place === 0 ? 'because' : '       '} ${step.line}: ${printable(step.text)}`,
    ),
  ]
}

function explainedText({ verdict, explained, explainedFields, coverage }: TraceReport): string[] {
  const shares = `    decided ${share(explained, 1)} of the events and ${share(explainedFields, 1)} of the fields they show, by what was known before`
  const names = coverage.partly.map(({ rule }) => rule)
  const all = coverage.checked.length + names.length
  const partly =
    names.length === 0 ? '' : `; not in full, because the trace does not tell enough: ${names.join(', ')}`
  const rules = `    rules   ${coverage.checked.length} of ${all} checked${partly}`
  return verdict === 'reject' ? [rules] : [shares, rules]
}
