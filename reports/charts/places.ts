import { scaleLinear, scaleLog } from 'd3-scale'
import type { Downtimes } from '../../harness/timing/downtimes.ts'

/** The size of a panel: its plot, and what stands around it. */
export const PANEL = { left: 64, top: 44, width: 590, height: 230, below: 52, legend: 350 } as const

/** How far from the outermost times the axis goes on. */
const MARGIN = 1.15

/** Turns a time in milliseconds, and a share of trials in percent, into a place. */
export interface Places {
  x(time: number): number
  y(percent: number): number
  readonly earliest: number
  readonly latest: number
}

/** The places of a panel whose axis reaches over all that its lines and the paper say, but not beyond the longest time. */
export function placesOf(rows: readonly Downtimes[], longest: number): Places {
  const times = rows.flatMap(({ least, most, line, trials }) => [
    ...(trials > 0 ? [least, most] : []),
    ...line.reported.map((reported) => reported.milliseconds),
  ])
  const earliest = Math.max(1, Math.min(...times) / MARGIN)
  const latest = Math.min(longest, Math.max(...times) * MARGIN)
  const x = scaleLog([earliest, latest], [0, PANEL.width]).clamp(true)
  const y = scaleLinear([0, 100], [PANEL.height, 0])
  return { x: (time) => x(time), y: (percent) => y(percent), earliest, latest }
}
