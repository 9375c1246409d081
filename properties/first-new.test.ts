import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../core/log/entry.ts'
import { entriesOf } from '../core/testing/entries.ts'
import { emptyVector, forget, itemAt, push, take, withItem } from '../core/vector.ts'
import type { ObservedLog } from '../harness/observation.ts'
import { firstNew } from './first-new.ts'

const ALL = entriesOf(new Array<number>(120).fill(1)).reduce(
  (vector, entry) => push(vector, entry),
  emptyVector<Entry>(),
)

/** The log of a server up to `length`, compacted up to `baseIndex`. */
const logOf = (baseIndex: number, length: number, entries = ALL): ObservedLog => ({
  entries: forget(take(entries, Math.max(length, baseIndex)), baseIndex),
  baseIndex,
  baseTerm: 1,
})

test('a log that was compacted holds nothing new, and one that grew what it grew by', () => {
  expect(firstNew(logOf(0, 100), logOf(60, 100))).toBe(100)
  expect(firstNew(logOf(60, 100), logOf(60, 120))).toBe(100)
  expect(firstNew(logOf(60, 100), logOf(20, 100))).toBe(100)
})

test('of a log that begins anew behind the end of the old one, all is new', () => {
  expect(firstNew(logOf(0, 30), logOf(60, 100))).toBe(60)
})

test('it is the first position, not compacted in either log, at which the entries differ', () => {
  const place = fc.nat(119)
  fc.assert(
    fc.property(place, place, place, place, place, (base, length, otherBase, otherLength, changed) => {
      const other = withItem(ALL, changed, { ...itemAt(ALL, changed) })
      const [old, now] = [logOf(base, length), logOf(otherBase, otherLength, other)]
      let expected = Math.max(base, otherBase)
      while (
        expected < Math.min(old.entries.length, now.entries.length) &&
        itemAt(old.entries, expected) === itemAt(now.entries, expected)
      )
        expected++
      const shorter = Math.min(old.entries.length, now.entries.length)
      expect(firstNew(old, now)).toBe(Math.max(otherBase, Math.min(expected, shorter)))
    }),
  )
})
