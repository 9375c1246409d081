import { expect, test } from 'vitest'
import { Operation } from '../../../core/command.ts'
import { embeddedCore } from '../../targets/core.ts'
import { breadthFirst } from '../breadth-first.ts'
import type { Bounds, Reductions } from './bounds.ts'
import { PLAIN, small } from './testing/bounds.ts'
import { worldModel } from './world-model.ts'

const READ = { operation: Operation.Read, value: 0 }

const searches: readonly (readonly [name: string, bounds: Bounds])[] = [
  ['elections', small({ servers: 2, terms: 3 })],
  ['a split vote', small({ servers: 3 })],
  ['crashes', small({ servers: 2, terms: 2, budgets: { crashes: 2, duplicates: Infinity } })],
  ['heartbeats and copies', small({ servers: 2, terms: 2, budgets: { heartbeats: 2, duplicates: 1 } })],
  ['writes', small({ servers: 2, terms: 2, operations: [[{}, {}]], budgets: { duplicates: Infinity } })],
  ['reads', small({ servers: 2, terms: 2, operations: [[{}], [READ]], budgets: { elections: 2 } })],
  ['a registered client', small({ servers: 2, options: { registration: true }, operations: [[{}]] })],
  [
    'pre-votes',
    small({ servers: 2, terms: 2, options: { preVote: true }, budgets: { elections: 2, lapses: 1 } }),
  ],
  [
    'snapshots',
    small({ servers: 2, terms: 2, options: { snapshotThreshold: 1 }, budgets: { duplicates: Infinity } }),
  ],
  [
    'a slow disk',
    small({ servers: 2, terms: 2, synchronousDisk: false, budgets: { elections: 2, crashes: 1 } }),
  ],
]

test.each(searches)('%s: without dead messages servers come to the same states', (_, bounds) => {
  const whole = statesOfServers(bounds, PLAIN)
  const reduced = statesOfServers(bounds, { ...PLAIN, deadMessages: true })
  expect(reduced.servers).toEqual(whole.servers)
  expect(reduced.states).toBeLessThan(whole.states)
})

/** All that servers were, together, in some state. */
function statesOfServers(
  bounds: Bounds,
  reductions: Reductions,
): { readonly servers: Set<string>; readonly states: number } {
  const model = worldModel({ target: embeddedCore, monitors: [], bounds, reductions })
  const { reactions } = model.expansion
  const all = new Set<string>()
  const { states } = breadthFirst({
    ...model,
    verdict(words, at) {
      const seats = words.subarray(at, at + bounds.cluster.options.servers)
      all.add(
        [...seats].map((seat) => reactions.seats.prints.subarray(2 * seat, 2 * seat + 2).join()).join(' '),
      )
      return 0
    },
  })
  return { servers: all, states }
}
