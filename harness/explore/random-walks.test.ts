import { expect, test } from 'vitest'
import { randomWalks } from './random-walks.ts'
import { graphModel } from './testing/graph.ts'

const ring = Array.from({ length: 12 }, (_, node) => [(node + 1) % 12, (node + 11) % 12])

test('walks that are long enough come to a bad node, and the path leads there', () => {
  const model = graphModel({ begins: [0], edges: ring, badNodes: [5], badEdges: [] })
  const { verdict, violation } = randomWalks(model, { seed: 1, walks: 100, length: 100 })
  expect(verdict).toBe('violation')
  expect(violation?.path.at(-1)?.state[0]).toBe(5)
})

test('walks that find nothing cannot tell, and a walk that can go nowhere ends', () => {
  const model = graphModel({ begins: [0], edges: [[1], []], badNodes: [], badEdges: [] })
  expect(randomWalks(model, { seed: 1, walks: 3, length: 100 })).toMatchObject({
    verdict: 'undecided',
    walks: 3,
    steps: 6,
    states: 2,
    deepest: 2,
    stuck: 3,
  })
})

test('what walks have gone through is told: how many states in all, and how many different ones', () => {
  const model = graphModel({ begins: [0], edges: ring, badNodes: [], badEdges: [] })
  const whole = { steps: 4000, states: 12, deepest: 40, stuck: 0 }
  expect(randomWalks(model, { seed: 1, walks: 100, length: 40 })).toMatchObject(whole)
  const short = randomWalks(model, { seed: 1, walks: 100, length: 4 })
  // Three steps either way.
  expect(short).toMatchObject({ steps: 400, states: 7, deepest: 4 })
})

test('an onlooker is told now and then', () => {
  const model = graphModel({ begins: [0], edges: ring, badNodes: [], badEdges: [] })
  const told: number[] = []
  randomWalks(model, { seed: 1, walks: 2000, length: 100 }, ({ walks, steps }) => {
    expect(steps).toBe(100 * walks)
    told.push(walks)
  })
  expect(told).toEqual([656, 1312, 1968])
})

test('equal seeds take equal walks, and others take others', () => {
  const model = graphModel({ begins: [0], edges: ring, badNodes: [6], badEdges: [] })
  const paths = [1, 1, 2, 3].map((seed) => randomWalks(model, { seed, walks: 50, length: 50 }).violation)
  expect(paths[1]).toEqual(paths[0])
  expect(new Set(paths.map((one) => JSON.stringify(one))).size).toBeGreaterThan(2)
})
