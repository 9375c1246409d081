import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addConfiguration, noConfigurations } from './configurations.ts'

test('the set takes each number once, whatever its halves have in common with those of others', () => {
  const half = fc.oneof(
    fc.integer({ min: -2, max: 2 }),
    fc.integer().map((drawn) => drawn << 8),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(half, half), { maxLength: 600, size: 'max' }), (numbers) => {
      const set = noConfigurations()
      const seen = new Set<string>()
      for (const [high, low] of numbers) {
        const name = high === 0 && low === 0 ? '0 1' : `${high} ${low}`
        if (addConfiguration(set, high, low) === seen.has(name)) expect.fail(`the set is wrong about ${name}`)
        seen.add(name)
      }
      expect(set.size).toBe(seen.size)
    }),
    { numRuns: 50 },
  )
})
