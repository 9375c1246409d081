import { expect, test } from 'vitest'
import type { Step } from './explanation.ts'
import { distances, sliceOf, withoutQuiet } from './slice.ts'

const step = (position: number, because: number[] = []): Step => ({
  position,
  action: '',
  server: 0,
  text: `${position}`,
  because,
})
const story = [step(1), step(2), step(3, [1]), step(4, [2]), step(5, [3]), step(6, [4, 5])]
const positionsOf = (steps: readonly Step[]): number[] => steps.map(({ position }) => position)

test('a slice holds its roots and what brought them about', () => {
  const { steps, leftOut } = sliceOf(story, [5], 10)
  expect(positionsOf(steps)).toEqual([1, 3, 5])
  expect(leftOut).toBe(3)
})

test('a slice that would be too long keeps what is nearest to its roots, and all of them', () => {
  expect(positionsOf(sliceOf(story, [6], 3).steps)).toEqual([4, 5, 6])
  expect(positionsOf(sliceOf(story, [1, 2, 6], 1).steps)).toEqual([1, 2, 6])
})

test('whatever a quiet step brought about was brought about by its own causes', () => {
  const loud = withoutQuiet(story, new Set([3, 5]), [])
  expect(loud.map(({ position, because }) => [position, because])).toEqual([
    [1, []],
    [2, []],
    [4, [2]],
    [6, [1, 4]],
  ])
  expect(positionsOf(withoutQuiet(story, new Set([3, 5]), [5]))).toEqual([1, 2, 4, 5, 6])
})

test('how far a step is from the last one is counted in causes', () => {
  expect([...distances(story)].toSorted(([a], [b]) => a - b)).toEqual([
    [1, 3],
    [2, 2],
    [3, 2],
    [4, 1],
    [5, 1],
    [6, 0],
  ])
})
