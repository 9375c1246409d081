import { expect, test } from 'vitest'
import { drawn } from './draw.ts'
import type { Mutant } from './mutant.ts'
import { named } from './names.ts'

const mutants = named(
  Array.from({ length: 50 }, (_, place) => ({
    file: `core/${place % 5}.ts`,
    mutator: 'BooleanLiteral',
    start: place,
    end: place + 4,
    original: 'true',
    replacement: 'false',
  })),
)

const namesOf = (some: readonly Mutant[]): readonly string[] => some.map(({ name }) => name)

test('a seed draws the same mutants every time, another seed others', () => {
  expect(namesOf(drawn(mutants, 1, 10))).toEqual(namesOf(drawn(mutants, 1, 10)))
  expect(namesOf(drawn(mutants, 1, 10))).not.toEqual(namesOf(drawn(mutants, 2, 10)))
})

test('fewer mutants are some of more', () => {
  expect(namesOf(drawn(mutants, 7, 20)).slice(0, 10)).toEqual(namesOf(drawn(mutants, 7, 10)))
})

test('the draws of mutants in one file do not depend on what is in another', () => {
  const without = mutants.filter(({ file }) => file !== 'core/0.ts')
  const kept = drawn(mutants, 3, 50).filter(({ file }) => file !== 'core/0.ts')
  expect(namesOf(drawn(without, 3, 50))).toEqual(namesOf(kept))
})

test('equal changes in one file have names of their own', () => {
  expect(new Set(namesOf(mutants)).size).toBe(mutants.length)
})
