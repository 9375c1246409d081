import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../log/entry.ts'
import { entrySize } from '../log/entry-size.ts'
import { lastIndex } from '../log/log.ts'
import { defaultOptions } from '../options.ts'
import { follower } from '../testing/cluster.ts'
import { entry } from '../testing/entries.ts'
import { put } from '../testing/inputs.ts'
import { packAfter } from './pack.ts'

/** The longest run of entries behind an index that is short and small enough, or the first of them. */
function naivePack(entries: readonly Entry[], index: number, most: number, room: number): readonly Entry[] {
  const fits = (run: readonly Entry[]): boolean =>
    run.length <= most && (room === 0 || run.reduce((sum, each) => sum + entrySize(each), 0) <= room)
  const runs = entries.slice(index).map((_, place) => entries.slice(index, index + place + 1))
  return runs.findLast(fits) ?? entries.slice(index, index + 1)
}

test('entries are packed one after the other, as many as may travel and fit, and one in any case', () => {
  const values = fc.array(fc.oneof(fc.constant(null), fc.nat({ max: 2 ** 31 - 1 })), { maxLength: 12 })
  const property = fc.property(
    values,
    fc.nat(12),
    fc.integer({ min: 1, max: 12 }),
    fc.nat(60),
    (written, from, most, room) => {
      const entries = written.map((value, place) =>
        entry(place + 1, 1, value === null ? null : put(value, place + 1)),
      )
      const { log } = follower({ log: entries })
      const index = Math.min(from, lastIndex(log))
      const options = { ...defaultOptions(3), maxEntriesPerAppend: most, maxSizePerAppend: room }
      expect(packAfter(log, index, options)).toEqual(naivePack(entries, index, most, room))
    },
  )
  fc.assert(property)
})

test('maxSizePerAppend: a small entry does not overtake one that does not fit', () => {
  const entries = [entry(1, 1), entry(2, 1, put(2_000_000_000)), entry(3, 1)]
  const options = { ...defaultOptions(3), maxSizePerAppend: 4 }
  expect(packAfter(follower({ log: entries }).log, 0, options)).toEqual(entries.slice(0, 1))
})

test('maxSizePerAppend: an entry that is larger than all may be travels alone', () => {
  const entries = [entry(1, 1, put(2_000_000_000)), entry(2, 1)]
  const options = { ...defaultOptions(3), maxSizePerAppend: 4 }
  expect(packAfter(follower({ log: entries }).log, 0, options)).toEqual(entries.slice(0, 1))
})
