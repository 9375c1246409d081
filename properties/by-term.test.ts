import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toArray } from '../core/vector.ts'
import { noTerms, ofTerm, withTerm, type ByTerm } from './by-term.ts'

interface Item {
  readonly term: number
  readonly number: number
}

const items = fc
  .array(fc.nat(40), { maxLength: 60 })
  .map((terms) => terms.map((term, number): Item => ({ term, number })))

test('what belongs to terms is kept in the order of the terms, and of equal ones in the order added', () => {
  fc.assert(
    fc.property(items, fc.nat(41), (added, term) => {
      const kept = added.reduce<ByTerm<Item>>(withTerm, noTerms())
      const sorted = [...added].sort((one, other) => one.term - other.term || one.number - other.number)
      expect(toArray(kept)).toEqual(sorted)
      expect(ofTerm(kept, term)).toEqual(sorted.find((item) => item.term === term))
    }),
  )
})
