import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entry } from '../testing/entries.ts'
import { frozen } from '../testing/frozen-step.ts'
import { toArray } from '../vector.ts'
import {
  append,
  logOf,
  entryAt,
  firstIndexOfTermAt,
  lastIndex,
  lastIndexOfTerm,
  lastTerm,
  termAt,
  truncateAfter,
  type Log,
} from './log.ts'

const edits = fc.array(
  fc.oneof(
    { weight: 9, arbitrary: fc.record({ edit: fc.constant('append' as const), by: fc.nat(2) }) },
    { weight: 1, arbitrary: fc.record({ edit: fc.constant('truncate' as const), by: fc.nat(60) }) },
  ),
  { maxLength: 120, size: 'max' },
)

/** The log is compared with a plain list of terms. */
function compare(log: Log, terms: readonly number[]): void {
  expect(toArray(log.entries)).toEqual(terms.map((term, position) => entry(position + 1, term)))
  expect([lastIndex(log), lastTerm(log)]).toEqual([terms.length, terms.at(-1) ?? 0])
  expect([termAt(log, 0), termAt(log, terms.length + 1)]).toEqual([0, -1])
  terms.forEach((term, position) => {
    const index = position + 1
    expect([termAt(log, index), entryAt(log, index).index]).toEqual([term, index])
    expect(firstIndexOfTermAt(log, index)).toBe(terms.indexOf(term) + 1)
    expect(lastIndexOfTerm(log, term)).toBe(terms.lastIndexOf(term) + 1)
    expect(lastIndexOfTerm(log, term + 0.5)).toBe(0)
  })
}

test('a log behaves like the list of terms it stands for, and its older versions stay as they were', () => {
  fc.assert(
    fc.property(edits, (steps) => {
      let terms: readonly number[] = []
      let log = logOf([])
      let halfway: [Log, readonly number[]] = [log, terms]
      steps.forEach(({ edit, by }, position) => {
        const term = Math.max(1, terms.at(-1) ?? 0) + (by === 2 ? 1 : 0)
        log = frozen(edit === 'append' ? append(log, entry(terms.length + 1, term)) : truncateAfter(log, by))
        terms = edit === 'append' ? [...terms, term] : terms.slice(0, by)
        if (position === steps.length >> 1) halfway = [log, terms]
      })
      compare(log, terms)
      compare(...halfway)
    }),
  )
})

test('a log cut where nothing follows is the same log', () => {
  const log = append(logOf([]), entry(1, 1))
  expect(truncateAfter(log, 1)).toBe(log)
})
