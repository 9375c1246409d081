import fc from 'fast-check'
import { expect, test } from 'vitest'
import { breadthFirst } from './breadth-first.ts'
import type { Exploration } from './exploration.ts'
import { twoPhaseCommit } from './models/two-phase-commit.ts'
import { allGood, graphModel, graphs, type Graph } from './testing/graph.ts'
import { searchPlainly } from './testing/plainly.ts'

test('finds the states of any graph, level by level, as a search with sets and lists does', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const good = allGood(graph)
      const { levels, generated } = searchPlainly(good)
      expect(breadthFirst(graphModel(good))).toMatchObject({
        verdict: 'ok',
        cut: undefined,
        states: levels.flat().length,
        generated,
        depth: levels.length,
        judgedDepth: levels.length,
        levels: levels.map((level) => level.length),
        frontier: 0,
        violation: undefined,
      })
    }),
  )
})

test('comes to a bad node or over a bad edge by a path as short as can be, which can be walked', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const { shortest } = searchPlainly(graph)
      const exploration = breadthFirst(graphModel(graph))
      expect(exploration.verdict).toBe(shortest === undefined ? 'ok' : 'violation')
      expect(exploration.violation?.path.length).toBe(shortest)
      if (exploration.violation !== undefined) expectWalkable(graph, exploration)
    }),
  )
})

test('cut by depth it has judged what is so deep, knows how many states wait there, and says that it cannot tell', () => {
  fc.assert(
    fc.property(graphs, fc.integer({ min: 1, max: 6 }), (graph, depth) => {
      const good = allGood(graph)
      const { levels } = searchPlainly(good, depth)
      const cut = levels.length === depth
      expect(breadthFirst(graphModel(good), { depth })).toMatchObject({
        verdict: cut ? 'undecided' : 'ok',
        cut: cut ? 'depth' : undefined,
        states: levels.flat().length,
        judgedDepth: levels.length,
        frontier: cut ? levels.at(-1)?.length : 0,
      })
    }),
  )
})

test('out of states or of memory it ends with what it knows, never as ok', () => {
  const model = twoPhaseCommit({ managers: 5 })
  const whole = breadthFirst(model)
  expect(breadthFirst(model, { states: whole.states }).verdict).toBe('ok')
  const limits = [{ states: 4000 }, { bytes: 300_000 }] as const
  for (const [i, limit] of limits.entries()) {
    const { verdict, cut, states, depth, judgedDepth, levels, frontier } = breadthFirst(model, limit)
    expect({ verdict, cut }).toEqual({ verdict: 'undecided', cut: ['states', 'memory'][i] })
    expect(states).toBeLessThan(whole.states)
    expect(states).toBeGreaterThan(500)
    expect(frontier).toBeGreaterThan(0)
    expect(judgedDepth).toBe(depth - 1)
    expect(levels.slice(0, judgedDepth)).toEqual(whole.levels.slice(0, judgedDepth))
  }
})

test('so it does when there is no memory left for another array', () => {
  let calls = 0
  const ring = Array.from({ length: 24 }, (_, node) => [(node + 1) % 24])
  const model = graphModel({ begins: [0], edges: ring, badNodes: [], badEdges: [] })
  const { verdict, cut, states, judgedDepth } = breadthFirst({
    ...model,
    expand: (...given) => (calls++ < 9 ? model.expand(...given) : void new Int32Array(2 ** 40)),
  })
  expect({ verdict, cut, states, judgedDepth }).toEqual({
    verdict: 'undecided',
    cut: 'memory',
    states: 10,
    judgedDepth: 10,
  })
})

test('a violation found before memory runs out is told', () => {
  const model = twoPhaseCommit({ managers: 5 })
  const bad = { ...model, verdict: (words: Int32Array, at: number) => (words[at + 1] === 1 ? 1 : 0) }
  // The transaction manager commits once each of five has prepared and been heard: eleven steps.
  expect(breadthFirst(bad, { states: 8000 }).violation?.path).toHaveLength(12)
})

test('tells an onlooker how far it is', () => {
  const told: number[] = []
  const { states } = breadthFirst(twoPhaseCommit({ managers: 7 }), {}, (progress) => {
    expect(progress.levels.at(-1)).toBeGreaterThanOrEqual(progress.waiting)
    told.push(progress.states)
  })
  expect(told).toHaveLength(4)
  expect(told.at(-1)).toBeLessThanOrEqual(states)
})

test('a model that gives other successors the second time is named', () => {
  let calls = 0
  const fickle = graphModel({ begins: [0], edges: [[1], [2], []], badNodes: [2], badEdges: [] })
  const model: typeof fickle = {
    ...fickle,
    expand: (...given) => (calls++ < 2 ? fickle.expand(...given) : undefined),
  }
  expect(() => breadthFirst(model)).toThrow(
    'The model "graph" gives other successors than it gave before: step 1 of a path should go to number 0 of them, and there are 0.',
  )
})

function expectWalkable({ begins, edges, badNodes, badEdges }: Graph, { violation }: Exploration): void {
  const path = violation?.path ?? []
  const nodes = path.map(({ state }) => state[0] as number)
  expect(begins).toContain(nodes[0])
  path.slice(1).forEach(({ action, name }, i) => {
    expect(edges[nodes[i] as number]?.[action]).toBe(nodes[i + 1])
    expect(name).toBe(`${nodes[i]}→${nodes[i + 1]}`)
  })
  const bad =
    violation?.property === 'no bad node'
      ? badNodes.includes(nodes.at(-1) as number)
      : badEdges.some(([from, ordinal]) => from === nodes.at(-2) && ordinal === path.at(-1)?.action)
  expect(bad).toBe(true)
}
