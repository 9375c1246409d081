import { element, text } from '../../charts/markup.ts'
import type { Window } from './draw-bands.ts'
import { apart } from './landmarks.ts'
import type { Picture } from './picture.ts'
import type { Places } from './places.ts'

const LINE = 17
const LETTER = 7

/** What is told beside a diagram whose rows are too low for text: its landmarks, as many as there is room for, as SVG. */
export function landmarkLabels(
  { landmarks, length }: Picture,
  places: Places,
  { first, last }: Window,
  width: number,
): string {
  const most = Math.floor((width - 2 * LINE) / LETTER)
  const bottom = (length + 1) * places.row - LINE / 2
  return apart(landmarks, LINE / places.row)
    .filter(({ position }) => position >= first && position <= last)
    .map(({ position, text: words, kind }) => {
      const y = Math.max(LINE / 2, Math.min(bottom, places.y(position)))
      const shown = words.length > most ? `${words.slice(0, most)}…` : words
      return element(
        'g',
        { class: `landmark ${kind}`, 'data-position': position },
        element('line', { x1: 0, x2: 10, y1: y, y2: y }),
        element(
          'text',
          { x: 16, y: y + 4 },
          element('tspan', { class: 'number' }, text(`${position} `)),
          text(shown),
        ),
      )
    })
    .join('')
}
