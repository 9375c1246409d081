import { cyclesOf, roundTrip, type Graph } from '../cycles.ts'
import { importsOf } from '../imports.ts'
import { COMPOSERS } from '../room-names.ts'
import { finding, folderOf, productSources, type Rule, type Source } from '../source.ts'

/** An import of one file by another, and the nodes of a graph that they stand for. */
interface Edge {
  readonly path: string
  readonly line: number
  readonly target: string
  readonly from: string
  readonly to: string
}

/**
 * No import cycle between folders, type imports included. A folder and the folders in it are nodes of their own; files
 * that lie directly in a room, or in the root, are none: those are the words that a room shares, and its ways in.
 */
export const folderCycles: Rule = (sources) => {
  const edges = edgesOf(sources, nodeOf, () => true)
  return cyclic(edges, 'no cycle between folders is allowed, types included')
}

/** No cycle of files that load one another; imports of types load nothing. */
export const fileCycles: Rule = (sources) => {
  const edges = edgesOf(
    sources,
    (path) => path,
    (loads) => loads,
  )
  return cyclic(edges, 'no cycle between files is allowed but of `import type`')
}

function nodeOf(path: string): string | undefined {
  const folder = folderOf(path)
  return folder.includes('/') || COMPOSERS.includes(folder) ? folder : undefined
}

function edgesOf(
  sources: readonly Source[],
  node: (path: string) => string | undefined,
  counts: (loads: boolean) => boolean,
): Edge[] {
  const product = productSources(sources)
  const paths = new Set(product.map(({ path }) => path))
  return product.flatMap((source) =>
    importsOf(source)
      .filter(({ target, loads }) => paths.has(target) && counts(loads))
      .flatMap(({ line, target }) => {
        const [from, to] = [node(source.path), node(target)]
        if (from === undefined || to === undefined || from === to) return []
        return [{ path: source.path, line, target, from, to }]
      }),
  )
}

/** For each knot of cycles a shortest one, and for each step of it the first import that takes it. */
function cyclic(edges: readonly Edge[], allowed: string): string[] {
  const graph = graphOf(edges)
  return cyclesOf(graph).flatMap((cycle) => {
    const way = roundTrip(graph, cycle)
    return way.slice(1).map((to, i) => {
      const [first, ...more] = edges.filter((edge) => edge.from === way[i] && edge.to === to) as [
        Edge,
        ...Edge[],
      ]
      const others = more.length === 0 ? '' : ` (and ${more.length} more like it)`
      return finding(
        first.path,
        first.line,
        `imports ${first.target}${others}, a step of the cycle ${way.join(' → ')}`,
        allowed,
      )
    })
  })
}

function graphOf(edges: readonly Edge[]): Graph {
  const graph = new Map<string, Set<string>>()
  for (const { from, to } of edges) graph.set(from, (graph.get(from) ?? new Set()).add(to))
  return graph
}
