import fc from 'fast-check'
import { expect, test } from 'vitest'
import { between, draw, happens, keyOf, Stream } from './draws.ts'
import { waitOf } from './waits.ts'

const draws = fc.integer({ min: 0, max: 0x7fffffff })

// Other numbers here mean that every seed means another run: that belongs into CHANGELOG.md.
test('keys and draws are pinned', () => {
  const { Delay, Loss, Timeout, Flush, CrashedWrite, Tie } = Stream
  const streams = [Delay, Loss, Timeout, Flush, CrashedWrite, Tie]
  const drawn = (a: number, b: number, c: number, d: number): string =>
    streams.map((stream) => draw(keyOf(1), stream, a, b, c, d)).join(' ')
  expect([0, 1, 0x7fffffff].map((seed) => `${keyOf(seed).low} ${keyOf(seed).high}`)).toMatchInlineSnapshot(`
    [
      "-1741495708 -830711436",
      "-2035612224 526750310",
      "1877478492 -1976860871",
    ]
  `)
  expect([drawn(0, 0, 0, 0), drawn(4, 3, 2, 1), drawn(515, 1000, 99, 0)]).toMatchInlineSnapshot(`
    [
      "401938428 467618994 922339429 621852770 1856338642 1651760530",
      "526414765 24257734 1899208884 495136392 2050050787 342930194",
      "1346934335 110370734 52230392 1553559975 369250649 963242110",
    ]
  `)
})

test('a draw depends on the seed, the stream and each part of the name', () => {
  const key = keyOf(1)
  const draws = [
    draw(key, Stream.Delay, 1, 1, 1, 1),
    draw(keyOf(2), Stream.Delay, 1, 1, 1, 1),
    draw(key, Stream.Loss, 1, 1, 1, 1),
    draw(key, Stream.Delay, 2, 1, 1, 1),
    draw(key, Stream.Delay, 1, 2, 1, 1),
    draw(key, Stream.Delay, 1, 1, 2, 1),
    draw(key, Stream.Delay, 1, 1, 1, 2),
  ]
  expect(new Set(draws).size).toBe(draws.length)
})

test('a draw does not depend on what was drawn before', () => {
  const names = fc.array(fc.tuple(fc.nat(15), fc.nat(9), fc.nat(99), fc.nat(99)), { minLength: 1 })
  const property = fc.property(fc.nat(), names, (seed, all) => {
    const drawAll = (ordered: typeof all): number[] =>
      ordered.map((name) => draw(keyOf(seed), Stream.Delay, ...name))
    expect(drawAll([...all].reverse()).reverse()).toEqual(drawAll(all))
  })
  fc.assert(property)
})

test('a number between two bounds keeps them, and reaches both', () => {
  const property = fc.property(draws, fc.nat(1e7), fc.nat(1e7), (one, least, more) => {
    expect(between(one, least, least + more)).toBeGreaterThanOrEqual(least)
    expect(between(one, least, least + more)).toBeLessThanOrEqual(least + more)
  })
  fc.assert(property)
  expect([between(0, 3, 9), between(0x7fffffff, 3, 9)]).toEqual([3, 9])
})

test('what has no chance never happens, and what is certain always does', () => {
  const property = fc.property(draws, (one) => !happens(one, 0) && happens(one, 1000))
  fc.assert(property)
})

test('a wait is never less than the least, and on average the mean beyond it', () => {
  const wait = { least: 500, mean: 100_000 }
  const waits = Array.from({ length: 64 }, (_, quantile) => waitOf(wait, quantile * 2 ** 25))
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(500)
  expect(waits.reduce((sum, one) => sum + one - 500, 0) / 64).toBeCloseTo(100_000, -4)
})
