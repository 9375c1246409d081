import type { Window } from '../view/draw-bands.ts'
import type { Picture } from '../view/picture.ts'
import { MIDDLE, NEAR, placesOf, type Places } from '../view/places.ts'
import { fillWindow, markInstant } from './drawing.ts'
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

/** What is on the stage now. */
interface Scene {
  readonly picture: Picture
  readonly seen: (first: number, last: number) => void
  position: number
  places: Places
  drawn: (Window & { readonly position: number; readonly places: Places }) | undefined
  /** Whether it is to be drawn before the next frame. */
  isAsked: boolean
}

/** The heights of rows that one may choose, between the whole story and this. */
const ROWS = [1, 2, 4, 8, 16, 22, 30]
const USUAL = 22
/** Rows that are drawn beyond what can be seen, in heights of what can. */
const BEYOND = 0.3
const LEAST_LIST = 432
/** How much of what can be seen stays empty below the last action. */
const BELOW = 0.4

const scroll = elementOf('scroll')
const sheet = elementOf('sheet')

/** The stage of a picture; it says when another action was chosen, and what part of the story can be seen. */
export function stageOf(
  picture: Picture,
  chosen: (position: number) => void,
  seen: (first: number, last: number) => void,
): Stage {
  const places = placesFor(picture, USUAL)
  const scene: Scene = { picture, seen, position: 0, places, drawn: undefined, isAsked: false }
  scroll.addEventListener('scroll', () => ask(scene), { passive: true })
  sheet.addEventListener('click', (event) => chosen(chosenBy(event, scene)))
  return {
    show: (position, centre = false) => {
      scene.position = position
      bringIntoSight(scene, centre)
      ask(scene)
    },
    zoom: (direction) => zoom(scene, direction),
    get visible() {
      return Math.max(1, Math.floor(scroll.clientHeight / scene.places.row) - 2)
    },
    layOut: () => layOut(scene, scene.places.row),
  }
}

function placesFor({ story }: Picture, row: number): Places {
  const available = Math.max(scroll.clientWidth - LEAST_LIST, scroll.clientWidth * 0.45)
  return placesOf(story.servers, story.sessions.length, available, row)
}

function layOut(scene: Scene, row: number): void {
  const { picture } = scene
  const isNear = row >= NEAR
  scene.places = placesFor(picture, row)
  sheet.style.height = `${(picture.length + 1) * row + (isNear ? scroll.clientHeight * BELOW : 0)}px`
  sheet.style.setProperty('--row', `${row}px`)
  scroll.parentElement?.style.setProperty('--lanes', `${scene.places.width}px`)
  sheet.classList.toggle('far', !isNear)
  scene.drawn = undefined
  ask(scene)
}

function ask(scene: Scene): void {
  if (!scene.isAsked) requestAnimationFrame(() => draw(scene))
  scene.isAsked = true
}

/** Draws what can be seen, and some more to either side, unless it is drawn already. */
function draw(scene: Scene): void {
  const { picture, places, position, drawn } = scene
  const { length } = picture
  scene.isAsked = false
  const [top, bottom] = [scroll.scrollTop / places.row, (scroll.scrollTop + scroll.clientHeight) / places.row]
  scene.seen(top, Math.min(bottom, length + 1))
  const isMarked = drawn?.position === position && drawn.places === places
  if (!isMarked) markInstant(picture, places, position)
  // From afar the instant shows by the cursor alone.
  const isDrawn =
    drawn !== undefined &&
    (isMarked || (places.row < MIDDLE && drawn.places === places)) &&
    drawn.first <= Math.max(0, top) &&
    drawn.last >= Math.min(length, bottom)
  if (isDrawn) {
    scene.drawn = { ...drawn, position }
    return
  }
  const margin = (bottom - top) * BEYOND
  const first = Math.max(0, Math.floor(top - margin))
  const last = Math.min(length, Math.ceil(bottom + margin))
  scene.drawn = { first, last, position, places }
  fillWindow(picture, places, scene.drawn, position, scroll.clientWidth)
}

function bringIntoSight({ position, places }: Scene, centre: boolean): void {
  const { scrollTop, clientHeight } = scroll
  const y = (position + 0.5) * places.row
  const margin = Math.min(clientHeight * 0.25, 4 * USUAL)
  if (centre && (y < scrollTop || y > scrollTop + clientHeight)) scroll.scrollTop = y - clientHeight / 2
  else if (y < scrollTop + margin) scroll.scrollTop = y - margin
  else if (y > scrollTop + clientHeight - margin) scroll.scrollTop = y - clientHeight + margin
}

/** The instant stays where it is seen. */
function zoom(scene: Scene, direction: -1 | 0 | 1): void {
  const { row } = scene.places
  const whole = scroll.clientHeight / (scene.picture.length + 1)
  const steps = [whole, ...ROWS.filter((height) => height > whole * 1.2)]
  const larger = steps.find((height) => height > row * 1.01)
  const smaller = steps.findLast((height) => height < row * 0.99)
  const least = Math.min(USUAL, whole)
  const next = direction > 0 ? larger : direction < 0 ? smaller : row === least ? USUAL : least
  if (next === undefined) return
  const before = (scene.position + 0.5) * row - scroll.scrollTop
  layOut(scene, next)
  scroll.scrollTop = (scene.position + 0.5) * next - Math.max(0, Math.min(scroll.clientHeight, before))
}

/** The action whose row, or whose landmark, was clicked. */
function chosenBy(event: MouseEvent, { picture, places }: Scene): number {
  const named = (event.target as Element).closest('[data-position]')?.getAttribute('data-position')
  const { top } = sheet.getBoundingClientRect()
  const position = typeof named === 'string' ? Number(named) : Math.floor((event.clientY - top) / places.row)
  return Math.max(0, Math.min(picture.length, position))
}
