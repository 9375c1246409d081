import { expect, test } from 'vitest'
import { timesRun } from './coverage.ts'

const stretches = [
  { start: 0, end: 100, count: 5 },
  { start: 20, end: 60, count: 2 },
  { start: 30, end: 40, count: 0 },
]
const mutant = { name: '', file: 'core/step.ts', mutator: '', end: 0, original: 'x', replacement: 'y' }
const times = (start: number, original = 'x'): number =>
  timesRun({ 'core/step.ts': stretches }, { ...mutant, start, original })

test('a place ran as often as the narrowest stretch around it', () => {
  expect([times(10), times(25), times(35), times(70)]).toEqual([5, 2, 0, 5])
})

test('of a case it is what stands behind the colon that has to run', () => {
  expect(times(28, 'case 1:\n break')).toBe(0)
})

test('what is nowhere did not run', () => {
  expect(timesRun({}, { ...mutant, start: 10 })).toBe(0)
})
