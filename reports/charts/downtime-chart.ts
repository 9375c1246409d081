import type { Downtimes } from '../../harness/timing/downtimes.ts'
import type { TimeoutPanel } from '../../harness/timing/figure-16.ts'
import { whole } from '../terminal/numbers.ts'
import { STYLE } from './appearance.ts'
import { downtimePanel } from './downtime-panel.ts'
import { element, text } from './markup.ts'
import { PANEL } from './places.ts'

const EDGE = 24
const HEADING = 66
const WIDTH = 2 * EDGE + PANEL.left + PANEL.width + PANEL.legend
const PANEL_HEIGHT = PANEL.top + PANEL.height + PANEL.below

/** What a chart of downtimes shows. */
export interface DowntimeChart {
  readonly panels: readonly TimeoutPanel[]
  /** For each panel a row for each of its lines. */
  readonly rows: readonly (readonly Downtimes[])[]
  /** In milliseconds. */
  readonly broadcast: number
  /** After how many milliseconds a trial was given up. */
  readonly longest: number
}

/** The paper's Figure 16 as one SVG document that needs nothing beside itself. */
export function downtimeChart({ panels, rows, broadcast, longest }: DowntimeChart): string {
  const height = HEADING + panels.length * PANEL_HEIGHT + EDGE
  const title = 'Time without a leader after the leader has crashed'
  const trials = Math.max(0, ...rows.flat().map((row) => row.trials))
  const subtitle = `the paper’s Figure 16 in virtual time: five servers, broadcast time about ${broadcast} ms, ${whole(trials)} trials a line, by range of election timeouts`
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${WIDTH} ${height}`,
      width: WIDTH,
      height,
      role: 'img',
      'aria-labelledby': 'chart-title chart-subtitle',
    },
    element('title', { id: 'chart-title' }, text(title)),
    element('desc', { id: 'chart-subtitle' }, text(subtitle)),
    element('style', {}, STYLE),
    element('rect', { class: 'ground', width: WIDTH, height }),
    element('text', { x: EDGE, y: 34, class: 'title' }, text(title)),
    element('text', { x: EDGE, y: 55, class: 'faint' }, text(subtitle)),
    ...panels.map((panel, place) =>
      element(
        'g',
        { transform: `translate(${EDGE} ${HEADING + place * PANEL_HEIGHT})` },
        downtimePanel(panel, rows[place] ?? [], longest),
      ),
    ),
  )
}
