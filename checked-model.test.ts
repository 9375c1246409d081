import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchedWorld, type SearchedWorld } from './checked-model.ts'
import { boundsOf } from './commands/check/bounds-of.ts'
import { PLAIN, type Shape } from './commands/check/shape.ts'
import { walkPath } from './harness/explore/path.ts'
import { blankSuccessors } from './harness/explore/successors.ts'
import { storyOf } from './harness/explore/world/story.ts'
import { embeddedCore } from './harness/targets/core.ts'

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

test.each<[string, Partial<Shape>]>([
  ['synchronous disks', {}],
  ['disks that flush when they will', { disk: 'loses' }],
  ['snapshots', { snapshots: 1, disk: 'loses' }],
  ['registered sessions and PreVote', { features: ['sessions', 'pre-vote', 'check-quorum'] }],
])('with %s, a world played to where a path ends is the state there', (_, shape) => {
  const bounds = boundsOf({ ...FREE, ...shape })
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 40 }), (choices) => {
      const searched = searchedWorld(embeddedCore, { bounds, reductions })
      const path = walkPath(searched.model, walk(searched, choices), blankSuccessors())
      const from = storyOf(searched.model.expansion, path, searched.world)
      const there = searchedWorld(embeddedCore, { bounds, reductions, from })
      const begins = blankSuccessors()
      there.model.begin(begins)
      expect([...begins.prints.subarray(0, 2)]).toEqual(printOf(searched, path.at(-1)!.state))
    }),
    { numRuns: 30 },
  )
})
