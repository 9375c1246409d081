import { element, text } from '../../charts/markup.ts'
import { End, type Passage } from '../../recording/story.ts'
import type { Window } from './draw-bands.ts'
import { FAMILIES, familyOf, type Family } from './families.ts'
import type { Picture } from './picture.ts'
import { LABEL_GAP, MIDDLE, NEAR, type Places } from './places.ts'

/** One way of a message, or of a copy of it: from lane and row to lane and row. */
interface Way {
  readonly passage: Passage
  readonly end: number
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

/** Where a passage tells when it was sent. */
const SENT = 5
/** How far from the middle of a lane an arrow keeps. */
const CLEARANCE = 5
const HEAD = 7
const LONG = 500
/** `End` of a message that is on its way still when the story ends. */
const ON_ITS_WAY = -1
const ENDINGS: Readonly<Record<number, string>> = {
  [End.Copied]: ' (a copy)',
  [End.Dropped]: ' (lost)',
  [ON_ITS_WAY]: ' (still on its way at the end)',
}
/** What share of the way a message comes that is lost. */
const LOST_AFTER = 0.6
const LETTER = 5.6

/** The messages that cross a window: arrows from where they were sent to where they arrived. */
export function drawPassages(picture: Picture, places: Places, window: Window, current: number): string {
  const isNear = places.row >= NEAR
  if (places.row < MIDDLE) return strokes(picture, places, window)
  const drawn: string[] = []
  const labels: string[] = []
  for (const passage of passing(picture, window)) {
    const [, , , , , sent, ...ends] = passage
    const isOpen = ends.length === 0 || ends.at(-1) === End.Copied
    if (isOpen && sent >= window.first) drawn.push(stub(passage, places, sent === current))
    for (let i = 0; i < ends.length; i += 2) {
      const position = ends[i] as number
      if (position < window.first) continue
      const way = wayOf(passage, position, ends[i + 1] as number, places)
      drawn.push(arrow(way, lengthClass(way) + emphasis(picture, position, sent, current)))
      if (isNear && position <= window.last) labels.push(...labelOf(way, places))
    }
  }
  return drawn.join('') + labels.join('')
}

/** From afar messages are thin strokes, drawn family by family. */
function strokes(picture: Picture, places: Places, window: Window): string {
  const paths = new Map<Family, string[]>()
  const lost: string[] = []
  for (const passage of passing(picture, window)) {
    const [, , kind, , , , ...ends] = passage
    const [family] = familyOf(kind)
    for (let i = 0; i < ends.length; i += 2) {
      if ((ends[i] as number) < window.first) continue
      const { x1, y1, x2, y2, end } = wayOf(passage, ends[i] as number, ends[i + 1] as number, places)
      const known = paths.get(family) ?? []
      if (known.length === 0) paths.set(family, known)
      known.push(`M${x1} ${y1}L${x2} ${y2}`)
      if (end === End.Dropped) lost.push(cross(x2, y2, 1.8))
    }
  }
  // The closer they lie, the fainter each is, or they would be one dark patch.
  const faint = Math.max(0.08, Math.min(0.38, 0.8 * places.row))
  const drawn = FAMILIES.flatMap(([family]) => {
    const path = paths.get(family)
    const opacity = family === 'election' ? Math.min(0.6, 2 * faint) : faint
    return path === undefined
      ? []
      : [element('path', { class: `stroke ${family}`, 'stroke-opacity': opacity, d: path.join('') })]
  })
  return [
    ...drawn,
    element('path', { class: 'stroke lost', 'stroke-opacity': Math.min(0.7, 2.5 * faint), d: lost.join('') }),
  ].join('')
}

/** The passages that are on their way in a window. They stand in the order in which they were sent. */
function passing({ story: { passages }, goneAt }: Picture, { first, last }: Window): Passage[] {
  const found: Passage[] = []
  for (let number = 0; number < passages.length; number++) {
    const passage = passages[number] as Passage
    if (passage[SENT] > last) break
    if ((goneAt[number] as number) >= first) found.push(passage)
  }
  return found
}

function wayOf(passage: Passage, position: number, end: number, places: Places): Way {
  const [from, to, , , , sent] = passage
  const side = places.x(to) > places.x(from) ? 1 : -1
  const x1 = places.x(from) + side * clearance(from, places)
  const y1 = sent === 0 ? 0 : places.y(sent)
  const x2 = places.x(to) - side * clearance(to, places)
  const y2 = places.y(position)
  if (end !== End.Dropped) return { passage, end, x1, y1, x2: round(x2), y2 }
  return { passage, end, x1, y1, x2: round(x1 + (x2 - x1) * LOST_AFTER), y2 }
}

/** An arrow ends at the mark on a server's lane, and at the edge of a client's operation. */
function clearance(lane: number, { servers, sessionGap }: Places): number {
  return lane < servers ? CLEARANCE : sessionGap / 2 - 4
}

/** A message that is on its way when the story ends: no more than where it set out. */
function stub(passage: Passage, places: Places, isNow: boolean): string {
  const [from, to, , , , sent] = passage
  const side = places.x(to) > places.x(from) ? 1 : -1
  const x1 = places.x(from) + side * CLEARANCE
  const y1 = sent === 0 ? 2 : places.y(sent)
  const lanes = Math.min(3, Math.abs(to - from))
  const way = {
    passage,
    end: ON_ITS_WAY,
    x1,
    y1,
    x2: x1 + side * (8 + 5 * lanes),
    y2: y1 + places.row * 0.42,
  }
  return arrow(way, isNow ? ' sent-now' : '')
}

function emphasis({ causeAt }: Picture, position: number, sent: number, current: number): string {
  if (position === current) return ' now'
  if (causeAt.has(position)) return ' cause'
  return sent === current ? ' sent-now' : ''
}

/** What is long on its way would, with others like it, be one dark patch. */
function lengthClass({ y1, y2 }: Way): string {
  return y2 - y1 > LONG ? ' long' : ''
}

function arrow({ passage, end, x1, y1, x2, y2 }: Way, emphasised: string): string {
  const [, , kind, name, detail] = passage
  const [family, isReply] = familyOf(kind)
  const line = element('path', { class: 'way', d: `M${x1} ${round(y1)}L${x2} ${round(y2)}` })
  return element(
    'g',
    {
      class: `passage ${family}${isReply ? ' reply' : ''}${end === End.Dropped ? ' lost' : ''}${emphasised}`,
    },
    line,
    headOf({ passage, end, x1, y1, x2, y2 }, isReply),
    element('title', {}, text(`${name}: ${detail}${ENDINGS[end] ?? ''}`)),
  )
}

/** Requests have a filled head, answers an open one, copies two; what is lost ends in a cross, and what goes on in a ring. */
function headOf({ end, x1, y1, x2, y2 }: Way, isReply: boolean): string {
  if (end === End.Dropped) return element('path', { class: 'cross', d: cross(x2, y2, 3.6) })
  if (end === ON_ITS_WAY) return element('circle', { class: 'ring', cx: x2, cy: round(y2), r: 2 })
  const length = Math.hypot(x2 - x1, y2 - y1) || 1
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length]
  const tip = (back: number): string => {
    const [bx, by] = [x2 - dx * (HEAD + back), y2 - dy * (HEAD + back)]
    const half = HEAD * 0.42
    return `M${round(bx - dy * half)} ${round(by + dx * half)}L${round(x2 - dx * back)} ${round(y2 - dy * back)}L${round(bx + dy * half)} ${round(by - dx * half)}`
  }
  const close = isReply ? '' : 'Z'
  const heads = end === End.Copied ? `${tip(0)}${close}${tip(6)}${close}` : `${tip(0)}${close}`
  return element('path', { class: `head${isReply ? ' open' : ''}`, d: heads })
}

