import {
  symbol,
  symbolCircle,
  symbolDiamond,
  symbolSquare,
  symbolTimes,
  symbolTriangle,
  symbolWye,
  type SymbolType,
} from 'd3-shape'
import { Timer } from '../../../core/effect.ts'
import { ActionKind } from '../../../harness/world/action.ts'
import { TIMER_NAMES } from '../../../harness/world/names.ts'
import { element, text } from '../../charts/markup.ts'
import { STOOD, TOLD, type Moment } from '../../recording/story.ts'
import type { Window } from './draw-bands.ts'
import type { Picture } from './picture.ts'
import { MIDDLE, type Places } from './places.ts'

/** What stands on a lane where something happens to it: a shape, how large, and how it is drawn. */
interface Mark {
  readonly shape: SymbolType
  readonly area: number
  readonly style: 'dot' | 'hollow' | 'fault'
  readonly turn?: number
}

const ARRIVAL: Mark = { shape: symbolCircle, area: 26, style: 'dot' }
const DISK: Mark = { shape: symbolSquare, area: 26, style: 'hollow' }
const HARM: Mark = { shape: symbolSquare, area: 46, style: 'fault' }

const ELECTION: Mark = { shape: symbolDiamond, area: 64, style: 'dot' }

/** By kind of moment; what is not here happens to no lane. */
const MARKS: Readonly<Record<number, Mark>> = {
  [ActionKind.Deliver]: ARRIVAL,
  [ActionKind.Duplicate]: ARRIVAL,
  [ActionKind.Timer]: { shape: symbolDiamond, area: 40, style: 'hollow' },
  [ActionKind.Flush]: DISK,
  [ActionKind.Apply]: DISK,
  [ActionKind.Restore]: DISK,
  [ActionKind.Remove]: DISK,
  [ActionKind.Crash]: { shape: symbolTimes, area: 110, style: 'fault' },
  [ActionKind.Restart]: { shape: symbolTriangle, area: 56, style: 'hollow', turn: 180 },
  [ActionKind.Lose]: HARM,
  [ActionKind.Tear]: HARM,
  [ActionKind.Fail]: HARM,
  [ActionKind.Rot]: HARM,
  [ActionKind.Stall]: HARM,
  [ActionKind.Wipe]: HARM,
  [ActionKind.Jump]: { shape: symbolWye, area: 50, style: 'fault' },
  [ActionKind.Ask]: ARRIVAL,
  [ActionKind.Abandon]: { shape: symbolTimes, area: 40, style: 'hollow' },
  [STOOD]: ELECTION,
  [TOLD]: { shape: symbolCircle, area: 14, style: 'hollow' },
}

/** From afar only these are marked. */
const ALWAYS: ReadonlySet<number> = new Set([
  ActionKind.Crash,
  ActionKind.Restart,
  ActionKind.Rot,
  ActionKind.Wipe,
])

/** The marks of the actions in a window. */
export function drawMarks(
  { story, length, violationAt, causeAt }: Picture,
  places: Places,
  window: Window,
  current: number,
): string {
  const isFar = places.row < MIDDLE
  const drawn: string[] = []
  for (let position = Math.max(1, window.first); position <= Math.min(length, window.last); position++) {
    const moment = story.moments[position - 1] as Moment
    const [, , kind, lane, words] = moment
    const y = places.y(position)
    if (kind === ActionKind.Calm)
      drawn.push(element('line', { class: 'calm', x1: 0, x2: places.width, y1: y, y2: y }))
    // What a client asks and hears is told by arrows alone: on its lane there are words.
    if (lane < 0 || (lane >= story.servers && kind !== ActionKind.Abandon)) continue
    if (isFar && !ALWAYS.has(kind)) continue
    const { shape, area, style, turn } = isElection(kind, words) ? ELECTION : (MARKS[kind] ?? ARRIVAL)
    const special =
      position === current
        ? ' now'
        : violationAt.has(position)
          ? ' violation'
          : causeAt.has(position)
            ? ' cause'
            : ''
    const place = `translate(${places.x(lane)} ${y})${turn === undefined ? '' : ` rotate(${turn})`}`
    const d = symbol(shape, isFar ? area * 0.6 : area)() as string
    drawn.push(
      element(
        'path',
        { class: `mark ${style}${special}`, d, transform: place },
        element('title', {}, text(words)),
      ),
    )
  }
  return drawn.join('')
}

function isElection(kind: number, words: string): boolean {
  return kind === ActionKind.Timer && words.endsWith(` ${TIMER_NAMES[Timer.Election]}`)
}
