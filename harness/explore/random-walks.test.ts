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
  })
})

test('equal seeds take equal walks, and others take others', () => {
  const model = graphModel({ begins: [0], edges: ring, badNodes: [6], badEdges: [] })
  const paths = [1, 1, 2, 3].map((seed) => randomWalks(model, { seed, walks: 50, length: 50 }).violation)
  expect(paths[1]).toEqual(paths[0])
  expect(new Set(paths.map((one) => JSON.stringify(one))).size).toBeGreaterThan(2)
})
