import { expect, test } from 'vitest'
import { coreSources } from '../../harness/targets/sources.ts'
import { isLeftOut } from './left-out.ts'

const sources = coreSources()
const isOut = (text: string, file = 'core/vector.ts'): boolean => {
  const source = sources.get(file) as string
  const start = source.indexOf(text)
  expect(start).toBeGreaterThanOrEqual(0)
  return isLeftOut(
    { file, start, end: start + 1, name: '', mutator: '', original: '', replacement: '' },
    source,
  )
}

test('what only judges use of the vector is left out, and nothing else', () => {
  expect(isOut('const inTrees =')).toBe(true)
  expect(isOut('const size = 1 << level')).toBe(true)
  expect(isOut('const last = ((count - 1) >>> level) & MASK')).toBe(false)
  expect(isOut('const { length, shift, root, tail } = vector')).toBe(false)
})

test('the options of a cluster that nobody has tuned are left out: no server asks for them', () => {
  expect(isOut('electionTimeoutLeast: 150_000', 'core/options.ts')).toBe(true)
  expect(isOut('return preVote ||', 'core/options.ts')).toBe(false)
  for (const [path, text] of sources)
    if (path !== 'core/options.ts') expect(text).not.toMatch(/\bdefaultOptions\b/)
})

test('nothing in core calls what is left out', () => {
  for (const [path, text] of sources)
    if (path !== 'core/vector.ts') expect(text).not.toMatch(/\b(?:withItem|firstDifference)\b/)
})
