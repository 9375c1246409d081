import { expect, test } from 'vitest'
import { sizeText } from './size-text.ts'

test('a size is a guess of two figures, or else a lower bound and how it grows', () => {
  expect(sizeText({ atLeast: 30_123, about: 2_412_345, growth: 1.1 }, 8e9)).toBe('about 2.4 million states')
  expect(sizeText({ atLeast: 30_123, about: 43_210, growth: 1.1 }, 8e9)).toBe('about 43,000 states')
  expect(sizeText({ atLeast: 30_123, about: undefined, growth: 1.62 }, 8e9)).toBe(
    'at least 30,123 states, growing ×1.6 a level',
  )
  expect(sizeText({ atLeast: 30_123, about: undefined, growth: undefined }, 8e9)).toBe(
    'at least 30,123 states',
  )
})

test('where the memory given will hardly do, that is said', () => {
  expect(sizeText({ atLeast: 30_123, about: 750e6, growth: 1.1 }, 8e9)).toBe(
    'about 750 million states; these bounds need perhaps 30 GB, and 8 GB are given: expect "undecided"',
  )
})
