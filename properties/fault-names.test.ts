import { expect, test } from 'vitest'
import { FAULTS } from '../harness/faults/faults.ts'
import { monitors } from './monitors.ts'

test('what a fault breaks are properties that there are, and never all of them', () => {
  const names = monitors.map(({ name }) => name)
  const breaking = FAULTS.filter(({ breaks }) => breaks !== undefined)
  expect(breaking.map(({ name }) => name)).toEqual(['wiped-disk', 'clock-jump', 'runaway-clock'])
  for (const { name, breaks = [] } of breaking) {
    expect(names, name).toEqual(expect.arrayContaining([...breaks]))
    expect(breaks.length, name).toBeLessThan(names.length)
  }
})
