import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cyclesOf, roundTrip } from './cycles.ts'

const graphs = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20 }).map((pairs) => {
  const graph = new Map<string, Set<string>>()
  for (const [from, to] of pairs) graph.set(`${from}`, (graph.get(`${from}`) ?? new Set()).add(`${to}`))
  return graph
})

test('two nodes share a cycle exactly when each reaches the other', () => {
  fc.assert(
    fc.property(graphs, fc.nat(7), fc.nat(7), (graph, a, b) => {
      fc.pre(a !== b)
      const together = cyclesOf(graph).some((cycle) => cycle.has(`${a}`) && cycle.has(`${b}`))
      expect(together).toBe(reaches(graph, `${a}`, `${b}`) && reaches(graph, `${b}`, `${a}`))
    }),
  )
})

test('a round trip of a cycle follows the graph, stays in the cycle and meets no node twice', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      for (const [node, targets] of graph) targets.delete(node)
      for (const cycle of cyclesOf(graph)) {
        const way = roundTrip(graph, cycle)
        expect(way.at(-1)).toBe(way[0])
        expect(new Set(way).size).toBe(way.length - 1)
        way
          .slice(1)
          .forEach((to, i) => expect(cycle.has(to) && graph.get(way[i] as string)?.has(to)).toBe(true))
      }
    }),
  )
})

function reaches(graph: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set(graph.get(from) ?? [])
  for (const node of seen) for (const next of graph.get(node) ?? []) seen.add(next)
  return seen.has(to)
}
