import { drawBands, type Window } from '../view/draw-bands.ts'
import { drawMarks } from '../view/draw-marks.ts'
import { drawPassages } from '../view/draw-passages.ts'
import { HEADS, laneHeads } from '../view/lane-heads.ts'
import { landmarkLabels } from '../view/labels.ts'
import type { Picture } from '../view/picture.ts'
import { NEAR, type Places } from '../view/places.ts'
import { rowId, rows } from '../view/rows.ts'
import { elementOf } from './elements.ts'

const drawing = elementOf<SVGSVGElement>('drawing')
const heads = elementOf<SVGSVGElement>('heads')
const labels = elementOf<SVGSVGElement>('labels')
const list = elementOf('rows')
const cursor = elementOf('cursor')

/** Draws a window of a picture, the actions in words beside it where rows are high enough, else the landmarks. */
export function fillWindow(
  picture: Picture,
  places: Places,
  window: Window,
  position: number,
  width: number,
): void {
  const { row } = places
  const top = window.first * row
  const height = (window.last - window.first + 1) * row
  place(drawing, places.width, top, height)
  drawing.innerHTML = [
    drawBands(picture, places, window),
    drawPassages(picture, places, window, position),
    drawMarks(picture, places, window, position),
  ].join('')
  const isNear = row >= NEAR
  list.style.transform = `translateY(${top}px)`
  list.innerHTML = isNear ? rows(picture, window, position) : ''
  list.setAttribute('aria-activedescendant', isNear ? rowId(position) : '')
  const beside = Math.max(60, width - places.width)
  place(labels, beside, top, height)
  labels.innerHTML = isNear ? '' : landmarkLabels(picture, places, window, beside)
}

/** Marks an instant: by the cursor, and by what servers are then, above their lanes. */
export function markInstant(picture: Picture, places: Places, position: number): void {
  heads.setAttribute('viewBox', `0 0 ${places.width} ${HEADS}`)
  heads.setAttribute('width', String(places.width))
  heads.setAttribute('height', String(HEADS))
  heads.innerHTML = laneHeads(picture, places, position)
  cursor.style.transform = `translateY(${position * places.row + Math.min(0, (places.row - 2) / 2)}px)`
}

/** Puts a drawing where its window is, in the coordinates of the whole. */
function place(svg: SVGSVGElement, width: number, top: number, height: number): void {
  svg.setAttribute('viewBox', `0 ${top} ${width} ${height}`)
  svg.setAttribute('width', String(width))
  svg.setAttribute('height', String(height))
  svg.style.transform = `translateY(${top}px)`
}
