import { expect, test } from 'vitest'
import { findBug } from './index.ts'
import { fuzz } from './fuzz.ts'
import { fingerprintText } from './harness/schedule/fingerprint.ts'

const broken = { kind: 'core' as const, patch: findBug('V-L9').patch }

test('the result is the same in this thread, in one of its own, and in two', async () => {
  const results = await Promise.all([0, 1, 2].map((workers) => fuzz({ seed: 50, seeds: 30, workers })))
  const told = results.map(({ seeds, actions, fingerprint }) => [
    seeds,
    actions,
    fingerprintText(fingerprint),
  ])
  expect(told[1]).toEqual(told[0])
  expect(told[2]).toEqual(told[0])
  expect(results[0]?.failures).toEqual([])
})

test('a campaign ends with the first seed that violates a property, whatever the number of threads', async () => {
  const results = await Promise.all([0, 2].map((workers) => fuzz({ seeds: 300, workers, target: broken })))
  const [alone, together] = results.map(({ seeds, failures, fingerprint }) => ({
    seeds,
    failures,
    fingerprint,
  }))
  expect(alone?.failures).toHaveLength(1)
  expect(together).toEqual(alone)
})

test('told to keep going, it goes on', async () => {
  const { seeds, failures } = await fuzz({ seeds: 100, keepGoing: true, target: broken, workers: 0 })
  expect(seeds).toBe(100)
  expect(failures.length).toBeGreaterThan(1)
})

test('interrupted, it gives what it has so far', async () => {
  const controller = new AbortController()
  const progress = (): void => controller.abort()
  const result = await fuzz({ seeds: 100_000, workers: 0, signal: controller.signal, progress })
  expect(result.interrupted).toBe(true)
  expect(result.seeds).toBeGreaterThan(0)
  expect(result.seeds).toBeLessThan(1_000)
})
