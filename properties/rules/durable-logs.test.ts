import { expect, test } from 'vitest'
import { DiskFile } from '../../core/effect.ts'
import { ActionKind } from '../../harness/world/action.ts'
import type { Observation } from '../../harness/observation.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { becomes, findings, flushed, follower, having, S1, starts } from '../testing/sightings.ts'
import { durableLogs } from './durable-logs.ts'

const has = (log: string, durableIndex: number): Observation => ({ ...follower({ log }), durableIndex })
const writes = (before: Observation, after: Observation): Transition =>
  having(becomes(S1, before, after), { wrote: [DiskFile.Log] })
const flush = (
  before: Observation,
  after: Observation,
  log: readonly [number, number],
  behind = 0,
): Transition => {
  const does = { kind: ActionKind.Flush, topic: DiskFile.Log }
  return { ...flushed(having(becomes(S1, before, after), { does }), { log }), behind }
}
const found = (...story: Transition[]): string[] => findings(durableLogs, story).map(({ reason }) => reason)

test('what is flushed counts, while more is on its way', () => {
  const story = [starts(S1, has('', 0)), writes(has('', 0), has('1', 0)), writes(has('1', 0), has('1 1', 0))]
  expect(found(...story, flush(has('1 1', 0), has('1 1', 1), [1, 1], 1))).toEqual([])
  expect(found(...story, flush(has('1 1', 0), has('1 1', 0), [1, 1], 1))).toEqual([
    'a server that takes its log to be durable less far than it was flushed',
  ])
})

test('what was cut off meanwhile does not count, and what stands in its place does not by that', () => {
  const cut = [
    starts(S1, has('', 0)),
    writes(has('', 0), has('1 1', 0)),
    writes(has('1 1', 0), has('1 2 2', 0)),
  ]
  expect(found(...cut, flush(has('1 2 2', 0), has('1 2 2', 0), [2, 1], 1))).toEqual([])
  expect(found(...cut, flush(has('1 2 2', 0), has('1 2 2', 2), [2, 1], 1))).toEqual([
    'a server that takes its log to be durable further than it was flushed',
  ])
  expect(found(...cut, flush(has('1 2 2', 0), has('1 2 2', 0), [3, 2]))).toHaveLength(1)
})

test('nor does a flush take back what was durable', () => {
  expect(found(flush(has('1 1', 2), has('1 1', 1), [1, 1]))).toEqual([
    'a server that takes its log to be durable less far than it was',
  ])
})
