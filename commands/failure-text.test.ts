import { expect, test } from 'vitest'
import { failureText } from './failure-text.ts'

function thrownAt(file: string): Error {
  const error = new TypeError('no log\nof S1')
  error.stack = `TypeError: no log\nof S1\n    at countVote (file://${file}:8:43)\n    at step (file:///tmp/whitewater-00aa/core/step.js:1:1)`
  return error
}

test('what a patched core throws is told in a line, with the place in the patched source', () => {
  expect(failureText(thrownAt('/tmp/whitewater-dc922c292a035a9d/core/elections/tally.js'))).toBe(
    'the patched core threw TypeError: no log\nof S1 (core/elections/tally.ts, line 8)',
  )
})

test('what the tool itself throws is told with its stack, also where a patched core called it', () => {
  const own = thrownAt('/somewhere/dist/harness/world/perform.js')
  expect(failureText(own)).toBe(own.stack)
})
