import { expect, test } from 'vitest'
import type { Exploration } from '../../harness/explore/exploration.ts'
import { colourFor } from './colour.ts'
import { searchSummary, type SearchEnd } from './search-summary.ts'

const exploration: Exploration = {
  verdict: 'undecided',
  cut: 'states',
  states: 2_000_000,
  generated: 9_000_000,
  depth: 18,
  judgedDepth: 17,
  levels: [],
  frontier: 4_200_000,
  memory: { table: 30_000_000, parents: 14_000_000, frontier: 1 },
  collisionProbability: 1e-7,
  told: [],
  violation: undefined,
}

function summary(end: Partial<SearchEnd>): string {
  const plain = colourFor({}, {}, false)
  const usual = {
    verdict: 'undecided',
    exploration,
    walks: undefined,
    sightings: undefined,
    ending: undefined,
  } as const
  return searchSummary(
    { ...usual, verified: true, seconds: 4, resident: 3e8, properties: 14, title: undefined, ...end },
    plain,
  )
}

test('a search that was cut says how far it came, and by what', () => {
  expect(summary({}).split('\n')).toEqual([
    '  states      2,000,000 up to depth 18, 9,000,000 generated, in 4.0 s',
    '  rate        500 k states a second, 2.25 M generated',
    '  memory      22.0 bytes a state to know it by, 300 MB at the most in all',
    '  chance      1 in 10,000,000 that a state was taken for another and missed',
    'undecided: no violation up to depth 17, frontier 4.20 M; --states ended the search',
  ])
  expect(summary({ exploration: { ...exploration, cut: 'memory' } })).toMatch(/the bound on memory ended/u)
  expect(summary({ ending: 'interrupted' })).toMatch(/an interruption ended the search$/u)
})

test('ok is said of the bounds, a violation is named, and walks prove nothing', () => {
  expect(summary({ verdict: 'ok' })).toMatch(/\nok: within these bounds no behaviour breaks any of the 14/u)
  expect(summary({ verdict: 'violation', title: 'two leaders' })).toMatch(/\nviolation: two leaders$/u)
  expect(summary({ exploration: undefined, walks: { walks: 3, steps: 40 } })).toMatch(
    /undecided: no violation in 3 walks of 40 steps in all, which shows nothing of all the others$/u,
  )
})

test('situations that were not reached are out of reach only where every state was looked at', () => {
  const sightings = {
    reached: [{ name: 'split-vote', depth: 4 }],
    unreached: ['figure-7'],
    notAsked: [],
    lacking: ['transfer-done'],
  }
  expect(summary({ verdict: 'ok', sightings })).toMatch(/split-vote \(4\)\n {2}unreachable figure-7\n/u)
  expect(summary({ sightings })).toMatch(/not yet {5}figure-7\n/u)
})
