import type { Cause, Story } from '../../recording/story.ts'
import { drawOverview } from '../view/overview.ts'
import { pictureOf } from '../view/picture.ts'
import { unitOf } from '../view/unit.ts'
import { elementOf } from './elements.ts'
import { listenToKeys } from './keys.ts'
import { sayInstant, showInstant } from './panels.ts'
import { printWhole } from './print.ts'
import { stageOf } from './stage.ts'

const { story, causes } = JSON.parse(elementOf('story').textContent as string) as {
  readonly story: Story
  readonly causes: readonly Cause[]
}
const picture = pictureOf(story, causes)
const { length } = picture
const slider = elementOf<HTMLInputElement>('slider')
const shown = elementOf('shown')
const stops = [...new Set([...picture.causeAt.keys(), ...picture.violationAt])].sort(
  (one, other) => one - other,
)
let position = 0

const stage = stageOf(
  picture,
  (chosen) => goTo(chosen),
  (first, last) => {
    shown.style.top = `${(100 * first) / (length + 1)}%`
    shown.style.height = `${(100 * (last - first)) / (length + 1)}%`
  },
)

function goTo(wanted: number, centre = false): void {
  const next = Math.max(0, Math.min(length, wanted))
  const isNews = next !== position
  position = next
  slider.value = String(position)
  slider.setAttribute('aria-valuetext', `${unitOf(story)} ${position} of ${length}`)
  stage.show(position, centre)
  showInstant(picture, position)
  if (isNews) sayInstant(picture, position)
}

function stop(direction: -1 | 1): void {
  const next = direction > 0 ? stops.find((one) => one > position) : stops.findLast((one) => one < position)
  if (next !== undefined) goTo(next, true)
}

/** Where a reader begins: where the address says, else where the story goes wrong, else at the start. */
function beginning(): number {
  return named() ?? stops.findLast((one) => picture.violationAt.has(one)) ?? 0
}

/** The action that the address names: `story.html#45`. */
function named(): number | undefined {
  const number = /^#(\d+)$/u.exec(location.hash)?.[1]
  return number === undefined ? undefined : Number(number)
}

slider.max = String(length)
elementOf('glance').innerHTML = drawOverview(picture)
slider.addEventListener('input', () => goTo(Number(slider.value), true))
document.addEventListener('click', (event) => {
  const go = (event.target as Element).closest('.go')
  if (go !== null) goTo(Number(go.getAttribute('data-position')), true)
})
const wishes = {
  step: (actions: number) => goTo(position + actions),
  page: (pages: number) => goTo(position + pages * stage.visible),
  goTo: (end: 'start' | 'end') => goTo(end === 'start' ? 0 : length),
  stop,
  zoom: (direction: -1 | 0 | 1) => stage.zoom(direction),
  close: () => document.querySelector('.key')?.removeAttribute('open'),
}
const BUTTONS: Readonly<Record<string, () => void>> = {
  back: () => wishes.step(-1),
  on: () => wishes.step(1),
  previous: () => stop(-1),
  next: () => stop(1),
  smaller: () => wishes.zoom(-1),
  larger: () => wishes.zoom(1),
  all: () => wishes.zoom(0),
}
for (const [id, press] of Object.entries(BUTTONS))
  document.getElementById(id)?.addEventListener('click', press)
listenToKeys(wishes)
printWhole(picture)
addEventListener('hashchange', () => goTo(named() ?? position, true))
addEventListener('resize', () => {
  stage.layOut()
  showInstant(picture, position)
})
stage.layOut()
goTo(beginning(), true)
