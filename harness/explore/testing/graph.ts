import fc, { type Arbitrary } from 'fast-check'
import { fold, spread } from '../../mix.ts'
import type { Model } from '../model.ts'
import { addSuccessor, roomFor, type Successors } from '../successors.ts'

/** A graph: where runs begin, where each node's edges lead (in order; equal ones may repeat), and which nodes and edges are bad. */
export interface Graph {
  readonly begins: readonly number[]
  readonly edges: readonly (readonly number[])[]
  readonly badNodes: readonly number[]
  readonly badEdges: readonly (readonly [from: number, ordinal: number])[]
}

const node = fc.nat({ max: 23 })

/** Graphs of up to 24 nodes, of which some are bad or have bad edges. */
export const graphs: Arbitrary<Graph> = fc.record({
  begins: fc.array(node, { minLength: 1, maxLength: 3 }),
  edges: fc.array(fc.array(node, { maxLength: 3 }), { minLength: 24, maxLength: 24 }),
  badNodes: fc.oneof(fc.constant([]), fc.array(node, { maxLength: 2 })),
  badEdges: fc.oneof(fc.constant([]), fc.array(fc.tuple(node, fc.nat({ max: 2 })), { maxLength: 2 })),
})

/** A graph whose nothing is bad. */
export function allGood({ begins, edges }: Graph): Graph {
  return { begins, edges, badNodes: [], badEdges: [] }
}

/** A graph as a model: a node's row is its number, as often as it says, so that rows differ in length. */
export function graphModel({ begins, edges, badNodes, badEdges }: Graph): Model {
  const add = (successors: Successors, to: number, action: number, verdict: number): void => {
    const length = 1 + (to % 3)
    const at = roomFor(successors, length)
    successors.words.fill(to, at, at + length)
    addSuccessor(successors, length, spread(fold(1, to)), spread(fold(2, to)), action, verdict)
  }
  return {
    name: 'graph',
    properties: ['no bad node', 'no bad edge'],
    begin: (successors) => begins.forEach((to) => add(successors, to, -1, 0)),
    expand(words, at, _length, successors) {
      const from = words[at] as number
      edges[from]?.forEach((to, ordinal) => {
        const bad = badEdges.some(([one, other]) => one === from && other === ordinal)
        add(successors, to, ordinal, bad ? 2 : 0)
      })
    },
    fingerprint(words, at, _length, print) {
      print[0] = spread(fold(1, words[at] as number))
      print[1] = spread(fold(2, words[at] as number))
    },
    verdict: (words, at) => (badNodes.includes(words[at] as number) ? 1 : 0),
    actionName: (words, at, _length, action) => `${words[at]}→${edges[words[at] as number]?.[action]}`,
    stateText: (words, at) => `node ${words[at]}`,
  }
}
