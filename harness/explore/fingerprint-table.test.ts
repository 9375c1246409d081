import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold, spread } from '../mix.ts'
import {
  collisionProbability,
  countsByDepth,
  depthOf,
  emptyTable,
  Put,
  put,
  putAtDepth,
} from './fingerprint-table.ts'

const prints = fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })), {
  maxLength: 200,
})

test('it is a set of pairs of words, however close they lie; two words of 0 pass for 0 and 1', () => {
  fc.assert(
    fc.property(prints, (pairs) => {
      const table = emptyTable(Infinity)
      const set = new Set<string>()
      for (const [low, high] of pairs) {
        const key = low === 0 && high === 0 ? '0,1' : `${low},${high}`
        expect(put(table, low, high)).toBe(set.has(key) ? Put.Known : Put.New)
        set.add(key)
      }
      expect(table.count).toBe(set.size)
    }),
  )
})

test('it grows, and keeps what is in it', () => {
  const table = emptyTable(Infinity)
  for (let i = 0; i < 100_000; i++) put(table, spread(i), spread(fold(1, i)))
  expect(table.count).toBe(100_000)
  let known = 0
  for (let i = 0; i < 100_000; i++) if (put(table, spread(i), spread(fold(1, i))) === Put.Known) known++
  expect(known).toBe(100_000)
  expect(table.bytes / table.count).toBeLessThan(17)
})

test('it takes no more memory than it may, and then takes in nothing new', () => {
  const table = emptyTable(100_000)
  let i = 0
  while (put(table, spread(i), spread(fold(1, i))) === Put.New) i++
  expect(table.bytes).toBeLessThanOrEqual(100_000)
  expect(table.count).toBe(i)
  expect(i).toBeGreaterThan(3000)
  expect(put(table, spread(i), spread(fold(1, i)))).toBe(Put.NoRoom)
  expect(put(table, spread(0), spread(fold(1, 0)))).toBe(Put.Known)
})

test('it keeps the least depth of each, also while it grows', () => {
  const table = emptyTable(Infinity, true)
  const depths = new Map<number, number>()
  let right = 0
  for (let i = 0; i < 20_000; i++) {
    const key = (spread(i) >>> 0) % 5000
    const depth = 1 + ((spread(fold(7, i)) >>> 0) % 50)
    const known = depths.get(key)
    const expected = known === undefined ? Put.New : depth < known ? Put.Shallower : Put.Known
    if (putAtDepth(table, spread(key), key, depth) === expected && table.depthBefore === (known ?? -1))
      right++
    depths.set(key, Math.min(depth, known ?? depth))
  }
  expect(right).toBe(20_000)
  expect([...depths].filter(([key, depth]) => depthOf(table, spread(key), key) !== depth)).toEqual([])
  const third = [...depths.values()].filter((depth) => depth === 3).length
  expect(countsByDepth(table)[2]).toBe(third)
})

test('the probability that states share a fingerprint is that of the birthday paradox', () => {
  expect(collisionProbability(1)).toBe(0)
  expect(collisionProbability(1e8)).toBeCloseTo(1e16 / 2 ** 65, 6)
  expect(collisionProbability(2 ** 33)).toBeCloseTo(0.8647, 4)
  expect(collisionProbability(1e12)).toBe(1)
})
