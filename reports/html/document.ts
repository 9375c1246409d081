import { createHash } from 'node:crypto'
import { element, text } from '../charts/markup.ts'
import type { Cause, Story } from '../recording/story.ts'
import { counted, whole } from '../terminal/numbers.ts'
import { inlineJson } from './inline-json.ts'
import { legend } from './legend.ts'
import { unitOf } from './view/unit.ts'
import { why } from './why.ts'

/** What a page is made of beside its story: its built script and its style, which stand in it. */
export interface Furniture {
  readonly script: string
  readonly style: string
}

/** A story as one HTML document that needs nothing beside itself. The same story gives the same text. */
export function storyDocument(
  story: Story,
  { script, style }: Furniture,
  causes: readonly Cause[] = [],
): string {
  const name = story.title === '' ? (story.file.split('/').at(-1) as string) : story.title
  const head = [
    element('meta', { charset: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: policyFor(script, style) }),
    element('meta', { name: 'color-scheme', content: 'light dark' }),
    element('title', {}, text(`${name} – Whitewater`)),
    element('style', {}, style),
  ]
  const body = [
    header(story, name),
    element('main', {}, overview(story), diagram(story), inspector(story, causes)),
    element('div', { id: 'print', 'aria-hidden': 'true' }, ''),
    element('p', { id: 'said', class: 'unseen', role: 'status', 'aria-live': 'polite' }, ''),
    PATTERNS,
    element('script', { type: 'application/json', id: 'story' }, inlineJson({ story, causes })),
    element('script', {}, script),
  ]
  return `<!doctype html>\n${element('html', { lang: 'en' }, element('head', {}, ...head), element('body', {}, ...body))}\n`
}

/** Nothing is loaded, and no script runs but the one that stands here. */
function policyFor(script: string, style: string): string {
  const hash = (content: string): string =>
    `'sha256-${createHash('sha256').update(content).digest('base64')}'`
  return `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`
}

function header(story: Story, name: string): string {
  const { moments, violations, file, target, trace } = story
  const span = moments.at(-1)?.[1] ?? 0
  const facts = [
    ...(name === file ? [] : [file]),
    target,
    ...(trace === undefined || trace.judged === moments.length
      ? [counted(moments.length, unitOf(story))]
      : [`${whole(moments.length)} of ${whole(trace.judged)} events`]),
    ...(span === 0 ? [] : [`${whole(span / 1000)} ms of virtual time`]),
  ]
  const { verdict, kind } = verdictOf(story)
  return element(
    'header',
    {},
    element(
      'div',
      { class: 'title' },
      element('h1', {}, text(name)),
      element('p', {}, text(facts.join(' · '))),
    ),
    violations.length > 0
      ? element(
          'button',
          { type: 'button', class: `${kind} go`, 'data-position': violations[0]?.action ?? 0 },
          text(verdict),
        )
      : element('p', { class: kind }, text(verdict)),
    toolbar(story),
  )
}

function verdictOf({ violations, failures, trace }: Story): { verdict: string; kind: string } {
  const [first, ...others] = violations
  if (first !== undefined) {
    const verdict = `✕ ${others.length === 0 ? first.property : `${violations.length} violations`}`
    return { verdict, kind: 'verdict bad' }
  }
  if (failures.length > 0) return { verdict: '✕ not what the file expects', kind: 'verdict bad' }
  if (trace?.verdict === 'undecided') return { verdict: '? undecided', kind: 'verdict' }
  return { verdict: trace === undefined ? '✓ nothing violated' : '✓ accepted', kind: 'verdict good' }
}

function toolbar(story: Story): string {
  const unit = unitOf(story)
  const button = (id: string, sign: string, label: string): string =>
    element('button', { type: 'button', id, 'aria-label': label, title: label }, sign)
  return element(
    'div',
    { class: 'toolbar', role: 'toolbar', 'aria-label': 'steps and zoom' },
    element(
      'span',
      { class: 'group' },
      button('back', '↑', `one ${unit} back`),
      button('on', '↓', `one ${unit} on`),
    ),
    ...(story.violations.length > 0
      ? [
          element(
            'span',
            { class: 'group' },
            button('previous', '⇡ ✕', 'previous cause or violation'),
            button('next', '⇣ ✕', 'next cause or violation'),
          ),
        ]
      : []),
    element(
      'span',
      { class: 'group' },
      button('smaller', '−', 'smaller'),
      button('larger', '+', 'larger'),
      button('all', 'all', 'the whole story'),
    ),
    legend(story),
  )
}

function overview(story: Story): string {
  return element(
    'div',
    { class: 'overview' },
    element('div', { id: 'glance' }, ''),
    element('div', { id: 'shown', 'aria-hidden': 'true' }, ''),
    element('input', {
      type: 'range',
      id: 'slider',
      min: 0,
      value: 0,
      step: 1,
      'aria-label': unitOf(story),
      'aria-orientation': 'vertical',
    }),
  )
}

function diagram(story: Story): string {
  const unit = unitOf(story)
  return element(
    'section',
    { class: 'diagram', 'aria-label': `servers, messages and ${unit}s` },
    element(
      'div',
      { class: 'heads', 'aria-hidden': 'true' },
      element('svg', { id: 'heads' }, ''),
      element(
        'div',
        { class: 'columns' },
        element('span', {}, unit),
        element('span', {}, story.trace === undefined ? 'virtual ms' : 'line'),
      ),
    ),
    element(
      'div',
      { id: 'scroll' },
      element(
        'div',
        { id: 'sheet' },
        element('div', { id: 'cursor', 'aria-hidden': 'true' }, ''),
        element('svg', { id: 'drawing', 'aria-hidden': 'true' }, ''),
        element('div', { id: 'rows', role: 'listbox', tabindex: 0, 'aria-label': `${unit}s` }, ''),
        element('svg', { id: 'labels', 'aria-hidden': 'true' }, ''),
      ),
    ),
  )
}

function inspector(story: Story, causes: readonly Cause[]): string {
  return element(
    'aside',
    { class: 'inspector', tabindex: 0, 'aria-label': 'the cluster at this instant' },
    element('section', { id: 'moment', 'aria-label': `this ${unitOf(story)}` }, ''),
    element('section', { id: 'cluster', 'aria-label': 'the servers after it' }, ''),
    why(story, causes),
    element(
      'noscript',
      {},
      'This picture is drawn by the script that stands in it, which does not run here.',
    ),
  )
}

/** The hatchings. They stand apart from what they fill, since that is drawn anew time and again. */
const PATTERNS = element(
  'svg',
  { class: 'patterns', width: 0, height: 0, 'aria-hidden': 'true', focusable: 'false' },
  element(
    'defs',
    {},
    pattern('hatch-0', 'M-1 8L8 -1M3 10L10 3'),
    pattern('hatch-1', 'M-1 -1L10 10M3 -3L10 4'),
    pattern('hatch-2', 'M0 4H8'),
    pattern('hatch-dots', 'M2 4H4M6 0H8'),
  ),
)

function pattern(id: string, d: string): string {
  return element(
    'pattern',
    { id, width: 8, height: 8, patternUnits: 'userSpaceOnUse' },
    element('path', { class: 'hatch', d }),
  )
}
