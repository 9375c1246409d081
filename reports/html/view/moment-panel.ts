import { element, text } from '../../charts/markup.ts'
import type { Moment } from '../../recording/story.ts'
import type { Picture } from './picture.ts'
import { detailOf, sentOf, startText } from './rows.ts'
import { unitOf } from './unit.ts'
import { timeText } from './words.ts'

/** Where a passage tells when it was sent. */
const SENT = 5
/** More than these messages are counted and not told. */
const MOST_TOLD = 40

/**
 * What happens at one instant: the action, its place in the file, what it brings and sends, what is on its way then
 * (told in full if that is `open`), and what the file says of it.
 */
export function momentPanel(picture: Picture, position: number, open: boolean): string {
  const { story, length, causes } = picture
  const moment = story.moments[position - 1] as Moment | undefined
  const remark = remarkAt(picture, position)
  const quoted = remark === '' ? [] : [element('blockquote', {}, text(remark))]
  if (moment === undefined) {
    return [where('start', length, startText(story)), inFlight(picture, position, open), ...quoted].join('')
  }
  const [line, at, , , words] = moment
  const place = line === 0 ? 'in the calm' : `line ${line}`
  const when = story.trace === undefined ? ` · ${timeText(at)} ms` : ''
  const detail = detailOf(picture, position)
  const shown = story.trace?.shown[position - 1] ?? ''
  const sent = story.trace === undefined ? sentOf(picture, position) : []
  const cause = causes.find((one) => one.position === position)
  return [
    where(`${unitOf(story)} ${position}`, length, `${place}${when}`),
    element('p', { class: 'action' }, text(words)),
    ...(detail === '' ? [] : [element('p', { class: 'detail' }, text(detail))]),
    ...(sent.length === 0 ? [] : [element('p', { class: 'detail' }, text(`sends ${sent.join(', ')}`))]),
    ...(shown === '' ? [] : [element('p', { class: 'detail' }, text(`in the trace: ${shown}`))]),
    inFlight(picture, position, open),
    ...(cause === undefined ? [] : [element('p', { class: 'cause' }, text(cause.text))]),
    ...quoted,
  ].join('')
}

function where(name: string, length: number, place: string): string {
  return element(
    'p',
    { class: 'where' },
    element('b', {}, text(name)),
    text(` of ${length}`),
    element('span', { class: 'place' }, text(place)),
  )
}

/** The messages and answers that are on their way at an instant. */
function inFlight({ story, names, goneAt }: Picture, position: number, open: boolean): string {
  const onTheirWay = story.passages.filter(
    (passage, number) => passage[SENT] <= position && (goneAt[number] as number) > position,
  )
  if (onTheirWay.length === 0) return ''
  const told = onTheirWay.slice(-MOST_TOLD).reverse()
  const count = `${onTheirWay.length} ${onTheirWay.length === 1 ? 'message' : 'messages'} on the way`
  const more = onTheirWay.length - told.length
  return element(
    'details',
    { class: 'flight', ...(open ? { open: '' } : {}) },
    element('summary', {}, text(count)),
    element(
      'ul',
      {},
      ...told.map(([from, to, , name]) => element('li', {}, text(`${names[from]}→${names[to]} ${name}`))),
      ...(more === 0 ? [] : [element('li', {}, text(`and ${more} that were sent before`))]),
    ),
  )
}

/** What the file said last, in a comment, before an instant, if the action has a line of its own. */
function remarkAt({ story }: Picture, position: number): string {
  const line = story.moments[position - 1]?.[0] ?? 0
  if (position > 0 && line === 0) return ''
  return story.remarks.findLast(([its]) => its <= Math.max(1, position))?.[1] ?? ''
}
