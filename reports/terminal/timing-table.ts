import { whole } from './numbers.ts'

/** A row of the table: a range of election timeouts, and how long clusters were without a leader, in milliseconds. */
export interface TimingRow {
  readonly range: { readonly least: number; readonly most: number }
  readonly trials: number
  readonly leftOut: number
  readonly unended: number
  readonly least: number
  readonly median: number
  readonly mean: number
  readonly most: number
}

/** What the paper says of a range (9.3). */
const PAPER: { readonly [range: string]: string } = {
  '150–150 ms': 'consistently longer than 10 s',
  '150–155 ms': 'median 287 ms',
  '150–200 ms': 'worst 513 ms',
  '12–24 ms': 'mean 35 ms, worst 152 ms',
}

const HEADS = ['timeouts', 'least', 'median', 'mean', 'worst', 'trials', 'the paper']
const WIDTHS = [13, 10, 10, 10, 10, 9]

/** Both panels of the paper's Figure 16 as a table. */
export function timingTable(broadcast: number, panels: readonly (readonly TimingRow[])[]): string {
  const title = `time without a leader in ms, broadcast time about ${broadcast} ms`
  return [title, line(HEADS), ...panels.flatMap((rows) => [...rows.map(rowText), ''])].join('\n').trimEnd()
}

function rowText({ range, trials, leftOut, unended, least, median, mean, most }: TimingRow): string {
  const name = `${range.least / 1000}–${range.most / 1000} ms`
  const beyond = unended > 0 ? ` (${whole(unended)} without end)` : ''
  const without = leftOut > 0 ? ` (${whole(leftOut)} left out)` : ''
  const times = [least, median, mean, most].map((time) => time.toFixed(time < 1000 ? 1 : 0))
  return line([name, ...times, whole(trials), `${PAPER[name] ?? ''}${beyond}${without}`])
}

function line(cells: readonly string[]): string {
  return `  ${cells.map((cell, place) => (place === 0 || place >= WIDTHS.length ? cell.padEnd(WIDTHS[place] ?? 0) : `${cell.padStart((WIDTHS[place] as number) - 2)}  `)).join('')}`.trimEnd()
}
