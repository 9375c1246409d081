import { describe, expect, test } from 'vitest'
import { Operation } from '../../core/command.ts'
import { breadthFirst } from '../../harness/explore/breadth-first.ts'
import type { Bounds, Reductions } from '../../harness/explore/world/bounds.ts'
import { reachedIn, type Sightings } from '../../harness/explore/world/reached-in.ts'
import { identity } from '../../harness/explore/world/renaming.ts'
import { PLAIN, REDUCED, small } from '../../harness/explore/world/testing/bounds.ts'
import { searchNaively } from '../../harness/explore/world/testing/naively.ts'
import { worldModel } from '../../harness/explore/world/world-model.ts'
import { embeddedCore } from '../../harness/targets/core.ts'
import { situations } from '../situations.ts'

const READ = { operation: Operation.Read, value: 0 }

const searches: readonly (readonly [name: string, bounds: Bounds])[] = [
  ['an election of two', small({ servers: 2, terms: 2 })],
  ['an election of three', small()],
  ['copies of messages', small({ budgets: { duplicates: Infinity } })],
  ['a crash', small({ servers: 2, terms: 2, budgets: { crashes: 1, duplicates: Infinity } })],
  ['a write, asked twice', small({ servers: 2, operations: [[{}]], budgets: { retries: 1 } })],
  ['a read', small({ servers: 2, operations: [[READ]], budgets: { retries: 1, duplicates: Infinity } })],
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
  const naive = searchNaively(
    embeddedCore,
    [],
    bounds,
    [identity(bounds.cluster.options.servers)],
    { withoutDead: false, readsSnapshots: false },
    situations,
  )

  test.each([
    ['without reductions', PLAIN],
    ['with all of them', REDUCED],
  ] as const)('%s a search reaches what schedules played one by one do, as early', (_name, reductions) => {
    const { reached, notAsked } = sightings(bounds, reductions)
    const expected = Object.entries(naive.reached).filter(([name]) => !notAsked.includes(name))
    expect(Object.fromEntries(reached.map(({ name, depth }) => [name, depth]))).toEqual(
      Object.fromEntries(expected),
    )
  })
})

function sightings(bounds: Bounds, reductions: Reductions): Sightings {
  const model = worldModel({ target: embeddedCore, monitors: [], bounds, reductions, situations })
  expect(breadthFirst(model).verdict).toBe('ok')
  return reachedIn(model)
}
