import { expect, test } from 'vitest'
import { coreSources } from '../../harness/targets/sources.ts'
import { isLeftOut } from './left-out.ts'

const sources = coreSources()
const source = sources.get('core/vector.ts') as string
const isOut = (text: string): boolean => {
  const start = source.indexOf(text)
  expect(start).toBeGreaterThanOrEqual(0)
  return isLeftOut(
    { file: 'core/vector.ts', start, end: start + 1, name: '', mutator: '', original: '', replacement: '' },
    source,
  )
}

test('what only judges use of the vector is left out, and nothing else', () => {
  expect(isOut('const inTrees =')).toBe(true)
  expect(isOut('const size = 1 << level')).toBe(true)
  expect(isOut('const last = ((count - 1) >>> level) & MASK')).toBe(false)
  expect(isOut('const { length, shift, root, tail } = vector')).toBe(false)
})

test('nothing in core calls what is left out', () => {
  for (const [path, text] of sources)
    if (path !== 'core/vector.ts') expect(text).not.toMatch(/\b(?:withItem|firstDifference)\b/)
})
