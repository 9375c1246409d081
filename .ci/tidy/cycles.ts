/** Which nodes each node points at. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>

/**
 * The cycles of a graph as its strongly connected components of two nodes or more: each the set of nodes of which every
 * one reaches every other. Tarjan's algorithm.
 */
export function cyclesOf(graph: Graph): readonly ReadonlySet<string>[] {
  const order = new Map<string, number>()
  const path: string[] = []
  const open = new Set<string>()
  const cycles: ReadonlySet<string>[] = []

  const reach = (node: string): number => {
    let low = order.size
    order.set(node, low)
    path.push(node)
    open.add(node)
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) low = Math.min(low, reach(next))
      else if (open.has(next)) low = Math.min(low, order.get(next) as number)
    }
    if (low === order.get(node)) close(node)
    return low
  }

  const close = (node: string): void => {
    const component = path.splice(path.indexOf(node))
    for (const member of component) open.delete(member)
    if (component.length > 1) cycles.push(new Set(component))
  }

  for (const node of graph.keys()) if (!order.has(node)) reach(node)
  return cycles
}

/** A shortest way around one of the cycles that `cyclesOf` gave: its nodes in order, the first again at the end. */
export function roundTrip(graph: Graph, cycle: ReadonlySet<string>): readonly string[] {
  const ways = [...cycle].map((node) => wayBack(graph, node))
  return ways.reduce((shortest, way) => (way.length < shortest.length ? way : shortest))
}

/** Breadth first, so that the first way back that is found is a shortest one. */
function wayBack(graph: Graph, start: string): string[] {
  const cameFrom = new Map<string, string>()
  const queue = [start]
  for (const node of queue) {
    for (const next of graph.get(node) ?? []) {
      if (next === start) return [...trail(cameFrom, node), start]
      if (cameFrom.has(next)) continue
      cameFrom.set(next, node)
      queue.push(next)
    }
  }
  throw new Error(`${start} is on no cycle`)
}

function trail(cameFrom: ReadonlyMap<string, string>, end: string): string[] {
  const before = cameFrom.get(end)
  return before === undefined ? [end] : [...trail(cameFrom, before), end]
}
