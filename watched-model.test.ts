import { expect, test } from 'vitest'
import { breadthFirst } from './harness/explore/breadth-first.ts'
import { depthFirst } from './harness/explore/depth-first.ts'
import type { Progress } from './harness/explore/exploration.ts'
import { boundedRaft } from './harness/explore/models/raft/raft.ts'
import { smallRaft } from './harness/explore/testing/small-raft.ts'
import { watchedModel, type Ending } from './watched-model.ts'

const bytes = (): number => 7

test('whoever looks on changes nothing of a search, and sees its levels as they are', () => {
  const seen: Progress[] = []
  const look = (progress: Progress): undefined =>
    void seen.push({ ...progress, levels: progress.levels.slice() })
  const whole = breadthFirst(boundedRaft(smallRaft))
  const watched = watchedModel(boundedRaft(smallRaft), { look, bytes, byLevel: true })
  expect(breadthFirst(watched.model)).toEqual(whole)
  expect(watched.ended()).toBeUndefined()
  expect(seen.length).toBeGreaterThan(1)
  for (const { levels, depth, states, waiting, found } of seen) {
    expect(levels).toEqual(whole.levels.slice(0, depth))
    expect(states).toBe(levels.reduce((sum, count) => sum + count, 0) + found)
    expect(waiting).toBeGreaterThan(0)
  }
})

test('a search that is ended runs dry, and it is known how far it was', () => {
  let looks = 0
  const look = (): Ending | undefined => (++looks === 3 ? 'interrupted' : undefined)
  const watched = watchedModel(boundedRaft(smallRaft), { look, bytes, byLevel: true })
  const dry = breadthFirst(watched.model)
  const whole = breadthFirst(boundedRaft(smallRaft))
  const ended = watched.ended()
  expect(ended).toMatchObject({ ending: 'interrupted', progress: { bytes: 7 } })
  // What the last batch had led to before is met all the same.
  expect(ended?.progress.states).toBeLessThanOrEqual(dry.states)
  expect(dry.states).toBeLessThan(whole.states)
  expect(ended?.progress.levels).toEqual(whole.levels.slice(0, ended?.progress.depth))
  expect(looks).toBe(3)
})

test('what was found before the end is still told, with its path', () => {
  const model = boundedRaft(smallRaft)
  let count = 0
  const broken = { ...model, verdict: () => (++count === 3000 ? 1 : 0) }
  const look = (): Ending | undefined => (count > 3000 ? 'memory' : undefined)
  const watched = watchedModel(broken, { look, bytes, byLevel: false })
  const plainly = depthFirst(broken)
  count = 0
  expect(depthFirst(watched.model).violation?.path.length).toBe(plainly.violation?.path.length)
})
