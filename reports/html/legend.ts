import {
  symbol,
  symbolCircle,
  symbolDiamond,
  symbolSquare,
  symbolTimes,
  symbolTriangle,
  type SymbolType,
} from 'd3-shape'
import { element, text } from '../charts/markup.ts'
import type { Story } from '../recording/story.ts'
import { FAMILIES, TRACED } from './view/families.ts'
import { unitOf } from './view/unit.ts'

/** What the signs of a picture mean, and which keys do what. */
export function legend(story: Story): string {
  const isTrace = story.trace !== undefined
  const unit = unitOf(story)
  return element(
    'details',
    { class: 'key' },
    element('summary', {}, 'Key'),
    element(
      'div',
      { class: 'sheet' },
      element('h2', {}, 'Messages'),
      element(
        'ul',
        {},
        ...(isTrace ? TRACED : FAMILIES).map(([family, words]) => item(stroke(`passage ${family}`), words)),
        ...(isTrace ? TOLD_ENDS : ENDS).map(([drawn, words]) => item(drawn, words)),
      ),
      element('h2', {}, 'Servers'),
      element(
        'ul',
        {},
        ...(isTrace ? BANDS.filter(([name]) => name.startsWith('role')) : BANDS).map(([name, words]) =>
          item(band(name), words),
        ),
        ...(isTrace ? TOLD_SHAPES : SHAPES).map(([drawn, words]) => item(drawn, words)),
      ),
      element('h2', {}, 'Logs'),
      element(
        'ul',
        { class: 'logs' },
        ...(isTrace ? TOLD_CELLS : CELLS).map(([name, words]) =>
          item(element('span', { class: `entry ${name}` }, ''), words),
        ),
      ),
      element('h2', {}, 'Keys'),
      element(
        'dl',
        {},
        ...KEYS.map(([keys, words]) =>
          element(
            'div',
            {},
            element('dt', {}, ...keys.split(' ').map((one) => element('kbd', {}, text(one)))),
            element('dd', {}, text(words.replace('action', unit))),
          ),
        ),
      ),
    ),
  )
}

const KEYS = [
  ['↑ ↓ ← →', 'one action back, or on'],
  ['PageUp PageDown', 'a screenful back, or on'],
  ['Home End', 'to the start, to the end'],
  ['p n', 'to the previous cause or violation, to the next'],
  ['− + 0', 'smaller, larger, the whole story'],
] as const

const ENDS: readonly (readonly [string, string])[] = [
  [
    glyph(
      '<path class="way" d="M1 7H31"/><path class="head" d="M24 4L31 7L24 10Z"/>',
      'passage replication now',
    ),
    'a request, and where it arrives',
  ],
  [
    glyph(
      '<path class="way" d="M1 7H31"/><path class="head open" d="M24 4L31 7L24 10"/>',
      'passage replication reply now',
    ),
    'an answer to one',
  ],
  [
    glyph(
      '<path class="way" d="M1 7H31"/><path class="head" d="M24 4L31 7L24 10ZM17 4L24 7L17 10Z"/>',
      'passage replication now',
    ),
    'a copy; the message goes on',
  ],
  [
    glyph(
      '<path class="way" d="M1 7H24"/><path class="cross" d="M21 4L27 10M27 4L21 10"/>',
      'passage replication lost',
    ),
    'lost',
  ],
  [
    glyph(
      '<path class="way" d="M1 7H22"/><circle class="ring" cx="24" cy="7" r="2"/>',
      'passage replication',
    ),
    'still on its way at the end',
  ],
]

/** A trace tells of no loss: what never arrives in it may have been lost, or be on its way still. */
const TOLD_ENDS = ENDS.filter(([, words]) => words !== 'lost').map(([drawn, words]) =>
  words.startsWith('still') ? ([drawn, 'not received in what is drawn'] as const) : ([drawn, words] as const),
)

const BANDS = [
  ['role leader', 'leads, in the term that is told'],
  ['role candidate', 'stands for election, or asks whether it could win'],
  ['cut side-0', 'cut off from others; other sides are hatched otherwise'],
  ['operation', 'a client’s operation, from its call to its answer'],
  ['operation marked', 'an operation that no linear order explains'],
] as const

const SHAPES: readonly (readonly [string, string])[] = [
  [shape(symbolDiamond, 'dot'), 'an election timeout; other timers are hollow'],
  [shape(symbolSquare, 'hollow'), 'the disk, or the machine, gets on'],
  [shape(symbolSquare, 'fault'), 'the disk is harmed'],
  [shape(symbolTimes, 'fault'), 'a crash'],
  [shape(symbolTriangle, 'hollow', ' rotate(180)'), 'a restart'],
  [shape(symbolCircle, 'dot'), 'a message arrives'],
]

const TOLD_SHAPES: readonly (readonly [string, string])[] = [
  [shape(symbolDiamond, 'dot'), 'a server stands for election'],
  [shape(symbolSquare, 'hollow'), 'something is durable, or applied'],
  [shape(symbolTimes, 'fault'), 'a crash'],
  [shape(symbolTriangle, 'hollow', ' rotate(180)'), 'a start'],
  [shape(symbolCircle, 'dot'), 'a message or a request arrives'],
  [shape(symbolCircle, 'hollow'), 'a message leaves, or something else is told'],
]

const CELLS = [
  ['committed durable', 'committed, on stable storage'],
  ['open durable', 'not known to be committed'],
  ['open written', 'not on stable storage yet'],
  ['compacted', 'in a snapshot, and gone from the log'],
  ['open durable new', '+ just appended, ± replaced, × cut off'],
] as const

const TOLD_CELLS = CELLS.map(([name, words]) =>
  name === 'compacted' ? ([name, 'not told, or not drawn'] as const) : ([name, words] as const),
)

function item(drawn: string, words: string): string {
  return element('li', {}, drawn, element('span', {}, text(words)))
}

function stroke(name: string): string {
  return glyph('<path class="way" d="M1 7H31"/>', name)
}

function band(name: string): string {
  return glyph(element('rect', { class: name, x: 4, y: 0.5, width: 24, height: 13, rx: 3 }), '')
}

function shape(type: SymbolType, style: string, turn = ''): string {
  return glyph(
    element('path', {
      class: `mark ${style}`,
      d: symbol(type, 60)() as string,
      transform: `translate(16 7)${turn}`,
    }),
    '',
  )
}

function glyph(drawn: string, name: string): string {
  return element(
    'svg',
    { viewBox: '0 0 32 14', width: 32, height: 14, class: `glyph ${name}`, 'aria-hidden': 'true' },
    drawn,
  )
}
