import { expect, test } from 'vitest'
import { check } from './check.ts'
import { PRESETS, shapeOf, type Preset } from './commands/check/presets.ts'
import type { Shape } from './commands/check/shape.ts'
import { boundsOf } from './commands/check/bounds-of.ts'
import type { RunTarget } from './run.ts'
import type { Cluster } from './harness/world/cluster.ts'
import { embeddedCore } from './harness/targets/core.ts'
import { loadTarget } from './harness/targets/load-target.ts'
import {
  BEYOND_SEARCHES,
  boundsOfSearch,
  reductionsOfSearch,
  ZOO_SEARCHES,
  type ZooSearch,
} from './scenarios/zoo/searches.ts'
import { witnessOf } from './scenarios/zoo/witness-of.ts'
import { findBug, listBugs, type Bug } from './scenarios/zoo/zoo.ts'

/** How many states there are up to the level at which each is found, of a dozen that take a moment. */
const STATES: Readonly<Record<string, number>> = {
  'V-A1': 285,
  'V-C1': 35,
  'V-D1': 640,
  'V-D8': 143,
  'V-E1': 487,
  'V-E3': 107,
  'V-E9': 9,
  'V-L3': 138,
  'V-L5': 625,
  'V-L11': 828,
  'V-M4': 437,
  'V-M8': 53,
  'V-S5': 3_644,
  'V-S7': 28,
}

const ALL = { symmetry: true, deadVariables: true, deadMessages: true, partialOrder: false }

const NONE = { symmetry: false, deadVariables: false, deadMessages: false, partialOrder: false }

async function subjectOf({ bug }: ZooSearch): Promise<{ subject: RunTarget; cluster: Cluster }> {
  const found = findBug(bug).bug as Bug
  const spec = { kind: 'core', patch: found.patch } as const
  return { subject: { spec, target: await loadTarget(spec) }, cluster: witnessOf(found).cluster }
}

const rowOf = (name: string): ZooSearch => ZOO_SEARCHES.find(({ bug }) => bug === name) as ZooSearch

test('every bug of the zoo is within reach of a search, or it is said why not', () => {
  const told = [...ZOO_SEARCHES.map(({ bug }) => bug), ...Object.keys(BEYOND_SEARCHES)]
  expect(told.toSorted()).toEqual(
    listBugs()
      .map(({ name }) => name)
      .toSorted(),
  )
})

test('what a search finds a bug by is what its header names', () => {
  for (const { bug, property } of ZOO_SEARCHES)
    expect(listBugs().find(({ name }) => name === bug)?.property).toContain(property)
})

test.each(Object.entries(STATES))(
  'a search finds %s within %i states by the shortest story, and no reduction makes it longer or hides it',
  async (name, states) => {
    const row = rowOf(name)
    const { subject, cluster } = await subjectOf(row)
    const bounds = boundsOfSearch(row, cluster)
    const { exploration, story } = check({ subject, bounds, reductions: reductionsOfSearch(row) })
    expect([exploration.states, story?.violation.property]).toEqual([states, row.property])
    const without = check({ subject, bounds, reductions: NONE })
    expect(without.exploration.states).toBeGreaterThanOrEqual(states)
    for (const found of [story, without.story]) expect(found?.schedule.actions.length).toBe(row.actions)
  },
)

// Votes that are counted stand in a field that a renaming takes for a set of servers.
test('symmetry would hide a bug that counts votes where the core keeps a set, and so is off for it', async () => {
  const row = rowOf('V-E2')
  const { subject, cluster } = await subjectOf(row)
  const bounds = boundsOfSearch(row, cluster)
  const symmetric = { ...reductionsOfSearch(row), symmetry: true }
  expect(check({ subject, bounds, reductions: symmetric }).exploration.verdict).toBe('ok')
  expect(check({ subject, bounds, reductions: reductionsOfSearch(row) }).story?.violation.property).toBe(
    row.property,
  )
})

/** Presets made smaller: what is different, states, steps generated, depth. */
const SMALLER: readonly (readonly [string, Partial<Shape>, number, number, number])[] = [
  ['small', { terms: 1 }, 192, 2058, 15],
  ['small', { writes: 0 }, 3936, 53811, 20],
  ['paper', { terms: 1 }, 1502, 15555, 18],
  ['reads', { terms: 1 }, 14973, 217461, 21],
  ['joint', { terms: 1 }, 1912, 28700, 27],
  ['single-server', { terms: 1 }, 4784, 57965, 18],
  ['snapshots', { terms: 1 }, 5195, 22326, 23],
  ['disk', { writes: 0 }, 6513, 39107, 21],
  ['five', { writes: 0 }, 2745, 47669, 18],
]

test.each(SMALLER)('preset %s with %j has its states, and no more', (name, smaller, ...counts) => {
  const preset = PRESETS.find((one) => one.name === name) as Preset
  const { exploration } = check({
    subject: { spec: { kind: 'core' }, target: embeddedCore },
    bounds: boundsOf({ ...shapeOf(preset), ...smaller }),
    reductions: ALL,
  })
  const { verdict, states, generated, depth } = exploration
  expect([verdict, states, generated, depth]).toEqual(['ok', ...counts])
})
