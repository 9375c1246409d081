import { failover, LONGEST, type TimeoutRange } from './harness/timing/failover.ts'
import { embeddedCore } from './harness/targets/core.ts'

/** How long clusters were without a leader, over many trials of one range of election timeouts; in milliseconds. */
export interface Downtimes {
  readonly range: TimeoutRange
  readonly trials: number
  /** Trials left out because another server led before the crash, or none. */
  readonly leftOut: number
  /** Trials in which nobody led within `LONGEST`; they count as that long. */
  readonly unended: number
  readonly least: number
  readonly median: number
  readonly mean: number
  readonly most: number
  /** All of them, ascending. */
  readonly all: readonly number[]
}

/** The paper's Figure 16, both panels: ranges in milliseconds. */
export const PANELS: readonly (readonly (readonly [least: number, most: number])[])[] = [
  [
    [150, 150],
    [150, 151],
    [150, 155],
    [150, 175],
    [150, 200],
    [150, 300],
  ],
  [
    [12, 24],
    [25, 50],
    [50, 100],
    [100, 200],
    [150, 300],
  ],
]

/** Repeats the trials of the paper's 9.3 for a range, in milliseconds; `broadcast` in milliseconds too. */
export function downtimes(
  [least, most]: readonly [number, number],
  broadcast: number,
  trials: number,
): Downtimes {
  const range = { least: least * 1000, most: most * 1000 }
  const all: number[] = []
  let seed = 0
  for (; all.length < trials && seed < 4 * trials; seed++) {
    const downtime = failover(embeddedCore, range, broadcast * 1000, seed)
    if (downtime !== undefined) all.push(downtime / 1000)
  }
  all.sort((one, other) => one - other)
  const { length } = all
  return {
    range,
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
