import { curveStepAfter, line as lineOf } from 'd3-shape'
import type { Downtimes } from '../../harness/timing/downtimes.ts'
import type { TimeoutPanel } from '../../harness/timing/figure-16.ts'
import { milliseconds } from '../terminal/numbers.ts'
import { classOf, dashOf } from './appearance.ts'
import { downtimeLegend } from './downtime-legend.ts'
import { element, text } from './markup.ts'
import { papersMarks } from './papers-marks.ts'
import { PANEL, placesOf, type Places } from './places.ts'

/** Ticks of the logarithmic axis: these times each power of ten. */
const TICKS = [1, 2, 5]

/** One panel of the paper's Figure 16: for each range, in how many of its trials there was a leader again by when. */
export function downtimePanel({ title }: TimeoutPanel, rows: readonly Downtimes[], longest: number): string {
  const places = placesOf(rows, longest)
  return [
    element('text', { x: 0, y: 22, class: 'head' }, text(title)),
    element(
      'g',
      { transform: `translate(${PANEL.left} ${PANEL.top})` },
      ...axes(places),
      ...rows.map((row, place) => distribution(row, place, places, longest)),
      ...rows.map((row, place) => papersMarks(row, place, places)),
      downtimeLegend(rows, longest),
    ),
  ].join('\n')
}

function axes({ x, y, earliest, latest }: Places): readonly string[] {
  const { width, height } = PANEL
  const powers = Array.from({ length: 6 }, (_, power) => 10 ** power)
  const ticks = powers
    .flatMap((power) => TICKS.map((times) => times * power))
    .filter((time) => time >= earliest && time <= latest)
  const acrosses = [0, 25, 50, 75, 100].map((percent) => [
    element('path', { class: 'grid', d: `M0 ${y(percent)}H${width}` }),
    element('text', { x: -8, y: y(percent) + 4, class: 'faint small', 'text-anchor': 'end' }, `${percent} %`),
  ])
  const downs = ticks.map((time) => [
    element('path', { class: 'grid', d: `M${round(x(time))} 0V${height}` }),
    element(
      'text',
      { x: round(x(time)), y: height + 18, class: 'faint small', 'text-anchor': 'middle' },
      text(milliseconds(time)),
    ),
  ])
  return [
    ...downs.flat(),
    ...acrosses.flat(),
    element('path', { class: 'axis', d: `M0 0V${height}H${width}` }),
    element(
      'text',
      { x: width / 2, y: height + 38, class: 'faint small', 'text-anchor': 'middle' },
      text('time without a leader, logarithmic'),
    ),
    element(
      'text',
      {
        x: 0,
        y: 0,
        class: 'faint small',
        'text-anchor': 'middle',
        transform: `translate(-50 ${height / 2}) rotate(-90)`,
      },
      text('cumulative share of trials'),
    ),
  ]
}

/** The line of one range. Trials without end are missing at its top, and it goes on level to the right edge. */
function distribution(row: Downtimes, place: number, { x, y, latest }: Places, longest: number): string {
  const { all, line, trials, unended } = row
  const ended = all.filter((time) => time < longest)
  const steps: [number, number][] = [[x(ended[0] ?? 0.001), y(0)]]
  ended.forEach((time, rank) => {
    const step: [number, number] = [x(time), y((100 * (rank + 1)) / trials)]
    const last = steps[steps.length - 1] as [number, number]
    const isNear = step[0] - last[0] < 0.5 && last[1] - step[1] < 0.5
    if (!isNear || rank === ended.length - 1) steps.push(step)
  })
  if (unended > 0) steps.push([x(latest), y((100 * ended.length) / trials)])
  const path = lineOf().curve(curveStepAfter).digits(1)(steps) ?? ''
  return element(
    'path',
    { class: `line ${classOf(place)}`, 'stroke-dasharray': dashOf(place), d: path },
    element('title', {}, text(`${line.least}–${line.most} ms`)),
  )
}

function round(number: number): number {
  return Math.round(number * 10) / 10
}
