import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frozen } from './testing/frozen-step.ts'
import {
  emptyVector,
  firstDifference,
  forget,
  forgottenVector,
  itemAt,
  push,
  take,
  toArray,
  withItem,
  type Vector,
} from './vector.ts'

const build = (items: readonly number[]): Vector<number> =>
  items.reduce((vector, item) => push(vector, item), emptyVector<number>())

const edits = fc.array(
  fc.oneof(
    fc.record({ edit: fc.constant('push' as const), count: fc.integer({ min: 1, max: 1500 }) }),
    fc.record({ edit: fc.constant('take' as const), count: fc.nat(2500) }),
    fc.record({ edit: fc.constant('set' as const), count: fc.nat(2500) }),
    fc.record({ edit: fc.constant('forget' as const), count: fc.nat(2500) }),
  ),
  { maxLength: 10 },
)

type Edit = typeof edits extends fc.Arbitrary<(infer One)[]> ? One : never

/** A vector, and beside it the array that it stands for, of which the first `gone` items may not be asked for. */
interface Version {
  readonly vector: Vector<number>
  readonly array: readonly number[]
  readonly gone: number
}

function edited({ vector, array, gone }: Version, { edit, count }: Edit): Version {
  switch (edit) {
    case 'push': {
      const more = Array.from({ length: count }, (_, i) => i)
      const grown = more.reduce((before, item) => push(before, item), vector)
      return { vector: grown, array: [...array, ...more], gone }
    }
    case 'take': {
      const left = gone === 0 ? count : Math.max(count, gone + 1)
      return { vector: take(vector, left), array: array.slice(0, left), gone }
    }
    case 'set': {
      const position = Math.max(count, gone)
      if (position >= array.length) return { vector, array, gone }
      return { vector: withItem(vector, position, -count), array: array.with(position, -count), gone }
    }
    case 'forget': {
      const more = Math.min(Math.max(count, gone), array.length)
      return { vector: forget(vector, count), array, gone: more }
    }
  }
}

/** A vector from the start, or one that begins after so many forgotten items. */
const start = fc.oneof(fc.constant(0), fc.nat(5000)).map((gone): Version => ({
  vector: gone === 0 ? emptyVector<number>() : forgottenVector<number>(gone),
  array: new Array<number>(gone).fill(NaN),
  gone,
}))

/** All versions of a vector on the way through these edits. */
function versionsOf(first: Version, steps: readonly Edit[]): Version[] {
  const versions = [frozen(first)]
  for (const step of steps) versions.push(frozen(edited(versions.at(-1) as Version, step)))
  return versions
}

test('a vector behaves like the array it stands for, and its older versions stay as they were', () => {
  fc.assert(
    fc.property(start, edits, (first, steps) => {
      for (const { vector, array, gone } of versionsOf(first, steps)) {
        expect(vector.length).toBe(array.length)
        expect(toArray(vector, gone)).toEqual(array.slice(gone))
      }
    }),
    { numRuns: 60 },
  )
})

test('from a position that neither has forgotten, any two versions differ first where their arrays do', () => {
  fc.assert(
    fc.property(start, edits, fc.nat(100), (first, steps, ahead) => {
      const versions = versionsOf(first, steps)
      for (const one of versions) {
        for (const other of versions) {
          const shorter = Math.min(one.array.length, other.array.length)
          const from = Math.max(one.gone, other.gone) + ahead
          if (from > shorter) continue
          let apart = from
          while (apart < shorter && one.array[apart] === other.array[apart]) apart++
          expect(firstDifference(one.vector, other.vector, from)).toBe(apart)
        }
      }
    }),
    { numRuns: 30 },
  )
})

test('what is forgotten takes no room: a tree of many items keeps those that may still be asked for', () => {
  const vector = forget(build(Array.from({ length: 4096 }, (_, i) => i)), 4000)
  let kept = 0
  const count = (node: readonly unknown[]): void =>
    node.forEach((part) => (Array.isArray(part) ? count(part) : kept++))
  count(vector.root)
  expect(kept).toBeLessThanOrEqual(96 + 16)
  expect(itemAt(vector, 4000)).toBe(4000)
  expect(forget(vector, 5000).length).toBe(4096)
})

test('two versions of a vector differ first where the arrays they stand for do', () => {
  const position = fc.nat(1200)
  fc.assert(
    fc.property(fc.nat(1200), position, fc.nat(600), position, (length, cut, more, changed) => {
      const one = build(Array.from({ length }, (_, i) => i))
      let other = take(one, cut)
      for (let i = 0; i < more; i++) other = push(other, other.length)
      if (changed < other.length) other = withItem(other, changed, -1)
      const [mine, its] = [toArray(one), toArray(other)]
      const apart =
        Math.max(mine.length, its.length) === 0 ? -1 : mine.findIndex((item, i) => item !== its[i])
      const shorter = Math.min(mine.length, its.length)
      expect(firstDifference(one, other)).toBe(apart < 0 ? shorter : apart)
      expect(firstDifference(other, one)).toBe(apart < 0 ? shorter : apart)
    }),
  )
})

test('a vector that is cut to its first few items grows like one that never had more', () => {
  const items = Array.from({ length: 300 }, (_, i) => i)
  const cut = take(build(items), 10)
  const grown = items.slice(10).reduce((vector, item) => push(vector, item), cut)
  expect(toArray(grown)).toEqual(items)
})

test('a vector of 40,000 items gives each back, whole and cut', () => {
  const items = Array.from({ length: 40_000 }, (_, i) => i)
  const vector = build(items)
  expect(toArray(vector)).toEqual(items)
  for (const count of [0, 1, 16, 17, 256, 257, 272, 273, 4096, 4113]) {
    const grown = push(build(items.slice(0, count)), -1)
    expect(toArray(grown)).toEqual([...items.slice(0, count), -1])
  }
  for (const position of [0, 31, 32, 1023, 1024, 1055, 1056, 32_767, 32_800, 39_999]) {
    expect(itemAt(vector, position)).toBe(position)
  }
  for (const count of [1, 32, 33, 1024, 1056, 1057, 32_768, 32_801]) {
    const cut = push(take(vector, count), -1)
    expect(toArray(cut)).toEqual([...items.slice(0, count), -1])
  }
})
