import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Command } from '../command.ts'
import { configured, entry } from '../testing/entries.ts'
import { put } from '../testing/inputs.ts'
import type { Entry } from './entry.ts'
import { entrySize } from './entry-size.ts'

/** The numbers of an entry in its canonical form. */
function numbersOf({ kind, term, time, command, configuration }: Entry): number[] {
  return [
    kind,
    term,
    time,
    ...Object.values(command ?? {}),
    ...Object.values(configuration ?? {}),
  ] as number[]
}

/** How many bytes a number takes at seven bits each, its sign included: one more for each time that it does not fit. */
function naiveSize(number: number): number {
  let size = 1
  let most = 64
  while (number >= most || number < -most) {
    most *= 128
    size++
  }
  return size
}

test('an entry is as large as its numbers are at seven bits a byte', () => {
  const number = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
  const command: fc.Arbitrary<Command> = fc.record({
    session: fc.nat(),
    serial: fc.nat(),
    registration: fc.nat(),
    operation: fc.constantFrom(0, 1, 2),
    key: fc.nat(),
    value: number,
    expected: number,
  })
  fc.assert(
    fc.property(fc.nat(), fc.option(command), (term, asked) => {
      const one = entry(1, term, asked)
      expect(entrySize(one)).toBe(numbersOf(one).reduce((sum, each) => sum + naiveSize(each), 0))
    }),
  )
})

test('entries differ in size, by what is in them and not by where they stand', () => {
  const change = configured(1, 1, { voters: 7, outgoing: 0, learners: 0 })
  const sizes = [entry(1, 1), change, entry(1, 1, put(5)), entry(1, 1, put(500)), entry(9_999, 1, put(500))]
  expect(sizes.map(entrySize)).toEqual([3, 6, 10, 11, 11])
})
