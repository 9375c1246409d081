import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shipped, storyOf } from '../../testing/recorded.ts'
import { apart, landmarksOf, type Landmark } from './landmarks.ts'
import { roleSpansOf } from './spans.ts'

test('from afar one reads who leads, who crashes, and what was violated', async () => {
  const story = storyOf(await shipped('zoo/stale-vote-reply.scenario', 'V-E1'))
  const told = landmarksOf(story, [{ position: 4, text: 'an old vote counts' }], roleSpansOf(story))
  expect(told.map(({ position, text }) => [position, text])).toEqual([
    [4, expect.stringMatching(/^leaders are elected by a quorum/u)],
    [4, '1. an old vote counts'],
    [4, 'S1 leads term 2'],
    [7, expect.stringMatching(/^election safety/u)],
    [7, 'S2 leads term 2'],
  ])
})

test('landmarks never stand closer than there is room for, and of two that do the weightier is told', () => {
  const landmark = fc.record({
    position: fc.integer({ min: 0, max: 60 }),
    text: fc.constant(''),
    weight: fc.integer({ min: 1, max: 6 }),
    kind: fc.constant<Landmark['kind']>('fault'),
  })
  fc.assert(
    fc.property(fc.array(landmark, { maxLength: 20 }), fc.integer({ min: 1, max: 30 }), (all, distance) => {
      const told = apart(all, distance)
      const gaps = told.slice(1).map(({ position }, place) => position - (told[place]?.position ?? 0))
      expect(gaps.every((gap) => gap >= distance)).toBe(true)
      for (const left of all.filter((one) => !told.includes(one))) {
        const near = told.filter((one) => Math.abs(one.position - left.position) < distance)
        expect(Math.max(...near.map(({ weight }) => weight))).toBeGreaterThanOrEqual(left.weight)
      }
    }),
  )
})
