import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beginningAt } from './beginning-at.ts'
import { breadthFirst } from './breadth-first.ts'
import { depthFirst } from './depth-first.ts'
import { boundedRaft } from './models/raft/raft.ts'
import { randomWalks } from './random-walks.ts'
import { allGood, graphModel, graphs } from './testing/graph.ts'
import { searchPlainly } from './testing/plainly.ts'
import { smallRaft } from './testing/small-raft.ts'

const rowOf = (node: number): Int32Array => new Int32Array(1 + (node % 3)).fill(node)
const some = fc.array(fc.nat({ max: 23 }), { minLength: 1, maxLength: 4 })

test('what is looked at is what comes after the given states, and the shortest path begins in one of them', () => {
  fc.assert(
    fc.property(graphs, some, (graph, begins) => {
      const model = beginningAt(graphModel(graph), begins.map(rowOf))
      const { levels, shortest } = searchPlainly({ ...graph, begins })
      const { violation, ...found } = breadthFirst(model)
      expect(found.levels).toEqual(levels.map((level) => level.length))
      expect(violation?.path.length).toBe(shortest)
      if (violation !== undefined) expect(begins).toContain(violation.path[0]?.state[0])
    }),
  )
})

test('depth is counted from there', () => {
  fc.assert(
    fc.property(graphs, some, fc.integer({ min: 1, max: 5 }), (graph, begins, depth) => {
      const good = allGood(graph)
      const model = beginningAt(graphModel(good), begins.map(rowOf))
      const levels = searchPlainly({ ...good, begins }, depth).levels.map((level) => level.length)
      expect(breadthFirst(model, { depth }).levels).toEqual(levels)
      expect(depthFirst(model, { depth }).levels).toEqual(levels)
    }),
  )
})

test('from a state on the way to a violation the rest of the way is found', () => {
  const model = { ...boundedRaft(smallRaft), verdict: leads, properties: ['nobody leads'] }
  const { violation } = breadthFirst(model)
  const path = violation?.path ?? []
  expect(path.length).toBeGreaterThan(5)
  const later = path.slice(3)
  const from = beginningAt(model, [(later[0] as (typeof path)[0]).state])
  expect(breadthFirst(from).violation?.path).toHaveLength(later.length)
  const walked = randomWalks(from, { seed: 1, walks: 500, length: 50 }).violation
  expect(walked?.path[0]?.state).toEqual(later[0]?.state)
})

/** Whether one of two servers leads. */
function leads(words: Int32Array, at: number): number {
  return [0, 3].some((word) => (((words[at + word] as number) >>> 3) & 3) === 2) ? 1 : 0
}
