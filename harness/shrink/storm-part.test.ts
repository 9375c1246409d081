import { expect, test } from 'vitest'
import { Operation } from '../../core/command.ts'
import { FaultKind } from '../plan/fault-kind.ts'
import type { Plan, PlannedOperation } from '../plan/plan.ts'
import { CALM, episode, play } from '../testing/small-plan.ts'
import { stormParts, withPart, type StormPart } from './storm-part.ts'

const S1 = 1
const write = (at: number): PlannedOperation => {
  return { session: 0, operation: Operation.Write, key: 0, value: at, expected: 0, at }
}
const plan: Plan = {
  ...CALM,
  seed: 3,
  stormEnds: 1_000_000,
  length: 1_000_000,
  operations: [write(100_000), write(600_000), write(900_000), write(1_000_001)],
  episodes: [
    episode(FaultKind.Split, { victims: S1, from: 100_000, until: 300_000 }),
    episode(FaultKind.Split, { victims: S1, from: 400_000, until: 800_000 }),
    episode(FaultKind.DownForGood, { victims: S1, from: 100_000, until: 150_000 }),
  ],
}

test('of a storm a part is left, with what is planned in it, what is for good, and what comes after the storm', () => {
  const part = withPart(plan, { parts: 4, halves: 4, luck: 0 })
  expect(part).toMatchObject({ seed: 3, stormEnds: 250_000, length: 250_000 })
  expect(part.operations.map(({ at, value }) => [at, value])).toEqual([
    [100_000, 600_000],
    [250_001, 1_000_001],
  ])
  expect(part.episodes.map(({ fault, from, until }) => [fault, from, until])).toEqual([
    [FaultKind.Split, 0, 250_000],
    [FaultKind.DownForGood, 0, 0],
  ])
})

test('with other luck the same is planned, and other things happen', () => {
  const lucks = [0, 1].map((luck) => withPart(plan, { parts: 2, halves: 1, luck }))
  expect(new Set(lucks.map(({ seed }) => seed)).size).toBe(2)
  const { seed, options } = lucks[1] as Plan
  expect(lucks[1]).toEqual({ ...lucks[0], seed, options })
  expect([0, 1, 2].map((luck) => thresholdOf(10, luck))).toEqual([10, 2, 10])
  expect([0, 1].map((threshold) => thresholdOf(threshold, 1))).toEqual([0, 1])
  expect(play(lucks[0] as Plan).done).not.toEqual(play(lucks[1] as Plan).done)
})

test('short parts are tried before long ones, from the end of the storm to its beginning, and all again with new luck', () => {
  const all = Array.from(take(stormParts(), 2000))
  expect(all[0]).toEqual({ parts: 32, halves: 62, luck: 0 })
  const again = all.findIndex(({ luck }) => luck === 4)
  expect(all.slice(again - 1, again + 1)).toEqual([
    { parts: 2, halves: 0, luck: 3 },
    { parts: 32, halves: 62, luck: 4 },
  ])
  const ends = all.slice(0, again).filter(({ halves, parts }) => halves === 2 * parts - 2)
  expect(ends.map((part) => withPart(plan, part).operations.some(({ value }) => value === 900_000))).toEqual(
    ends.map(({ parts }) => parts <= 8),
  )
})

function thresholdOf(snapshotThreshold: number, luck: number): number {
  const options = { ...plan.options, snapshotThreshold }
  return withPart({ ...plan, options }, { parts: 2, halves: 1, luck }).options.snapshotThreshold
}

function* take(parts: Iterable<StormPart>, most: number): Generator<StormPart> {
  let taken = 0
  for (const part of parts) {
    if (taken++ === most) return
    yield part
  }
}
