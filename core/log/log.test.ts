import fc from 'fast-check'
import { expect, test } from 'vitest'
import { configurationOf, type Configuration } from '../membership/configuration.ts'
import { configured, entry } from '../testing/entries.ts'
import { frozen } from '../testing/frozen-step.ts'
import { toArray } from '../vector.ts'
import type { Entry } from './entry.ts'
import {
  append,
  compactTo,
  configurationAt,
  configurationIndex,
  entryAt,
  firstIndexOfTerm,
  firstIndexOfTermAt,
  lastIndex,
  lastIndexOfTerm,
  lastTerm,
  latestConfiguration,
  logAfter,
  termAt,
  truncateAfter,
  type Log,
} from './log.ts'

/** What a log stands for: the place of the entry before its first, what is in force there, and its entries. */
interface Plain {
  readonly base: readonly [index: number, term: number]
  readonly configuration: Configuration
  readonly entries: readonly Entry[]
}

const START: Plain = { base: [0, 0], configuration: configurationOf(0b111, 0), entries: [] }

const lastOf = ({ base, entries }: Plain): readonly [index: number, term: number] =>
  entries.length === 0 ? base : [(entries.at(-1) as Entry).index, (entries.at(-1) as Entry).term]

/** The configuration in force at an index, and the index it came with. */
function inForce({ base, configuration, entries }: Plain, index: number): [Configuration, number] {
  const brought = entries.findLast((one) => one.index <= index && one.configuration !== null)
  return brought === undefined
    ? [configuration, base[0]]
    : [brought.configuration as Configuration, brought.index]
}

const edits = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: fc.record({ edit: fc.constant('append' as const), by: fc.nat(20) }) },
    { weight: 2, arbitrary: fc.record({ edit: fc.constant('truncate' as const), by: fc.nat(60) }) },
    { weight: 2, arbitrary: fc.record({ edit: fc.constant('compact' as const), by: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ edit: fc.constant('install' as const), by: fc.nat(90) }) },
  ),
  { maxLength: 150, size: 'max' },
)

type Edit = typeof edits extends fc.Arbitrary<(infer One)[]> ? One : never

/** A log and the plain one after an edit: of its base or after it, of its last entry or before, or beyond. */
function edited([log, plain]: readonly [Log, Plain], { edit, by }: Edit): readonly [Log, Plain] {
  const [first] = plain.base
  const [last, lastTerm] = lastOf(plain)
  if (edit === 'append') {
    const term = Math.max(1, lastTerm + (by % 5 === 4 ? 1 : 0))
    const one = by >= 17 ? configured(last + 1, term, configurationOf(by, 0)) : entry(last + 1, term)
    return [append(log, one), { ...plain, entries: [...plain.entries, one] }]
  }
  if (edit === 'truncate') {
    const index = Math.max(first, last - by)
    return [
      truncateAfter(log, index),
      { ...plain, entries: plain.entries.filter((one) => one.index <= index) },
    ]
  }
  const index = edit === 'compact' ? Math.min(first + by, last) : by
  const held = plain.entries.find((one) => one.index === index)
  const term = edit === 'compact' ? (held?.term ?? plain.base[1]) : lastTerm + 1
  const configuration = edit === 'compact' ? inForce(plain, index)[0] : configurationOf(by, 0)
  const after = compactTo(log, index, term, configuration)
  if (index <= first) return [after, plain]
  const entries = held?.term === term ? plain.entries.filter((one) => one.index > index) : []
  return [after, { base: [index, term], configuration, entries }]
}

/** Whatever may be asked of a log is asked of both. */
function compare(log: Log, plain: Plain): void {
  const { base, entries } = plain
  const [last] = lastOf(plain)
  expect(toArray(log.entries, base[0])).toEqual(entries)
  expect([log.baseIndex, log.baseTerm]).toEqual(base)
  expect([lastIndex(log), lastTerm(log)]).toEqual(lastOf(plain))
  expect([termAt(log, base[0] - 1), termAt(log, base[0]), termAt(log, last + 1)]).toEqual([-1, base[1], -1])
  expect([latestConfiguration(log), configurationIndex(log)]).toEqual(inForce(plain, last))
  for (let index = base[0]; index <= last; index++)
    expect(configurationAt(log, index)).toEqual(inForce(plain, index)[0])
  for (const { index, term } of entries) {
    const alike = entries.filter((one) => one.term === term)
    expect([termAt(log, index), entryAt(log, index).index]).toEqual([term, index])
    expect([firstIndexOfTermAt(log, index), firstIndexOfTerm(log, term)]).toEqual([
      alike[0]?.index,
      alike[0]?.index,
    ])
    expect(lastIndexOfTerm(log, term)).toBe(alike.at(-1)?.index)
    expect([firstIndexOfTerm(log, term + 0.5), lastIndexOfTerm(log, term + 0.5)]).toEqual([0, 0])
  }
}

test('a log behaves like the plain list of entries it stands for, and its older versions stay as they were', () => {
  fc.assert(
    fc.property(edits, (steps) => {
      let now: readonly [Log, Plain] = [logAfter(0, 0, START.configuration), START]
      let halfway = now
      steps.forEach((step, position) => {
        now = frozen(edited(now, step))
        if (position === steps.length >> 1) halfway = now
      })
      compare(...now)
      compare(...halfway)
    }),
  )
})

test('a log cut where nothing follows, or compacted where it begins, is the same log', () => {
  const { configuration } = START
  const log = append(logAfter(4, 1, configuration), entry(5, 1))
  expect(truncateAfter(log, 5)).toBe(log)
  expect(compactTo(log, 4, 1, configuration)).toBe(log)
})

test('6: a configuration whose entry is cut off is in force no more', () => {
  const old = logAfter(0, 0, configurationOf(0b111, 0))
  const log = append(append(old, entry(1, 1)), configured(2, 1, configurationOf(0b1111, 0)))
  expect(latestConfiguration(log)).toEqual(configurationOf(0b1111, 0))
  expect(latestConfiguration(truncateAfter(log, 1))).toEqual(configurationOf(0b111, 0))
})
