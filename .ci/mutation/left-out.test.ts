import { expect, test } from 'vitest'
import { coreSources } from '../../harness/targets/sources.ts'
import { isLeftOut } from './left-out.ts'

const sources = coreSources()
const isOut = (file: string, text: string): boolean => {
  const source = sources.get(file) as string
  const start = source.indexOf(text)
  expect(start).toBeGreaterThanOrEqual(0)
  return isLeftOut(
    { file, start, end: start + 1, name: '', mutator: '', original: '', replacement: '' },
    source,
  )
}

test('what only judges use of the vector is left out, and nothing else', () => {
  expect(isOut('core/vector.ts', 'const inTrees =')).toBe(true)
  expect(isOut('core/vector.ts', 'const size = 1 << level')).toBe(true)
  expect(isOut('core/vector.ts', 'const last = ((count - 1) >>> level) & MASK')).toBe(false)
  expect(isOut('core/vector.ts', 'const { length, shift, root, tail } = vector')).toBe(false)
})

test('the options of a cluster that nobody has tuned are left out: no server asks for them', () => {
  expect(isOut('core/options.ts', 'electionTimeoutLeast: 150_000')).toBe(true)
  expect(isOut('core/options.ts', 'return preVote ||')).toBe(false)
})

test('what the world formats disks with is left out, and not what a server takes a disk to be formatted with', () => {
  expect(isOut('core/recovery/disk.ts', 'lastIncludedIndex: 0')).toBe(true)
  expect(isOut('core/recovery/disk.ts', '[[storedWhole(FORMATTED)]')).toBe(true)
  expect(isOut('core/recovery/disk.ts', '{ currentTerm: 0')).toBe(false)
})

test('nothing in core uses what is left out', () => {
  for (const [path, text] of sources) {
    if (path !== 'core/vector.ts') expect(text).not.toMatch(/\b(?:withItem|firstDifference)\b/)
    if (path !== 'core/options.ts') expect(text).not.toMatch(/\bdefaultOptions\b/)
    if (path !== 'core/recovery/disk.ts') expect(text).not.toMatch(/\b(?:NO_SNAPSHOT|NEW_DISK)\b/)
  }
})
