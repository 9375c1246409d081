import { expect, test } from 'vitest'
import { checkedModel, checkedModelSpec, type CheckedWorld } from './checked-model.ts'
import { breadthFirst } from './harness/explore/breadth-first.ts'
import { breadthFirstThreads } from './harness/explore/threads/breadth-first-threads.ts'
import { united, type Sightings } from './harness/explore/world/reached-in.ts'
import { REDUCED, small } from './harness/explore/world/testing/bounds.ts'

const WORLD: CheckedWorld = {
  target: { kind: 'core' },
  bounds: small({ terms: 2, budgets: { elections: 2, duplicates: Infinity } }),
  reductions: REDUCED,
  looksOut: true,
}

test('threads together come to the situations that one search comes to, as early', async () => {
  const alone = breadthFirst(await checkedModel(WORLD))
  const together = await breadthFirstThreads(checkedModelSpec(WORLD), 2)
  expect(together.states).toBe(alone.states)
  const sightings = sorted(united(alone.told))
  expect(sightings.reached.length).toBeGreaterThan(5)
  expect(sorted(united(together.told))).toEqual(sightings)
})

function sorted({ reached, unreached, notAsked, lacking }: Sightings): Sightings {
  return {
    reached: reached.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    unreached: unreached.toSorted(),
    notAsked: notAsked.toSorted(),
    lacking: lacking.toSorted(),
  }
}
