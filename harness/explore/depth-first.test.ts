import fc from 'fast-check'
import { expect, test } from 'vitest'
import { depthFirst } from './depth-first.ts'
import { boundedRaft } from './models/raft/raft.ts'
import { breadthFirst } from './breadth-first.ts'
import { allGood, graphModel, graphs } from './testing/graph.ts'
import { searchPlainly } from './testing/plainly.ts'
import { smallRaft } from './testing/small-raft.ts'

test('up to any depth it finds the states that are so deep by their shortest path, whatever it met first', () => {
  fc.assert(
    fc.property(graphs, fc.integer({ min: 1, max: 8 }), (graph, depth) => {
      const good = allGood(graph)
      const { levels } = searchPlainly(good, depth)
      const cut = levels.length === depth
      expect(depthFirst(graphModel(good), { depth })).toMatchObject({
        verdict: cut ? 'undecided' : 'ok',
        states: levels.flat().length,
        levels: levels.map((level) => level.length),
        frontier: cut ? levels.at(-1)?.length : 0,
      })
    }),
    { numRuns: 500 },
  )
})

test('a state met at the bound is expanded when a shorter way to it turns up', () => {
  // The newest edge is followed first: 0 → 1 → 2 → 3 comes before 0 → 3, behind which the bad node is.
  const graph = { begins: [0], edges: [[3, 1], [2], [3], [4], []], badNodes: [4], badEdges: [] }
  const { violation } = depthFirst(graphModel(graph), { depth: 4 })
  expect(violation?.path.map(({ state }) => state[0])).toEqual([0, 3, 4])
})

test('without a bound it takes each step once, as a search breadth first does', () => {
  const model = boundedRaft(smallRaft)
  const { states, generated } = breadthFirst(model)
  expect(depthFirst(model)).toMatchObject({ verdict: 'ok', states, generated })
})

test('it finds a violation where there is one, by a path that can be walked', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const { shortest } = searchPlainly(graph)
      const { verdict, violation } = depthFirst(graphModel(graph))
      expect(verdict).toBe(shortest === undefined ? 'ok' : 'violation')
      const nodes = violation?.path.map(({ state }) => state[0] as number) ?? []
      nodes.slice(1).forEach((to, i) => expect(graph.edges[nodes[i] as number]).toContain(to))
    }),
  )
})

test('out of states or of memory it cannot tell', () => {
  const model = boundedRaft(smallRaft)
  expect(depthFirst(model, { states: 500 })).toMatchObject({ verdict: 'undecided', cut: 'states' })
  expect(depthFirst(model, { bytes: 20_000 })).toMatchObject({ verdict: 'undecided', cut: 'memory' })
})

test('it can be asked time and again how far it is, and ended', () => {
  const model = boundedRaft(smallRaft)
  const whole = depthFirst(model)
  const seen: number[] = []
  const go = depthFirst(model, {}, ({ states }) => (seen.push(states), 'go on'))
  expect(go).toEqual(whole)
  expect(seen.length).toBeGreaterThan(5)
  const left = depthFirst(model, {}, ({ states, waiting }) =>
    states > 1000 && waiting > 0 ? 'stop' : 'go on',
  )
  expect(left).toMatchObject({ verdict: 'undecided', cut: 'stopped', judgedDepth: 0 })
  expect(left.states).toBeLessThan(whole.states)
  expect(left.frontier).toBeGreaterThan(0)
})
