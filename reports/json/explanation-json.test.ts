import { expect, test } from 'vitest'
import { explanationJson } from './explanation-json.ts'

const step = { position: 2, action: 'crash S2', server: 1, text: 'S2 crashes.', because: [1] }
const explanation = {
  property: 'one vote a term',
  title: 'S2 voted twice',
  promise: 'one vote a term (5.2)',
  steps: [{ ...step, position: 1, server: -1 }, step],
  leftOut: 3,
  broken: [{ position: 2, rule: 'votes', text: 'S2 voted', promise: 'as asked (5.2)', servers: [1, 0] }],
}

test('an explanation names servers as people do, and leaves out a departure that there is not', () => {
  expect(explanationJson(explanation)).toEqual({
    property: 'one vote a term',
    title: 'S2 voted twice',
    rule: 'one vote a term (5.2)',
    steps: [
      { action: 1, line: 'crash S2', text: 'S2 crashes.', because: [1] },
      { action: 2, line: 'crash S2', server: 'S2', text: 'S2 crashes.', because: [1] },
    ],
    leftOut: 3,
    broken: [
      { action: 2, rule: 'votes', text: 'S2 voted', promise: 'as asked (5.2)', servers: ['S2', 'S1'] },
    ],
  })
  const departure = { position: 2, server: 0, text: 'A correct S1 would have stopped.' }
  expect(explanationJson({ ...explanation, departure }).departure).toEqual({
    action: 2,
    server: 'S1',
    text: 'A correct S1 would have stopped.',
  })
})
