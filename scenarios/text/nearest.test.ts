import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

const VERBS = ['deliver', 'duplicate', 'drop', 'crash', 'cut']

test('a slip is known for the word it was meant to be', () => {
  expect(nearest('delivr', VERBS)).toBe('deliver')
  expect(nearest('Drop', VERBS)).toBe('drop')
  expect(nearest('dorp', VERBS)).toBe('drop')
  expect(nearest('dup', VERBS)).toBe('duplicate')
})

test('a word like none of them suggests nothing, however long it is', () => {
  expect(nearest('elephant', VERBS)).toBeUndefined()
  expect(nearest('', VERBS)).toBeUndefined()
  expect(nearest('d'.repeat(1_000_000), VERBS)).toBeUndefined()
})
