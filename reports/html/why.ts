import { element, text } from '../charts/markup.ts'
import type { Cause, Story, StoryViolation } from '../recording/story.ts'

/** What a story came to: what it violated, by which rule, and the chain of causes; each leads to its action. */
export function why({ violations, failures, unplayed, moments }: Story, causes: readonly Cause[]): string {
  const [first, ...others] = violations.map(violationText)
  const told = [
    ...(first === undefined ? [] : [first]),
    ...(causes.length === 0
      ? []
      : [
          element(
            'ol',
            { class: 'causes' },
            ...causes.map((cause) => element('li', {}, goTo(cause.position, cause.text))),
          ),
        ]),
    ...others,
    ...failures
      .filter(([, , expected]) => violations.length === 0 || expected !== 'no violation')
      .map(([position, line, expected, found]) =>
        element(
          'p',
          { class: 'failure' },
          goTo(position, `line ${line}: expected ${expected}, found ${found}`),
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
  ]
  return told.length === 0
    ? ''
    : element('section', { class: 'why', 'aria-label': 'what was violated, and why' }, ...told)
}

function violationText({ property, title, promise, action, evidence }: StoryViolation): string {
  return element(
    'div',
    { class: 'violation' },
    element('h2', {}, goTo(action, `✕ ${property}`)),
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
  )
}

/** A button that leads to an action. */
function goTo(position: number, words: string): string {
  return element(
    'button',
    { type: 'button', class: 'go', 'data-position': position },
    text(words),
    element('span', { class: 'at' }, text(position === 0 ? 'at the start' : `action ${position}`)),
  )
}
