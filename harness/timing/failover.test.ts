import { expect, test } from 'vitest'
import { embeddedCore } from '../targets/core.ts'
import { failover, LONGEST, type TimeoutRange } from './failover.ts'

const trials = (range: TimeoutRange, broadcast = 5_000): number[] =>
  Array.from({ length: 20 }, (_, seed) => failover(embeddedCore, range, broadcast, seed)).filter(
    (time) => time !== undefined,
  )
const between = (least: number, most: number): TimeoutRange => ({ least: least * 1000, most: most * 1000 })

test('9.3: the smallest possible downtime is about half of the minimum election timeout', () => {
  for (const range of [between(150, 300), between(50, 100)]) {
    const times = trials(range)
    expect(times.length).toBeGreaterThan(15)
    expect(Math.min(...times)).toBeGreaterThan(range.least / 2)
    expect(Math.max(...times)).toBeLessThan(6 * range.most)
  }
})

test('9.3: without randomness votes are split again and again', () => {
  expect(trials(between(150, 150), 15_000)).toEqual(new Array(20).fill(LONGEST))
})

test('9.3: more randomness makes the worst case better', () => {
  const worst = [151, 155, 200].map((most) => Math.max(...trials(between(150, most))))
  expect(worst).toEqual([...worst].sort((one, other) => other - one))
})

test('a trial is the same whenever it is run', () => {
  expect(trials(between(12, 24))).toEqual(trials(between(12, 24)))
})
