import type { Downtimes } from '../../harness/timing/downtimes.ts'
import { whole } from './numbers.ts'
import { reportedText } from './reported-text.ts'
import { tableLine, type Column } from './table-line.ts'

const COLUMNS: readonly Column[] = [
  { head: 'timeouts', width: 12, left: true },
  { head: 'least', width: 8 },
  { head: 'median', width: 8 },
  { head: 'mean', width: 8 },
  { head: 'worst', width: 8 },
  { head: 'trials', width: 7 },
  { head: 'the paper', width: 0, left: true },
]

/** Both panels of the paper's Figure 16 as a table, beside what the paper reports. */
export function timingTable(broadcast: number, panels: readonly (readonly Downtimes[])[]): string {
  const title = `time without a leader in ms, broadcast time about ${broadcast} ms`
  const heads = tableLine(
    COLUMNS,
    COLUMNS.map(({ head }) => head),
  )
  const leftOut = panels.flat().some((row) => row.leftOut > 0)
  const note = leftOut ? '  left out: trials in which another server led before the crash, or none' : ''
  return [title, heads, ...panels.flatMap((rows) => [...rows.map(rowText), '']), note].join('\n').trimEnd()
}

function rowText({ line, trials, leftOut, unended, least, median, mean, most }: Downtimes): string {
  const name = `${line.least}–${line.most} ms`
  const times = [least, median, mean, most].map((time) => time.toFixed(time < 1000 ? 1 : 0))
  const remarks = [
    line.reported.map(reportedText).join(', '),
    unended > 0 ? `(${whole(unended)} without end)` : '',
    leftOut > 0 ? `(${whole(leftOut)} left out)` : '',
  ]
  return tableLine(COLUMNS, [name, ...times, whole(trials), remarks.filter((text) => text !== '').join(' ')])
}
