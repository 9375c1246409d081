import { Chalk } from 'chalk'
import { expect, test } from 'vitest'
import { tellEnd, tellExplanation } from './tell-explanation.ts'

const plain = new Chalk({ level: 0 })
const explanation = {
  property: 'p',
  title: 't',
  promise: 'r',
  steps: [
    { position: 9, action: 'crash S1', server: 0, text: 'S1 crashes.', because: [] },
    { position: 12, action: 'restart S1', server: 0, text: 'S1 restarts.', because: [3, 9] },
  ],
  leftOut: 10,
  broken: [{ position: 12, rule: 'starts', text: 'S1 starts', promise: 'it must not (5.1)', servers: [0] }],
  departure: { position: 9, server: 0, text: 'A correct S1 would have gone on.' },
}

test('a story is told line by line, each action with the told ones that brought it about, and what was amiss', () => {
  expect(tellExplanation(explanation, plain).split('\n')).toEqual([
    '    how it came about: a correct server would have done otherwise at action 9 (≠)',
    '    10 actions that it does not need are left out',
    '     9  crash S1',
    '        S1 crashes.',
    '        ≠ A correct S1 would have gone on.',
    '    12  restart S1  ← 9',
    '        S1 restarts.',
    '        ✗ Rule broken: S1 starts. The rule: it must not (5.1).',
  ])
})

test('of a single action that is left out the sentence is as of one', () => {
  const text = tellExplanation({ ...explanation, leftOut: 1 }, plain)
  expect(text).toContain('    1 action that it does not need is left out\n')
})

test('where there is no correct server to compare with, the first broken rule says where to look', () => {
  const { property, title, promise, steps, leftOut, broken } = explanation
  const text = tellExplanation({ property, title, promise, steps, leftOut, broken }, plain)
  expect(text).toContain('    how it came about: a rule is broken first at action 12 (✗)\n')
})

test('of another violation of the same run only the end is told', () => {
  expect(tellEnd(explanation, plain).split('\n').slice(0, 3)).toEqual([
    '    it came about in the same run',
    '    12  restart S1',
    '      S1 restarts.',
  ])
})

test('long sentences go over several lines', () => {
  const text = `S1 ${'goes on and '.repeat(30)}stops.`
  const long = { ...explanation, steps: [{ position: 1, action: 'a', server: 0, text, because: [] }] }
  const lines = tellExplanation(long, plain).split('\n')
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(110)
  expect(
    lines
      .slice(3)
      .map((line) => line.trim())
      .join(' '),
  ).toBe(text)
})
