import { expect, test } from 'vitest'
import { breadthFirst } from './breadth-first.ts'
import { boundedRaft } from './models/raft/raft.ts'
import { guessRemaining } from './remaining.ts'
import { referenceRaft } from './testing/small-raft.ts'

const bell = Array.from({ length: 41 }, (_, i) => Math.round(1e6 * Math.exp(-((i - 20) ** 2) / 40)))

test('levels that rise and fall as a bell does are guessed well, from their peak on', () => {
  for (const seen of [21, 23, 25, 35]) {
    const guess = guessRemaining(bell.slice(0, seen)) as number
    expect(guess / behind(bell, seen)).toBeGreaterThan(0.9)
    expect(guess / behind(bell, seen)).toBeLessThan(1.1)
  }
})

test('states found behind the levels are none that remain; more than were guessed refute the guess', () => {
  const remaining = guessRemaining(bell.slice(0, 25)) as number
  expect(guessRemaining(bell.slice(0, 25), 1000)).toBe(remaining - 1000)
  expect(guessRemaining(bell.slice(0, 25), remaining + 1)).toBeUndefined()
})

test('of levels that shrink evenly about as many are said to remain as do', () => {
  const tail = [...bell.slice(0, 20), ...Array.from({ length: 30 }, (_, i) => Math.round(1e6 * 0.7 ** i))]
  for (const seen of [36, 40, 44]) {
    expect((guessRemaining(tail.slice(0, seen)) as number) / behind(tail, seen)).toBeGreaterThan(0.4)
    expect((guessRemaining(tail.slice(0, seen)) as number) / behind(tail, seen)).toBeLessThan(2)
  }
})

test('nothing is guessed of few levels, nor while they grow fast, stay as they are, or give another answer each time', () => {
  const grown = Array.from({ length: 30 }, (_, i) => Math.round(1.3 ** i))
  expect(guessRemaining(grown)).toBeUndefined()
  expect(guessRemaining(bell.slice(0, 14))).toBeUndefined()
  expect(guessRemaining([1, 9, 30, 12, 4, 1])).toBeUndefined()
  expect(guessRemaining(new Array<number>(30).fill(1000))).toBeUndefined()
  expect(guessRemaining([...bell.slice(0, 18), 2e6, 4e6, 8e6])).toBeUndefined()
})

test('of a real search the guess is within a factor of three once half of it is done', () => {
  const { levels } = breadthFirst(boundedRaft({ ...referenceRaft(1), symmetry: true, deadVariables: true }))
  for (let seen = 21; seen <= 34; seen++) {
    const guess = guessRemaining(levels.slice(0, seen)) ?? 0
    expect(guess / behind(levels, seen)).toBeGreaterThan(1 / 3)
    expect(guess / behind(levels, seen)).toBeLessThan(3)
  }
})

function behind(levels: readonly number[], seen: number): number {
  return levels.slice(seen).reduce((sum, level) => sum + level, 0)
}
