import { element, text } from '../../charts/markup.ts'
import { ANSWER, ASK, TOLD, type Moment, type Sight } from '../../recording/story.ts'
import type { Window } from './draw-bands.ts'
import type { Picture } from './picture.ts'
import { outcomeText, timeText } from './words.ts'

/** The id of an action's row. */
export function rowId(position: number): string {
  return `row-${position}`
}

/** The actions of a window as rows of text, the start of the story being the first. */
export function rows(picture: Picture, { first, last }: Window, current: number): string {
  const drawn: string[] = []
  let sights = picture.instants.at(Math.max(0, first - 1))
  for (let position = first; position <= Math.min(last, picture.length); position++) {
    const now = position === 0 ? sights : picture.instants.at(position)
    drawn.push(position === 0 ? startRow(picture, current) : row(picture, position, sights, now, current))
    sights = now
  }
  return drawn.join('')
}

/** What a message says, or what a client asks, for the action that it comes with; in a trace also where it leaves. */
export function detailOf({ story, endingAt, sentAt }: Picture, position: number): string {
  const isTold = story.moments[position - 1]?.[2] === TOLD
  const passage = endingAt.get(position)?.[0] ?? (isTold ? sentAt.get(position)?.[0] : undefined)
  return passage === undefined ? '' : (story.passages[passage]?.[4] ?? '')
}

function startRow(picture: Picture, current: number): string {
  const kinds = `row start${kindsOf(picture, 0, current)}`
  return element(
    'div',
    { ...optionOf(picture, 0, current), class: kinds },
    badge(picture, 0),
    cell('number', '0'),
    element('span', { class: 'words' }, cell('text', startText(picture.story))),
  )
}

/** What there is to say before the first action. */
export function startText({ trace }: Picture['story']): string {
  return trace === undefined ? 'the servers have started' : 'before the first event drawn'
}

function row(
  picture: Picture,
  position: number,
  before: readonly Sight[],
  after: readonly Sight[],
  current: number,
): string {
  const moment = picture.story.moments[position - 1] as Moment
  const [line, at, , , words, ...changes] = moment
  const [, before1 = -1] = picture.story.moments[position - 2] ?? []
  const outcome = changes
    .map(([server]) =>
      outcomeText(picture.shortNames[server] as string, before[server] as Sight, after[server] as Sight),
    )
    .find((told) => told !== '')
  const note = detailOf(picture, position)
  return element(
    'div',
    { ...optionOf(picture, position, current), class: `row${kindsOf(picture, position, current)}` },
    badge(picture, position),
    cell('number', String(position)),
    element(
      'span',
      { class: 'words' },
      cell('text', words),
      ...(outcome === undefined ? [] : [cell('outcome', outcome)]),
      ...(note === '' ? [] : [cell('note', note)]),
    ),
    cell(
      'time',
      picture.story.trace !== undefined
        ? String(line)
        : before1 === at && position !== current
          ? ''
          : timeText(at),
    ),
  )
}

function optionOf({ length }: Picture, position: number, current: number): Record<string, string | number> {
  return {
    role: 'option',
    id: rowId(position),
    'data-position': position,
    'aria-posinset': position + 1,
    'aria-setsize': length + 1,
    'aria-selected': String(position === current),
  }
}

function kindsOf({ violationAt, causeAt }: Picture, position: number, current: number): string {
  const now = position === current ? ' now' : ''
  return `${now}${violationAt.has(position) ? ' violation' : causeAt.has(position) ? ' cause' : ''}`
}

/** Which cause it is, or that it shows a violation. */
function badge({ violationAt, causeAt }: Picture, position: number): string {
  if (violationAt.has(position)) return element('span', { class: 'badge', 'aria-label': 'violation' }, '✕')
  const cause = causeAt.get(position)
  if (cause === undefined) return element('span', { class: 'badge' }, '')
  return element('span', { class: 'badge', 'aria-label': `cause ${cause}` }, String(cause))
}

function cell(name: string, words: string): string {
  return element('span', { class: name }, text(words))
}

/** The messages that leave with an action, in words: who is sent what. */
export function sentOf({ story, sentAt, names }: Picture, position: number): string[] {
  const byText = new Map<string, string[]>()
  for (const passage of sentAt.get(position) ?? []) {
    const [, to, kind, name] = story.passages[passage] as (typeof story.passages)[number]
    if (kind === ASK) continue
    const words = kind === ANSWER ? `an answer for ${name}` : name
    byText.set(words, [...(byText.get(words) ?? []), names[to] as string])
  }
  return [...byText].map(([words, receivers]) => `${words} to ${receivers.join(' ')}`)
}
