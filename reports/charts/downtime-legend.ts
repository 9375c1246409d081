import type { Downtimes } from '../../harness/timing/downtimes.ts'
import { milliseconds, share } from '../terminal/numbers.ts'
import { reportedText } from '../terminal/reported-text.ts'
import { classOf, dashOf } from './appearance.ts'
import { PANEL } from './places.ts'
import { element, text } from './markup.ts'

/** How long the sample of a line is, and how far entries stand apart. */
const SAMPLE = 44
const ENTRY = 40

/** Names each line of a panel beside a sample of it, with its figures and the paper's. */
export function downtimeLegend(rows: readonly Downtimes[], longest: number): string {
  const entries = rows.map((row, place) => {
    const { line } = row
    const reported = line.reported.map(reportedText).join(', ')
    return element(
      'g',
      { transform: `translate(0 ${place * ENTRY})` },
      element('path', {
        class: `line ${classOf(place)}`,
        'stroke-dasharray': dashOf(place),
        d: `M0 0H${SAMPLE}`,
      }),
      element('text', { x: SAMPLE + 8, y: 4, class: 'small' }, nameOf(row), text(figures(row, longest))),
      ...(reported === ''
        ? []
        : [element('text', { x: SAMPLE + 8, y: 20, class: 'faint small' }, text(`paper ◇ ${reported}`))]),
    )
  })
  return element('g', { transform: `translate(${PANEL.width + 24} 4)` }, ...entries)
}

function nameOf({ line }: Downtimes): string {
  return element('tspan', { class: 'name' }, text(`${line.least}–${line.most} ms`))
}

function figures({ trials, unended, median, most }: Downtimes, longest: number): string {
  if (trials === 0) return ' no trial'
  if (unended === trials) return ` none within ${milliseconds(longest)}`
  if (unended > 0) return ` ${share(unended, trials)} not within ${milliseconds(longest)}`
  return ` median ${milliseconds(median)}, worst ${milliseconds(most)}`
}
