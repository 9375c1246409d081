import { expect, test } from 'vitest'
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

/** All reductions but the one after which nobody is down. */
const ALL_UP = { ...REDUCED, partialOrder: false }

const READ = { operation: Operation.Read, value: 0 }

const TOLD_APART = { withoutDead: false, readsSnapshots: false }

const searches: readonly (readonly [name: string, bounds: Bounds])[] = [
  ['an election of two', small({ servers: 2, terms: 2 })],
  ['copies of messages', small({ budgets: { elections: 2, duplicates: Infinity } })],
  ['a crash', small({ servers: 2, terms: 2, budgets: { elections: 2, crashes: 1, duplicates: Infinity } })],
  [
    'a slow disk, and a crash',
    small({ servers: 2, terms: 2, synchronousDisk: false, budgets: { elections: 2, crashes: 1 } }),
  ],
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
  [
    'entries sent ahead',
    small({
      servers: 2,
      options: { maxInFlight: 2 },
      operations: [[{}, {}]],
      budgets: { elections: 1, heartbeats: 1, duplicates: Infinity },
    }),
  ],
  ['pre-votes', small({ servers: 2, options: { preVote: true }, budgets: { elections: 2 } })],
]

test.each(searches)('%s: a search reaches what schedules played one by one do, as early', (_, bounds) => {
  const renaming = identity(bounds.cluster.options.servers)
  const naive = searchNaively(embeddedCore, [], bounds, [renaming], TOLD_APART, situations)
  for (const reductions of [PLAIN, ALL_UP]) {
    const { reached, notAsked } = sightings(bounds, reductions)
    const expected = Object.entries(naive.reached).filter(([name]) => !notAsked.includes(name))
    expect(Object.fromEntries(reached.map(({ name, depth }) => [name, depth]))).toEqual(
      Object.fromEntries(expected),
    )
  }
})

test('those that go by what servers were before, and by a memory, are not asked', () => {
  expect(sightings(small({ servers: 2, terms: 2, budgets: { crashes: 1 } }), PLAIN).notAsked).toEqual([
    'hole-in-the-journal',
    'keeps-its-vote',
  ])
})

function sightings(bounds: Bounds, reductions: Reductions): Sightings {
  const model = worldModel({ target: embeddedCore, monitors: [], bounds, reductions, situations })
  expect(breadthFirst(model).verdict).toBe('ok')
  return reachedIn(model)
}
