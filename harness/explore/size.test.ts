import { expect, test } from 'vitest'
import { breadthFirst } from './breadth-first.ts'
import { boundedRaft } from './models/raft/raft.ts'
import { guessSize, type Size } from './size.ts'
import { referenceRaft } from './testing/small-raft.ts'

// The levels of the bounded Raft with symmetry and dead variables, of two messages and of three terms.
const TWO_MESSAGES = [
  1, 1, 4, 11, 32, 74, 148, 287, 619, 1163, 1865, 3335, 6325, 9028, 13417, 22589, 28421, 36531, 54122, 58706,
  64810, 83768, 78883, 75190, 84644, 68804, 55681, 53855, 38407, 25664, 19896, 11995, 6567, 3953, 1961, 862,
  354, 129, 54, 12,
]
const THREE_TERMS = [
  1, 1, 5, 15, 39, 81, 160, 317, 608, 1047, 1726, 2833, 4397, 6470, 9112, 12380, 16572, 21203, 25764, 31151,
  36288, 40070, 44502, 46451, 47707, 50888, 48797, 47807, 51604, 49508, 46173, 50835, 51165, 45457, 50339,
  50474, 43455, 50106, 47200, 38338, 47944, 42558, 29286, 38804, 33759, 17484, 23378, 20644, 7337, 9251, 8526,
  1935, 1997, 1962, 275, 168, 175, 10,
]

/** What is guessed of a search that was cut once so many levels were whole. */
function guessAt(levels: readonly number[], seen: number): Size {
  const states = sum(levels.slice(0, seen))
  return guessSize({ verdict: 'undecided', states, levels: levels.slice(0, seen), judgedDepth: seen })
}

test('of large searches the size is told within a factor of 2.3, once it is told at all: before half is met', () => {
  for (const levels of [TWO_MESSAGES, THREE_TERMS]) {
    let first: number | undefined
    for (let seen = 1; seen < levels.length; seen++) {
      const { atLeast, about } = guessAt(levels, seen)
      expect(about ?? atLeast).toBeGreaterThanOrEqual(atLeast)
      if (about === undefined) continue
      first ??= atLeast / sum(levels)
      const ratio = about / sum(levels)
      expect(ratio).toBeGreaterThan(1 / 2.3)
      expect(ratio).toBeLessThan(2)
    }
    expect(first).toBeGreaterThan(0.05)
    expect(first).toBeLessThan(0.5)
  }
})

test('while levels grow fast a short search tells how fast, and no more than what it met', () => {
  const { atLeast, about, growth } = guessAt(TWO_MESSAGES, 14)
  expect({ atLeast, about }).toEqual({ atLeast: sum(TWO_MESSAGES.slice(0, 14)), about: undefined })
  expect(growth).toBeCloseTo(Math.cbrt(9028 / 1865))
  expect(guessAt(TWO_MESSAGES, 3).growth).toBeUndefined()
})

test('a short search guesses the size of the whole one, and the whole one knows it', () => {
  const model = boundedRaft({ ...referenceRaft(1), symmetry: true, deadVariables: true })
  const whole = breadthFirst(model)
  expect(guessSize(whole)).toMatchObject({ atLeast: 64_210, about: 64_210 })
  const short = breadthFirst(model, { states: 48_000 })
  const { atLeast, about } = guessSize(short)
  expect(atLeast).toBe(short.states)
  expect((about as number) / whole.states).toBeGreaterThan(0.9)
  expect((about as number) / whole.states).toBeLessThan(1.3)
})

test('a level that the cut left unfinished does not pass for one that shrinks', () => {
  const levels = TWO_MESSAGES.slice(0, 23)
  const states = sum(levels) + 10
  const cut = guessSize({ verdict: 'undecided', states, levels: [...levels, 10], judgedDepth: 23 })
  expect(cut.about).toBe(guessAt(TWO_MESSAGES, 23).about)
})

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
