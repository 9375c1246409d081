import type { Downtimes } from '../../harness/timing/downtimes.ts'
import type { Reported } from '../../harness/timing/figure-16.ts'
import { reportedText } from '../terminal/reported-text.ts'
import { classOf } from './appearance.ts'
import { PANEL, type Places } from './places.ts'
import { element, text } from './markup.ts'

const SIZE = 6

/** What the paper reports of a range, as marks in its colour: a diamond at the time; an arrow where it only says "longer". */
export function papersMarks({ line }: Downtimes, place: number, places: Places): string {
  return line.reported
    .map((reported) => {
      const words = `paper, ${line.least}–${line.most} ms: ${reportedText(reported)}`
      return element(
        'g',
        {
          class: classOf(place),
          transform: `translate(${Math.round(places.x(reported.milliseconds))} ${places.y(heightOf(reported))})`,
        },
        element('title', {}, text(words)),
        reported.longer === true ? arrow() : diamond(),
        element(
          'text',
          { ...labelOf(reported, places), class: 'halo faint small' },
          text(`paper: ${reportedText(reported)}`),
        ),
      )
    })
    .join('')
}

/** A median stands half-way up, the worst at the top; a mean has no height of its own and stands on the axis. */
function heightOf({ of }: Reported): number {
  if (of === 'median') return 50
  return of === 'most' ? 100 : 0
}

/** Where the words of a mark stand: beside it, or above where it stands on an edge; not beyond the right one. */
function labelOf(
  { of, milliseconds: time }: Reported,
  { x }: Places,
): Readonly<Record<string, string | number>> {
  if (of === 'median') return { x: SIZE + 5, y: 4 }
  const isRight = x(time) > PANEL.width / 2
  return { x: isRight ? SIZE : -SIZE, y: -SIZE - 5, 'text-anchor': isRight ? 'end' : 'start' }
}

function diamond(): string {
  return element('path', { class: 'mark', d: `M0 ${-SIZE}L${SIZE} 0L0 ${SIZE}L${-SIZE} 0Z` })
}

function arrow(): string {
  return element('path', {
    class: 'mark',
    d: `M0 ${-SIZE}V${SIZE}M0 0H28M${28 - SIZE} ${-SIZE + 1}L28 0L${28 - SIZE} ${SIZE - 1}`,
  })
}
