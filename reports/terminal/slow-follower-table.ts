import type { CommitLatencies, SlowFollower } from '../../harness/timing/slow-follower.ts'
import { whole } from './numbers.ts'
import { tableLine, type Column } from './table-line.ts'

const COLUMNS: readonly Column[] = [
  { head: 'followers', width: 26, left: true },
  { head: 'median', width: 8 },
  { head: 'mean', width: 8 },
  { head: 'worst', width: 8 },
  { head: 'commands', width: 8 },
]

/** The most that one slow follower may change the median by. */
const MOST_CHANGE = 0.05

/** How long commits take with and without one slow follower of four. */
export function slowFollowerTable(broadcast: number, measured: SlowFollower | undefined): string {
  if (measured === undefined)
    return `what a slow follower costs\n  not measured: with broadcasts of ${broadcast} ms no leader stays in office`
  const { late, commandsPerSecond, alike, slow, ratio } = measured
  const change = 100 * (ratio - 1)
  const little = Math.abs(ratio - 1) < MOST_CHANGE ? 'less than' : 'not less than'
  return [
    `what a slow follower costs: ms from a command's arrival at the leader to its commit there, ${commandsPerSecond} a second`,
    tableLine(
      COLUMNS,
      COLUMNS.map(({ head }) => head),
    ),
    rowText('four alike', alike),
    rowText(`one up to ${late} ms late`, slow),
    `  the median changes by ${change.toFixed(1)} %, ${little} ${100 * MOST_CHANGE} %: a commit waits for the second answer of three instead of four`,
  ].join('\n')
}

function rowText(name: string, { commands, median, mean, most }: CommitLatencies): string {
  return tableLine(COLUMNS, [name, ...[median, mean, most].map((time) => time.toFixed(2)), whole(commands)])
}
