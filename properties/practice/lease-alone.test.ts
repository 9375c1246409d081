import { expect, test } from 'vitest'
import type { Transition } from '../../harness/world/transition.ts'
import {
  becomes,
  CLUSTER,
  crashes,
  elected,
  findings,
  follower,
  leader,
  S1,
  S2,
  S3,
} from '../testing/sightings.ts'
import { leaseAlone } from './lease-alone.ts'

/** S1's clock is ahead by a second, and slow: it reads 1,090,000 when 100 ms have passed. */
const cluster = { ...CLUSTER, clocks: [{ offset: 1_000_000, rate: 900 }] }
const when = (at: number, seen: Transition): Transition => ({ ...seen, action: { ...seen.action, at } })
const found = (...story: Transition[]): string[] =>
  findings(leaseAlone, story, cluster).map(({ title }) => title)

const leading = leader({ term: 1 })
const holding = leader({ term: 1, lease: 1_090_000 })
const reign = [elected(S1, { term: 1 }), becomes(S1, leading, holding)]

test('6.4.1: a leader that is elected when the lease of the one before is over is accepted', () => {
  expect(found(...reign, when(100_000, elected(S2, { term: 2 })))).toEqual([])
})

test('6.4.1: one that is elected before that is caught, by the clock of the one that holds the lease', () => {
  expect(findings(leaseAlone, [...reign, when(99_999, elected(S2, { term: 2 }))], cluster)).toEqual([
    {
      reason: 'a newer leader beside a lease',
      title: 'S2 leads term 2 while S1, leader of term 1, holds a lease',
      servers: [S1, S2],
      evidence: ["S1's lease holds until its clock reads 1090000 µs", "S1's clock reads 1089999 µs"],
    },
  ])
})

test('6.4.1: a lease that is prolonged beside a newer leader is caught', () => {
  const late = [elected(S1, { term: 1 }), elected(S2, { term: 2 })]
  expect(found(...late, when(50_000, becomes(S1, leading, holding)))).toHaveLength(1)
  expect(found(...late, when(100_000, becomes(S1, leading, holding)))).toEqual([])
})

test('a lease is over with the reign, and with a crash', () => {
  const newer = when(50_000, elected(S2, { term: 2 }))
  expect(found(...reign, becomes(S1, holding, follower({ term: 1 })), newer)).toEqual([])
  expect(found(...reign, crashes(S1, holding), newer)).toEqual([])
  expect(found(...reign, crashes(S3, follower({})), newer)).toHaveLength(1)
})

test('the lease of a leader is no matter for one of an older term, nor for what a follower once held', () => {
  const newer = [
    elected(S2, { term: 2 }),
    becomes(S2, leader({ term: 2 }), leader({ term: 2, lease: 90_000 })),
  ]
  expect(found(...newer, when(50_000, elected(S1, { term: 1 })))).toEqual([])
})
