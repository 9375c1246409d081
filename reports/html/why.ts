import { element, text } from '../charts/markup.ts'
import { unitOf } from './view/unit.ts'
import type { Cause, Story, StoryViolation } from '../recording/story.ts'

/** What a story came to: what it violated, by which rule, and the chain of causes; each leads to its action. */
export function why(story: Story, causes: readonly Cause[]): string {
  const { violations, failures, unplayed, moments, trace } = story
  const unit = unitOf(story)
  const [first, ...others] = violations.map((violation) => violationText(violation, unit))
  const told = [
    ...(first === undefined ? [] : [first]),
    ...(causes.length === 0
      ? []
      : [
          element(
            'ol',
            { class: 'causes' },
            ...causes.map((cause) => element('li', {}, goTo(cause.position, cause.text, unit))),
          ),
        ]),
    ...others,
    ...failures
      .filter(([, , expected]) => violations.length === 0 || expected !== 'no violation')
      .map(([position, line, expected, found]) =>
        element(
          'p',
          { class: 'failure' },
          goTo(position, `line ${line}: expected ${expected}, found ${found}`, unit),
        ),
      ),
    ...(unplayed === 0
      ? []
      : [
          element(
            'p',
            { class: 'quiet' },
            text(`The run ended at action ${moments.length}; ${unplayed} more in the file were not reached.`),
          ),
        ]),
    ...(trace?.remarks ?? []).map((remark) => element('p', { class: 'quiet' }, text(remark))),
  ]
  return told.length === 0
    ? ''
    : element('section', { class: 'why', 'aria-label': 'what was violated, and why' }, ...told)
}

function violationText(
  { property, title, promise, action, evidence, allowed = [] }: StoryViolation,
  unit: string,
): string {
  return element(
    'div',
    { class: 'violation' },
    element('h2', {}, goTo(action, `✕ ${property}`, unit)),
    element('p', {}, text(title)),
    ...(evidence.length === 0
      ? []
      : [
          element(
            'details',
            {},
            element('summary', {}, 'what was seen'),
            element('ul', {}, ...evidence.map((line) => element('li', {}, text(line)))),
          ),
        ]),
    ...(promise === '' ? [] : [element('p', { class: 'promise' }, text(promise))]),
    ...(allowed.length === 0
      ? []
      : [
          element('p', {}, 'What would have been allowed:'),
          element('ul', { class: 'allowed' }, ...allowed.map((one) => element('li', {}, text(one)))),
        ]),
  )
}

/** A button that leads to a moment. */
function goTo(position: number, words: string, unit: string): string {
  return element(
    'button',
    { type: 'button', class: 'go', 'data-position': position },
    text(words),
    element('span', { class: 'at' }, text(position === 0 ? 'at the start' : `${unit} ${position}`)),
  )
}
