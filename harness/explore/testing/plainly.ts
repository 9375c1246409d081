import type { Graph } from './graph.ts'

/** What a search of a graph comes to, told by sets and lists. */
export interface Plain {
  /** By depth: the nodes whose shortest path ends there. */
  readonly levels: readonly (readonly number[])[]
  readonly generated: number
  /** How many nodes the shortest path to a violation has; `undefined`: there is none. */
  readonly shortest: number | undefined
}

/** Searches a graph breadth first, in the plainest way, up to a depth; it finishes the level of the first violation. */
export function searchPlainly({ begins, edges, badNodes, badEdges }: Graph, deepest = Infinity): Plain {
  const seen = new Set(begins)
  const levels = [[...seen]]
  let generated = begins.length
  let shortest = levels[0]?.some((node) => badNodes.includes(node)) ? 1 : undefined
  while (shortest === undefined && levels.length < deepest) {
    const next: number[] = []
    for (const from of levels.at(-1) ?? []) {
      edges[from]?.forEach((to, ordinal) => {
        generated++
        if (badEdges.some(([one, other]) => one === from && other === ordinal)) shortest = levels.length + 1
        if (seen.has(to)) return
        seen.add(to)
        next.push(to)
        if (badNodes.includes(to)) shortest = levels.length + 1
      })
    }
    if (next.length === 0) break
    levels.push(next)
  }
  return { levels, generated, shortest }
}
