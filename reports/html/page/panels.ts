import type { Moment, Sight } from '../../recording/story.ts'
import { clusterPanel } from '../view/cluster-panel.ts'
import { momentPanel } from '../view/moment-panel.ts'
import type { Picture } from '../view/picture.ts'
import { unitOf } from '../view/unit.ts'
import { changesText } from '../view/words.ts'
import { elementOf } from './elements.ts'

/** How wide an entry of a log is. */
const CELL = 50
const NARROW_CELL = 32
const LEAST_CELLS = 4
const MOST_CELLS = 24

/** Shows an instant: the action, and what each server is after it. */
export function showInstant(picture: Picture, position: number): void {
  const { instants, story } = picture
  const before = instants.at(Math.max(0, position - 1))
  const now = instants.at(position)
  const cluster = elementOf('cluster')
  const fitting = (width: number): number =>
    Math.max(LEAST_CELLS, Math.min(MOST_CELLS, Math.floor(cluster.clientWidth / width)))
  const moment = elementOf('moment')
  const isOpen = moment.querySelector('details')?.open ?? false
  moment.innerHTML = momentPanel(picture, position, isOpen)
  cluster.innerHTML = clusterPanel({
    names: story.names,
    entries: story.entries,
    isTrace: story.trace !== undefined,
    before,
    now,
    columns: fitting(CELL),
    mostColumns: fitting(NARROW_CELL),
    accused: story.violations.flatMap(({ action, servers }) => (action === position ? servers : [])),
  })
  for (const button of document.querySelectorAll('.go')) {
    const isHere = Number(button.getAttribute('data-position')) === position
    if (isHere) button.setAttribute('aria-current', 'step')
    else button.removeAttribute('aria-current')
  }
}

/** Says, to whoever does not see it, what has happened. */
export function sayInstant(picture: Picture, position: number): void {
  const moment = picture.story.moments[position - 1]
  elementOf('said').textContent =
    moment === undefined
      ? 'The start.'
      : `${unitOf(picture.story) === 'action' ? 'Action' : 'Event'} ${position}: ${spoken(picture, position, moment)}`
}

function spoken({ instants, names }: Picture, position: number, [, , , , words, ...changes]: Moment): string {
  const before = instants.at(position - 1)
  const now = instants.at(position)
  const told = changes.map(([server]) =>
    changesText(server, before[server] as Sight, now[server] as Sight, names),
  )
  return [words, ...told.filter((one) => one !== '')].join('. ')
}
