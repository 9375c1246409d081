import { expect, test } from 'vitest'
import { FEATURES } from '../harness/plan/feature.ts'
import { situations } from './situations.ts'

test('every situation has a name of its own, a sentence and a source', () => {
  const names = situations.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const { name, sentence, source, takes } of situations) {
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(sentence).toMatch(/^[A-Z].*\.$/)
    expect(source).not.toBe('')
    expect(takes.every((feature) => FEATURES.includes(feature))).toBe(true)
  }
})
