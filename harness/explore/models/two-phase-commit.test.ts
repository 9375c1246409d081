import { expect, test } from 'vitest'
import { breadthFirst } from '../breadth-first.ts'
import type { Model } from '../model.ts'
import { twoPhaseCommit } from './two-phase-commit.ts'

test.each([
  [3, 288, 1146, 11],
  [5, 8832, 58146, 17],
  [6, 50816, 402306, 20],
])('%i resource managers have the states that TLC finds', (managers, states, generated, depth) => {
  expect(breadthFirst(twoPhaseCommit({ managers }))).toMatchObject({
    verdict: 'ok',
    states,
    generated,
    depth,
  })
})

test('with symmetry as many states are left as the whole graph has up to renaming', () => {
  const quotient = new Set<string>()
  const model = twoPhaseCommit({ managers: 5 })
  const form = ([managers = 0, transaction]: Int32Array): string => {
    const each = Array.from({ length: 5 }, (_, manager) => (managers >>> (4 * manager)) & 15)
    return `${each.sort((a, b) => a - b).join()} ${transaction}`
  }
  const noting: Model = {
    ...model,
    verdict(words, at, length) {
      quotient.add(form(words.slice(at, at + length)))
      return 0
    },
  }
  const { states, depth } = breadthFirst(noting)
  const reduced = breadthFirst(twoPhaseCommit({ managers: 5, symmetry: true }))
  expect(states).toBe(8832)
  expect(reduced).toMatchObject({ verdict: 'ok', states: quotient.size, depth })
})

test('a manager that aborts after it has prepared breaks the promise, in as few steps as it takes', () => {
  const { expand, ...model } = twoPhaseCommit({ managers: 2 })
  const hasty: Model = {
    ...model,
    expand(words, at, length, successors) {
      expand(words, at, length, successors)
      // A state in which the first has prepared passes for one in which it is still at work, and so may abort.
      const state = words.slice(at, at + length)
      if (((state[0] as number) & 3) !== 1) return
      state[0] = (state[0] as number) & ~3
      expand(state, 0, length, successors)
    },
  }
  const { verdict, violation } = breadthFirst(hasty)
  expect(verdict).toBe('violation')
  expect(violation?.property).toBe('no resource manager commits while another one aborts')
  // Two prepare, both are heard, the transaction commits, one is told, the other aborts.
  expect(violation?.path).toHaveLength(8)
})
