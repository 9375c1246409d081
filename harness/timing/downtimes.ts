import type { Target } from '../targets/target.ts'
import { failover, LONGEST } from './failover.ts'
import type { TimeoutLine } from './figure-16.ts'

/** How long clusters were without a leader, over many trials of one range of election timeouts; in milliseconds. */
export interface Downtimes {
  readonly line: TimeoutLine
  readonly trials: number
  /** Trials left out because another server led before the crash, or none. */
  readonly leftOut: number
  /** Trials in which nobody led within `LONGEST`; they count as that long, and stand last in `all`. */
  readonly unended: number
  readonly least: number
  readonly median: number
  readonly mean: number
  readonly most: number
  /** All of them, ascending. */
  readonly all: readonly number[]
}

/** Repeats the trials of the paper's 9.3 for one of its ranges; `broadcast` is in milliseconds. */
export function downtimes(target: Target, line: TimeoutLine, broadcast: number, trials: number): Downtimes {
  const range = { least: line.least * 1000, most: line.most * 1000 }
  const all: number[] = []
  let seed = 0
  for (; all.length < trials && seed < 4 * trials; seed++) {
    const downtime = failover(target, range, broadcast * 1000, seed)
    if (downtime !== undefined) all.push(downtime / 1000)
  }
  all.sort((one, other) => one - other)
  const { length } = all
  return {
    line,
    trials: length,
    leftOut: seed - length,
    unended: all.filter((time) => time >= LONGEST / 1000).length,
    least: all[0] ?? 0,
    median: all[length >> 1] ?? 0,
    mean: all.reduce((sum, time) => sum + time, 0) / Math.max(1, length),
    most: all[length - 1] ?? 0,
    all,
  }
}