/** The name of a message stands where it ends, below its line, if lanes are far enough apart. */
function labelOf({ passage, end, x1, x2, y2 }: Way, places: Places): string[] {
  const [from, to, kind, name] = passage
  const [family] = familyOf(kind)
  if (places.gap < LABEL_GAP || from >= places.servers || to >= places.servers) return []
  const side = x2 > x1 ? -1 : 1
  const room = places.gap - 26
  const [kindName = '', term = ''] = name.split(' ')
  const copy = end === End.Copied ? 'copy of ' : ''
  const shown = [`${copy}${name}`, `${copy}${kindName} ${term}`, `${copy}${kindName}`].find(
    (words) => words.length * LETTER <= room,
  )
  const x = end === End.Dropped ? x2 : x2 + side * 9
  const anchor = end === End.Dropped ? 'middle' : side < 0 ? 'end' : 'start'
  return [
    element(
      'text',
      {
        class: `message ${family}`,
        x,
        y: round(y2 + (end === End.Dropped ? 13 : 10)),
        'text-anchor': anchor,
      },
      text(shown ?? kindName),
    ),
  ]
}

function cross(x: number, y: number, size: number): string {
  return `M${round(x - size)} ${round(y - size)}L${round(x + size)} ${round(y + size)}M${round(x + size)} ${round(y - size)}L${round(x - size)} ${round(y + size)}`
}

function round(number: number): number {
  return Math.round(number * 10) / 10
}
