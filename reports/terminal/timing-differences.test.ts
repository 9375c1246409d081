import { expect, test } from 'vitest'
import type { Reported } from '../../harness/timing/figure-16.ts'
import { downtimesOf } from '../testing/downtimes-of.ts'
import { timingDifferences } from './timing-differences.ts'

const median = (milliseconds: number): readonly Reported[] => [{ of: 'median', milliseconds }]
const told = (...row: Parameters<typeof downtimesOf>): readonly string[] =>
  timingDifferences(15, [[downtimesOf(...row)]])
    .split('\n')
    .slice(1)

test('a figure that is as in the paper needs no reason', () => {
  expect(told(150, 155, { reported: median(490) })).toEqual([
    '  150–155 ms: median 490 ms in the paper; here 500 ms, the same within a tenth',
  ])
})

test('one that is larger is put down to split votes, or to timeouts that are too short', () => {
  expect(told(150, 155, { reported: median(287) })).toMatchInlineSnapshot(`
    [
      "  150–155 ms: median 287 ms in the paper; here 500 ms, 1.7 times as long",
      "    a vote is split when a second server times out within 7.5 ms of the first, not having heard of it yet; there are 5 ms of randomness",
      "    the paper does not say how much of its broadcast time passes before others have heard of a candidate",
    ]
  `)
  expect(told(12, 24, { reported: median(35) })).toMatchInlineSnapshot(`
    [
      "  12–24 ms: median 35 ms in the paper; here 500 ms, 14.3 times as long",
      "    timeouts from 12 ms are not far above a broadcast time of 15 ms (5.6): servers time out while votes are on their way",
    ]
  `)
})

test('one that is smaller is put down to quicker broadcasts, and the worst of many to chance as well', () => {
  const of = (reported: readonly Reported[]): string =>
    timingDifferences(5, [[downtimesOf(150, 200, { reported })]])
  expect(of(median(800))).toContain('takes one broadcast: 5 ms here, 15 ms in the paper')
  expect(of([{ of: 'most', milliseconds: 5000 }])).toContain('the worst of 1,000 trials is one trial')
})

test('where the paper says only "longer", the trials that were are counted', () => {
  const reported: readonly Reported[] = [{ of: 'least', milliseconds: 550, longer: true }]
  expect(told(150, 150, { reported })[0]).toContain('here 500 of 1,000 were')
  expect(told(150, 150, { reported: [{ of: 'least', milliseconds: 50, longer: true }] })).toHaveLength(1)
})

test('where no trial counts there is nothing to compare', () => {
  expect(told(12, 24, { trials: 0, all: [], reported: median(35) })).toEqual([
    '  12–24 ms: median 35 ms in the paper; here no trial counts',
    '    no leader stayed in office until it was to crash',
  ])
})
