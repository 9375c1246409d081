import { Role } from '../../../core/server.ts'
import { DOWN } from '../../recording/story.ts'
import { element, text } from '../../charts/markup.ts'
import type { Picture } from './picture.ts'
import { NEAR, type Places } from './places.ts'

/** The actions that are drawn, from one to another. */
export interface Window {
  readonly first: number
  readonly last: number
}

const ROLE_CLASSES: Readonly<Record<number, string>> = {
  [Role.Leader]: 'leader',
  [Role.Candidate]: 'candidate',
  [Role.PreCandidate]: 'candidate pre',
}
const LETTER = 6.2
/** Rows that are so high have room for words between the marks of two. */
const ROOM_BETWEEN = 20
/** After how many rows the name of an operation is told again. */
const NAMED_AGAIN = 24
/** After how many rows the term of a band is told again. */
const AGAIN = 8

/** The lanes and what lies on them for a while: partitions, reigns, candidacies, times of being down, operations. */
export function drawBands(picture: Picture, places: Places, window: Window): string {
  const { story, names } = picture
  const top = places.y(window.first) - places.row
  const bottom = places.y(window.last) + places.row
  const end = places.y(picture.length) + places.row / 2
  const lane = (number: number): string => {
    const x = places.x(number)
    const kind = number < story.servers ? 'lane' : 'lane session'
    return element('line', { class: kind, x1: x, x2: x, y1: Math.max(top, 0), y2: Math.min(bottom, end) })
  }
  return [
    ...cutBands(picture, places, window),
    ...names.map((_, number) => lane(number)),
    ...roleBands(picture, places, window),
    ...operationBars(picture, places, window),
  ].join('')
}

function cutBands({ cuts, length }: Picture, places: Places, window: Window): string[] {
  const width = Math.max(16, Math.min(places.gap * 0.46, 46))
  return cuts.filter(isIn(window)).map(({ server, side, text: words, ...span }) => {
    const { y, height } = reach(span, places, length)
    const hatch = side < 0 ? 'dots' : `side-${side % 3}`
    return element(
      'rect',
      { class: `cut ${hatch}`, x: places.x(server) - width / 2, y, width, height },
      element('title', {}, text(words)),
    )
  })
}

function roleBands({ roles, length, names }: Picture, places: Places, window: Window): string[] {
  const width = Math.max(6, Math.min(places.gap * 0.22, 20))
  return roles.filter(isIn(window)).flatMap(({ server, role, term, ...span }) => {
    const { y, height } = reach(span, places, length)
    const middle = places.x(server)
    const x = middle - width / 2
    if (role >= DOWN) {
      return [
        element('rect', { class: 'gap', x: middle - 3, y, width: 6, height }),
        element('line', { class: 'down', x1: middle, x2: middle, y1: y, y2: y + height }),
      ]
    }
    const words = role === Role.Leader ? 'leads' : role === Role.Candidate ? 'is a candidate in' : 'asks for'
    const band = element(
      'rect',
      { class: `role ${ROLE_CLASSES[role] as string}`, x, y, width, height, rx: Math.min(3, width / 3) },
      element('title', {}, text(`${names[server] as string} ${words} term ${term}`)),
    )
    if (places.row < ROOM_BETWEEN || width < 16) return [band]
    return [
      band,
      ...termLabels(places, window, middle, { ...span, until: Math.min(span.until, length) }, term),
    ]
  })
}

/** The term of a band, time and again, between two rows: on them stand marks. */
function termLabels(
  places: Places,
  { first, last }: Window,
  x: number,
  { from, until }: { readonly from: number; readonly until: number },
  term: number,
): string[] {
  const labels: string[] = []
  for (let position = from; position < Math.min(until, last + 1); position += AGAIN) {
    if (position < first) continue
    const y = places.y(position + 0.5) + 3.5
    labels.push(element('text', { class: 'term', x, y, 'text-anchor': 'middle' }, text(`t${term}`)))
  }
  return labels
}

function operationBars({ story, length }: Picture, places: Places, window: Window): string[] {
  const width = places.sessionGap - 8
  return story.operations
    .map((operation) => ({ ...operation, until: operation.until === 0 ? length + 1 : operation.until }))
    .filter(isIn(window))
    .flatMap(({ lane, name, deed, from, until, result, marked }) => {
      const { y, height } = reach({ from, until }, places, length)
      const x = places.x(lane) - width / 2
      const open = result === '' ? ' open' : ''
      const words = `${name} ${deed}${result === '' ? '' : ` ${result}`}${marked ? ' (no linear order explains this)' : ''}`
      const bar = element(
        'rect',
        {
          class: `operation${open}${marked ? ' marked' : ''}`,
          x,
          y,
          width,
          height: Math.max(height, 3),
          rx: 3,
        },
        element('title', {}, text(words)),
      )
      if (places.row < NEAR) return [bar]
      const labels: string[] = []
      for (let at = from; at < Math.min(until, window.last); at += NAMED_AGAIN) {
        const labelY = (at === from ? y : places.y(at)) + 6
        const room = Math.min(y + height - labelY - 4, (NAMED_AGAIN - 2) * places.row)
        const label = fitting(`${marked ? '✕ ' : ''}${words}`, room)
        if (label === '' || at + NAMED_AGAIN < window.first) continue
        const turned = `translate(${places.x(lane) - 3.5} ${labelY}) rotate(90)`
        labels.push(element('text', { class: 'operation-name', transform: turned }, text(label)))
      }
      return [bar, ...labels]
    })
}

/** As much of a text as there is room for, in whole words. */
function fitting(words: string, length: number): string {
  const most = Math.floor(length / LETTER)
  if (words.length <= most) return words
  const cut = words.lastIndexOf(' ', most)
  return cut <= 0 ? '' : words.slice(0, cut)
}

function isIn({ first, last }: Window): (span: { readonly from: number; readonly until: number }) => boolean {
  return ({ from, until }) => from <= last && until >= first
}

function reach(
  { from, until }: { readonly from: number; readonly until: number },
  places: Places,
  length: number,
): { y: number; height: number } {
  const y = from === 0 ? 0 : places.y(from)
  const bottom = until > length ? places.y(length) + places.row / 2 : places.y(until)
  return { y, height: Math.max(1, bottom - y) }
}
