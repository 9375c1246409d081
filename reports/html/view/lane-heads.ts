import { Role } from '../../../core/server.ts'
import { element, text } from '../../charts/markup.ts'
import { DOWN, UNSEEN, UNTOLD } from '../../recording/story.ts'
import type { Picture } from './picture.ts'
import type { Places } from './places.ts'
import { numberText, roleText } from './words.ts'

/** How high the names above the lanes are. */
export const HEADS = 44

const LETTER = 6.6
const NAME_LETTER = 8

/** The names of the lanes, and what each server is at an instant. */
export function laneHeads(
  { story, names, shortNames, instants, cuts }: Picture,
  places: Places,
  position: number,
): string {
  const sights = instants.at(position)
  return names
    .map((name, lane) => {
      const x = places.x(lane)
      if (lane >= story.servers)
        return element('text', { class: 'session', x, y: 19, 'text-anchor': 'middle' }, text(name))
      const { role, term } = sights[lane] as (typeof sights)[number]
      const isCut = cuts.some(
        ({ server, from, until }) => server === lane && from <= position && position < until,
      )
      const words = role >= DOWN ? (role === UNSEEN ? '' : 'down') : roleAndTerm(role, term, places.gap)
      const roleClass = role === Role.Leader ? 'role leader' : role >= DOWN ? 'role down' : 'role'
      return [
        ...(isCut ? [element('rect', { class: 'cut side-0', x: x - 24, y: 4, width: 48, height: 20 })] : []),
        element(
          'text',
          { class: `server ${role >= DOWN ? 'down' : ''}`, x, y: 19, 'text-anchor': 'middle' },
          text(nameFitting(name, shortNames[lane] as string, places.gap)),
        ),
        element('text', { class: roleClass, x, y: 35, 'text-anchor': 'middle' }, text(words)),
      ].join('')
    })
    .join('')
}

function roleAndTerm(role: number, term: number, room: number): string {
  const shorter = `t${numberText(term)}`
  if (role === UNTOLD) return shorter
  const words = `${roleText(role)} ${shorter}`
  return words.length * LETTER > room ? shorter : words
}

/** A name, or the short one, or of that the end. */
function nameFitting(name: string, short: string, room: number): string {
  const most = Math.max(2, Math.floor(room / NAME_LETTER))
  if (name.length <= most) return name
  return short.length <= most ? short : `…${short.slice(1 - most)}`
}
