import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changed, differenceOf } from './difference.ts'
import type { Sight } from './story.ts'

const small = fc.integer({ min: 0, max: 3 })
const sights: fc.Arbitrary<Sight> = fc.record({
  role: small,
  term: small,
  vote: small,
  commit: small,
  applied: small,
  base: small,
  log: fc.array(small, { maxLength: 5 }),
  durable: small,
  snapshot: small,
  storedTerm: small,
  storedVote: small,
  writing: fc.constantFrom('', 'term 1', 'log entry 2'),
  held: small,
  condition: fc.constantFrom('', 'disk stalled'),
})

test('a sight is what came before it and the difference, whatever became of its log and its base', () => {
  fc.assert(
    fc.property(sights, sights, (before, after) => {
      const change = differenceOf(before, after)
      expect(change === undefined ? before : changed(before, change)).toEqual(after)
    }),
    { numRuns: 2000 },
  )
})

test('an entry that is appended is all that is told of a long log', () => {
  const before: Sight = {
    ...{ role: 0, term: 1, vote: 0, commit: 1, applied: 1, base: 0, durable: 3, snapshot: 0 },
    ...{ storedTerm: 1, storedVote: 0, writing: '', held: 0, condition: '', log: [7, 8, 9] },
  }
  expect(differenceOf(before, { ...before, log: [7, 8, 9, 4] })).toEqual({ log: [3, 4] })
  expect(differenceOf(before, { ...before, base: 2, log: [9] })).toEqual({ base: 2 })
  expect(differenceOf(before, before)).toBeUndefined()
})
