import { expect, test } from 'vitest'
import { entryText } from './entry-text.ts'
import { entry } from './testing/sightings.ts'

test.each([
  ['1', '7@1 (no-op)'],
  ['2b', '7@2 (C1.2)'],
  ['3(12)', '7@3 (voters S1 S2)'],
  ['3(124<123+5)', '7@3 (voters S1 S2 S4, outgoing S1 S2 S3, learners S5)'],
  ['3()', '7@3 (voters none)'],
])('an entry is told by its index, its term and what it holds: %s', (word, text) => {
  expect(entryText(entry(7, word))).toBe(text)
})
