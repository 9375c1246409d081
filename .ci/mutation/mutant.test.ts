import { expect, test } from 'vitest'
import { patchedSources } from '../../harness/targets/patched-core.ts'
import { coreSources } from '../../harness/targets/sources.ts'
import { patchOf, placeOf } from './mutant.ts'

const FILE = 'core/elections/tally.ts'
const sources = coreSources()
const source = sources.get(FILE) as string
const original = '!vote.voteGranted'
const start = source.indexOf(original)
const mutant = {
  name: 'granted or not',
  file: FILE,
  mutator: 'BooleanLiteral',
  start,
  end: start + original.length,
  original,
  replacement: 'vote.voteGranted',
}

test('a mutant is a patch that the harness takes, and changes nothing else', () => {
  const patched = patchedSources(patchOf(mutant, sources))
  expect(patched.get(FILE)).toBe(source.replace(original, mutant.replacement))
  expect([...patched].filter(([path, text]) => sources.get(path) !== text).map(([path]) => path)).toEqual([
    FILE,
  ])
})

test('its place is told by file and line', () => {
  expect(placeOf(mutant, sources)).toMatch(/^core\/elections\/tally\.ts:\d+$/)
  const line = Number(placeOf(mutant, sources).split(':')[1])
  expect(source.split('\n')[line - 1]).toContain(original)
})
