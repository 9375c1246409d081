import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchedWorld, type SearchedWorld } from './checked-model.ts'
import { boundsOf } from './commands/check/bounds-of.ts'
import { PLAIN, type Shape } from './commands/check/shape.ts'
import { walkPath } from './harness/explore/path.ts'
import { blankSuccessors } from './harness/explore/successors.ts'
import type { Bounds } from './harness/explore/world/bounds.ts'
import { mending, playedTo } from './harness/explore/world/played-to.ts'
import { storyOf } from './harness/explore/world/story.ts'
import { embeddedCore } from './harness/targets/core.ts'
import type { Action } from './harness/world/action.ts'
import { replaySeed } from './run.ts'

const reductions = { symmetry: false, deadVariables: false, deadMessages: false, partialOrder: false }

/** What happens costs nothing, so that nothing is spent behind a path either. */
const FREE: Shape = {
  ...PLAIN,
  ...{ terms: 3, writes: 1, reads: 1 },
  ...{ heartbeats: Infinity, lapses: Infinity, crashes: Infinity, losses: Infinity, retries: Infinity },
}

/** A walk through a model, each step chosen by a number; its ordinals. */
function walk({ model }: SearchedWorld, choices: readonly number[]): number[] {
  const ordinals = [0]
  for (const choice of choices) {
    const { state } = walkPath(model, ordinals, blankSuccessors()).at(-1)!
    const successors = blankSuccessors()
    model.expand(state, 0, state.length, successors)
    if (successors.count === 0) break
    ordinals.push(choice % successors.count)
  }
  return ordinals
}

function printOf({ model }: SearchedWorld, row: Int32Array): number[] {
  const print = new Int32Array(2)
  model.fingerprint(row, 0, row.length, print)
  return [...print]
}

/** Walks from where some actions lead, and has a world played to the end of the path: its state, and the state it should be. */
function playedThere(
  bounds: Bounds,
  choices: readonly number[],
  before?: readonly Action[],
): { there: number[]; wanted: number[]; steps: number } {
  const searched = searchedWorld(embeddedCore, { bounds, reductions, from: before })
  const path = walkPath(searched.model, walk(searched, choices), blankSuccessors())
  const from = [...(before ?? []), ...storyOf(searched.model.expansion, path, searched.world)]
  const begins = blankSuccessors()
  searchedWorld(embeddedCore, { bounds, reductions, from }).model.begin(begins)
  const there = [...begins.prints.subarray(0, 2)]
  return { there, wanted: printOf(searched, path.at(-1)!.state), steps: path.length }
}

test.each<[string, Partial<Shape>]>([
  ['synchronous disks', {}],
  ['disks that flush when they will', { disk: 'loses' }],
  ['snapshots', { snapshots: 1, disk: 'loses' }],
  ['registered sessions and PreVote', { features: ['sessions', 'pre-vote', 'check-quorum'] }],
])('with %s, a world played to where a path ends is the state there', (_, shape) => {
  const bounds = boundsOf({ ...FREE, ...shape })
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 40 }), (choices) => {
      const { there, wanted } = playedThere(bounds, choices)
      expect(there).toEqual(wanted)
    }),
    { numRuns: 30 },
  )
})

test.each([1, 2, 3, 4, 5, 6])('so it is around a run with faults, seed %i', (seed) => {
  const plan = { servers: 3, features: ['membership', 'snapshots', 'pre-vote', 'segments'] } as const
  const { cluster, actions } = replaySeed(seed, plan).schedule
  const bounds = { ...boundsOf(FREE), cluster, terms: Infinity }
  const before = actions.slice(0, 500)
  const from = [...before, ...mending(playedTo(embeddedCore, cluster, before, []).world)]
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 10, maxLength: 20 }), (choices) => {
      const { there, wanted, steps } = playedThere(bounds, choices, from)
      expect(steps).toBeGreaterThan(5)
      expect(there).toEqual(wanted)
    }),
    { numRuns: 4 },
  )
})
