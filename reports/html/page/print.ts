import { element } from '../../charts/markup.ts'
import { drawBands, type Window } from '../view/draw-bands.ts'
import { drawMarks } from '../view/draw-marks.ts'
import { drawPassages } from '../view/draw-passages.ts'
import { HEADS, laneHeads } from '../view/lane-heads.ts'
import type { Picture } from '../view/picture.ts'
import { placesOf } from '../view/places.ts'
import { rows } from '../view/rows.ts'
import { elementOf } from './elements.ts'

/** How wide the lanes are on paper, how high a row is, and how many rows keep together. */
const LANES = 380
const ROW = 17
const TOGETHER = 27
const NOBODY_IS_AT = -1

/** Draws all of a story before it is printed, part by part so that no page cuts through a row, and clears it after. */
export function printWhole(picture: Picture): void {
  const paper = elementOf('print')
  const { story, length } = picture
  const places = placesOf(story.servers, story.sessions.length, LANES, ROW)
  const part = (window: Window): string => {
    const top = window.first * ROW
    const height = (window.last - window.first + 1) * ROW
    const heads = laneHeads(picture, places, window.first)
    const drawn = [
      drawBands(picture, places, window),
      drawPassages(picture, places, window, NOBODY_IS_AT),
      drawMarks(picture, places, window, NOBODY_IS_AT),
    ]
    return element(
      'div',
      { class: 'part' },
      element(
        'svg',
        { class: 'heads', viewBox: `0 0 ${places.width} ${HEADS}`, width: places.width, height: HEADS },
        heads,
      ),
      element(
        'svg',
        { class: 'drawing', viewBox: `0 ${top} ${places.width} ${height}`, width: places.width, height },
        ...drawn,
      ),
      element('div', { class: 'rows' }, rows(picture, window, NOBODY_IS_AT)),
    )
  }
  const fill = (): void => {
    const parts: string[] = []
    for (let first = 0; first <= length; first += TOGETHER)
      parts.push(part({ first, last: Math.min(length, first + TOGETHER - 1) }))
    paper.innerHTML = parts.join('')
  }
  const clear = (): void => void (paper.innerHTML = '')
  addEventListener('beforeprint', fill)
  addEventListener('afterprint', clear)
  const media = matchMedia('print')
  media.addEventListener('change', () => (media.matches ? fill() : clear()))
}
