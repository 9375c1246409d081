import { expect, test } from 'vitest'
import { breadthFirst } from './breadth-first.ts'
import { boundedRaft } from './models/raft/raft.ts'
import { guessRemaining } from './remaining.ts'
import { referenceRaft } from './testing/small-raft.ts'

test('levels that rise and fall as a bell does are guessed well, before their peak too', () => {
  const levels = Array.from({ length: 41 }, (_, i) => Math.round(1e6 * Math.exp(-((i - 20) ** 2) / 40)))
  for (const seen of [14, 18, 25, 35]) {
    const truth = levels.slice(seen).reduce((sum, level) => sum + level, 0)
    const guess = guessRemaining(levels.slice(0, seen)) as number
    expect(guess / truth).toBeGreaterThan(0.9)
    expect(guess / truth).toBeLessThan(1.1)
  }
})

test('of levels that only grow, and of few, nothing is guessed', () => {
  expect(guessRemaining([1, 2, 4, 8, 16, 32, 64, 128])).toBeUndefined()
  expect(guessRemaining([1, 9, 30])).toBeUndefined()
})

test('of a real search the guess is within a factor of three from the middle of its way on', () => {
  const { levels } = breadthFirst(boundedRaft({ ...referenceRaft(1), symmetry: true, deadVariables: true }))
  for (let seen = 18; seen <= 34; seen++) {
    const truth = levels.slice(seen).reduce((sum, level) => sum + level, 0)
    expect((guessRemaining(levels.slice(0, seen)) ?? 0) / truth).toBeGreaterThan(1 / 3)
    expect((guessRemaining(levels.slice(0, seen)) ?? Infinity) / truth).toBeLessThan(3)
  }
})
