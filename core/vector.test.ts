import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  emptyVector,
  firstDifference,
  itemAt,
  push,
  take,
  toArray,
  vectorOf,
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
  ),
  { maxLength: 8 },
)

test('a vector behaves like the array it stands for, and its older versions stay as they were', () => {
  fc.assert(
    fc.property(edits, (steps) => {
      let array: number[] = []
      let vector = emptyVector<number>()
      const versions: [Vector<number>, number[]][] = []
      for (const { edit, count } of steps) {
        if (edit === 'push')
          for (let i = 0; i < count; i++) ((vector = push(vector, i)), (array = [...array.slice(), i]))
        if (edit === 'take') ((vector = take(vector, count)), (array = array.slice(0, count)))
        if (edit === 'set' && count < array.length) {
          vector = withItem(vector, count, -count)
          array = array.with(count, -count)
        }
        versions.push([vector, array])
      }
      for (const [version, expected] of versions) expect(toArray(version)).toEqual(expected)
    }),
    { numRuns: 30 },
  )
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

test('a vector of 40,000 items gives each back, whole and cut', () => {
  const items = Array.from({ length: 40_000 }, (_, i) => i)
  const vector = build(items)
  expect(toArray(vectorOf(items))).toEqual(items)
  for (const count of [0, 1, 16, 17, 256, 257, 272, 273, 4096, 4113]) {
    const grown = push(vectorOf(items.slice(0, count)), -1)
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
