import { describe, expect, test } from 'vitest'
import { Operation } from '../../../core/command.ts'
import { embeddedCore } from '../../targets/core.ts'
import { breadthFirst } from '../breadth-first.ts'
import type { Bounds, Reductions } from './bounds.ts'
import type { Canon } from './content-digest.ts'
import { fixedSets } from './fixed-sets.ts'
import { identity, renamings } from './renaming.ts'
import { PLAIN, small } from './testing/bounds.ts'
import { searchNaively } from './testing/naively.ts'
import { worldModel } from './world-model.ts'

const READ = { operation: Operation.Read, value: 0 }

const searches: readonly (readonly [name: string, bounds: Bounds])[] = [
  ['an election of two', small({ servers: 2, terms: 2 })],
  ['an election of three', small({ budgets: { elections: 2 } })],
  ['what arrives twice', small({ servers: 2, budgets: { duplicates: 1 } })],
  ['what may arrive any number of times', small({ budgets: { duplicates: Infinity } })],
  ['losses that are counted', small({ servers: 2, budgets: { drops: 1 } })],
  ['a crash', small({ servers: 2, terms: 2, budgets: { crashes: 1, duplicates: Infinity } })],
  ['heartbeats', small({ servers: 2, budgets: { heartbeats: 2 } })],
  ['a write, asked twice', small({ servers: 2, operations: [[{}]], budgets: { retries: 1 } })],
  ['a write and a read', small({ servers: 1, operations: [[{}], [READ]] })],
  ['a read index', small({ servers: 2, operations: [[READ]], budgets: { duplicates: Infinity } })],
  ['a registered client', small({ servers: 1, options: { registration: true }, operations: [[{}]] })],
  ['a slow disk', small({ servers: 2, synchronousDisk: false })],
  [
    'a disk that loses what was not flushed',
    small({ servers: 1, terms: 2, synchronousDisk: false, budgets: { crashes: 1, losses: 2 } }),
  ],
  [
    'snapshots',
    small({ servers: 2, options: { snapshotThreshold: 1 }, operations: [[{}]], budgets: { elections: 1 } }),
  ],
  ['pre-votes', small({ servers: 2, options: { preVote: true }, budgets: { elections: 2 } })],
]

describe.each(searches)('%s', (_, bounds) => {
  test('without reductions: the very states that are found by playing every schedule from its start', () => {
    const { levels } = breadthFirst(modelOf(bounds, PLAIN))
    const { options } = bounds.cluster
    expect(levels).toEqual(
      searchNaively(embeddedCore, [], bounds, [identity(options.servers)], canonOf(PLAIN)).levels,
    )
  })

  test('with servers told apart by what they are: one for each set of states that are renamings of each other', () => {
    const symmetry = { ...PLAIN, symmetry: true, deadVariables: true }
    const { levels } = breadthFirst(modelOf(bounds, symmetry))
    const { cluster } = bounds
    const all = renamings(cluster.options.servers, fixedSets(cluster))
    expect(levels).toEqual(searchNaively(embeddedCore, [], bounds, all, canonOf(symmetry)).levels)
  })
})

function modelOf(bounds: Bounds, reductions: Reductions): ReturnType<typeof worldModel> {
  return worldModel({ target: embeddedCore, monitors: [], bounds, reductions })
}

function canonOf({ symmetry, deadVariables }: Reductions): Canon {
  return { withoutDead: deadVariables, readsSnapshots: symmetry }
}
