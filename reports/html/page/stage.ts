import { drawBands, type Window } from '../view/draw-bands.ts'
import { drawMarks } from '../view/draw-marks.ts'
import { drawPassages } from '../view/draw-passages.ts'
import { HEADS, laneHeads } from '../view/lane-heads.ts'
import { landmarkLabels } from '../view/labels.ts'
import type { Picture } from '../view/picture.ts'
import { MIDDLE, NEAR, placesOf, type Places } from '../view/places.ts'
import { rowId, rows } from '../view/rows.ts'
import { elementOf } from './elements.ts'

/** The diagram with the actions beside it, of which only as much is drawn as can be seen. */
export interface Stage {
  /** Moves to an instant; where it would be out of sight, or `centre`, scrolls there. */
  show(position: number, centre?: boolean): void
  /** Draws rows higher (1) or lower (-1), or the whole story and, from there, as usual (0). */
  zoom(direction: -1 | 0 | 1): void
  /** How many rows can be seen. */
  readonly visible: number
  /** Lays all out again, as after the page became wider. */
  layOut(): void
}

/** The heights of rows that one may choose, between the whole story and this. */
const ROWS = [1, 2, 4, 8, 16, 22, 30]
const USUAL = 22
/** Rows that are drawn beyond what can be seen, in heights of what can. */
const BEYOND = 0.3
const LEAST_LIST = 410

/** The stage of a picture; it says when another action was chosen, and what part of the story can be seen. */
export function stageOf(
  picture: Picture,
  chosen: (position: number) => void,
  seen: (first: number, last: number) => void,
): Stage {
  const scroll = elementOf('scroll')
  const sheet = elementOf('sheet')
  const drawing = elementOf<SVGSVGElement>('drawing')
  const heads = elementOf<SVGSVGElement>('heads')
  const labels = elementOf<SVGSVGElement>('labels')
  const list = elementOf('rows')
  const cursor = elementOf('cursor')
  const { story, length } = picture
  let row = USUAL
  let position = 0
  let places: Places = placesOf(story.servers, story.sessions.length, 600, row)
  let drawn: (Window & { readonly position: number; readonly places: Places }) | undefined
  let isAsked = false

  const whole = (): number => scroll.clientHeight / (length + 1)
  const layOut = (): void => {
    const available = Math.max(scroll.clientWidth - LEAST_LIST, scroll.clientWidth * 0.45)
    places = placesOf(story.servers, story.sessions.length, available, row)
    // Near, the last action may be seen in the middle.
    sheet.style.height = `${(length + 1) * row + (row < NEAR ? 0 : scroll.clientHeight * 0.4)}px`
    sheet.style.setProperty('--row', `${row}px`)
    sheet.parentElement?.parentElement?.style.setProperty('--lanes', `${places.width}px`)
    sheet.classList.toggle('far', row < NEAR)
    drawn = undefined
    ask()
  }
  /** Draws what can be seen, and some more to either side, unless it is drawn already. */
  const draw = (): void => {
    isAsked = false
    const { scrollTop, clientHeight } = scroll
    const [top, bottom] = [scrollTop / row, (scrollTop + clientHeight) / row]
    seen(top, Math.min(bottom, length + 1))
    // From afar the instant shows by the cursor alone.
    const isDrawn =
      drawn !== undefined &&
      (drawn.position === position || row < MIDDLE) &&
      drawn.places === places &&
      drawn.first <= Math.max(0, top) &&
      drawn.last >= Math.min(length, bottom)
    if (drawn?.position !== position || drawn.places !== places) mark()
    if (isDrawn) return
    const margin = (bottom - top) * BEYOND
    const first = Math.max(0, Math.floor(top - margin))
    const last = Math.min(length, Math.ceil(bottom + margin))
    drawn = { first, last, position, places }
    fill(drawn)
  }
  const fill = (window: Window): void => {
    const { first, last } = window
    const top = first * row
    const height = (last - first + 1) * row
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
    const beside = Math.max(60, scroll.clientWidth - places.width)
    place(labels, beside, top, height)
    labels.innerHTML = isNear ? '' : landmarkLabels(picture, places, window, beside)
  }
  /** Marks the instant: by the cursor, and by what servers are then, above their lanes. */
  const mark = (): void => {
    heads.setAttribute('viewBox', `0 0 ${places.width} ${HEADS}`)
    heads.setAttribute('width', String(places.width))
    heads.setAttribute('height', String(HEADS))
    heads.innerHTML = laneHeads(picture, places, position)
    cursor.style.transform = `translateY(${position * row + Math.min(0, (row - 2) / 2)}px)`
  }
  const ask = (): void => {
    if (!isAsked) requestAnimationFrame(draw)
    isAsked = true
  }
  const choose = (event: MouseEvent): void => {
    const { top } = sheet.getBoundingClientRect()
    const near = (event.target as Element).closest('[data-position]')?.getAttribute('data-position')
    const at = near === null || near === undefined ? Math.floor((event.clientY - top) / row) : Number(near)
    chosen(Math.max(0, Math.min(length, at)))
  }
  scroll.addEventListener('scroll', ask, { passive: true })
  sheet.addEventListener('click', choose)

  return {
    show: (next, centre = false) => {
      position = next
      const { scrollTop, clientHeight } = scroll
      const y = (next + 0.5) * row
      const margin = Math.min(clientHeight * 0.25, 4 * USUAL)
      if (centre && (y < scrollTop || y > scrollTop + clientHeight)) scroll.scrollTop = y - clientHeight / 2
      else if (y < scrollTop + margin) scroll.scrollTop = y - margin
      else if (y > scrollTop + clientHeight - margin) scroll.scrollTop = y - clientHeight + margin
      ask()
    },
    zoom: (direction) => {
      const steps = [whole(), ...ROWS.filter((height) => height > whole() * 1.2)]
      const larger = steps.find((height) => height > row * 1.01)
      const smaller = steps.findLast((height) => height < row * 0.99)
      const least = Math.min(USUAL, whole())
      const next = direction > 0 ? larger : direction < 0 ? smaller : row === least ? USUAL : least
      if (next === undefined) return
      const before = (position + 0.5) * row - scroll.scrollTop
      row = next
      layOut()
      scroll.scrollTop = (position + 0.5) * row - Math.max(0, Math.min(scroll.clientHeight, before))
    },
    get visible() {
      return Math.max(1, Math.floor(scroll.clientHeight / row) - 2)
    },
    layOut,
  }
}

/** Puts a drawing where its window is, in the coordinates of the whole. */
function place(svg: SVGSVGElement, width: number, top: number, height: number): void {
  svg.setAttribute('viewBox', `0 ${top} ${width} ${height}`)
  svg.setAttribute('width', String(width))
  svg.setAttribute('height', String(height))
  svg.style.transform = `translateY(${top}px)`
}
