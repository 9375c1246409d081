import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ABSENT,
  cut,
  firstDifference,
  grown,
  logUpTo,
  sameLog,
  spliced,
  termAt,
  type TermLog,
} from './term-log.ts'

/** The same log as a plain list of terms. */
const listOf = (log: TermLog): number[] =>
  Array.from({ length: log.last }, (_, place) => termAt(log, place + 1))
const logOf = (terms: readonly number[]): TermLog =>
  terms.reduce((log, term) => grown(log, term, 1), logUpTo(0, 0))

/** Terms of entries: they never fall along a log. */
const terms = fc
  .array(fc.nat({ max: 2 }), { maxLength: 12 })
  .map((steps) => steps.map((_, place) => 1 + steps.slice(0, place + 1).reduce((sum, step) => sum + step, 0)))

test('a log of runs tells the same as a list of terms, grown, cut and spliced', () => {
  fc.assert(
    fc.property(terms, terms, fc.nat({ max: 14 }), fc.nat({ max: 14 }), (mine, its, from, length) => {
      const [log, source] = [logOf(mine), logOf(its)]
      expect(listOf(log)).toEqual(mine)
      expect(listOf(cut(log, from))).toEqual(mine.slice(0, from))
      expect(termAt(log, mine.length + 1)).toBe(ABSENT)
      expect(sameLog(log, source)).toBe(String(mine) === String(its))
      const first = 1 + Math.min(from, mine.length, its.length)
      const last = Math.min(first + length, its.length)
      const naive = [...mine.slice(0, first - 1), ...its.slice(first - 1, last)]
      expect(listOf(spliced(log, source, first, last))).toEqual(naive)
      const differs = its.slice(first - 1, last).findIndex((term, place) => mine[first - 1 + place] !== term)
      expect(firstDifference(log, source, first, last)).toBe(differs === -1 ? 0 : first + differs)
    }),
  )
})
