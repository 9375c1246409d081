import { expect, test } from 'vitest'
import type { Options } from '../../core/options.ts'
import { ActionKind } from '../../harness/world/action.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { becomes, CLUSTER, crashes, findings, follower, having, S1, starts } from '../testing/sightings.ts'
import { promptMachines } from './prompt-machines.ts'

const at = (commit: number, applied: number): ReturnType<typeof follower> =>
  follower({ log: '1 1 1 1', commit, applied })
const found = (story: readonly Transition[], options: Partial<Options> = {}): string[] =>
  findings(promptMachines, story, { ...CLUSTER, options: { ...CLUSTER.options, ...options } }).map(
    ({ title }) => title,
  )

test('Figure 2: what is committed and not applied is caught, at a start too', () => {
  expect(found([becomes(S1, at(1, 1), at(3, 3))])).toEqual([])
  expect(found([becomes(S1, at(1, 1), at(3, 2))])).toEqual(['S1 has committed index 3 and applied index 2'])
  expect(found([starts(S1, at(3, 2))])).toHaveLength(1)
})

test('applyPage: what waits for its turn may be behind; more than fits in a page is caught', () => {
  const paged = { applyPage: 2 }
  expect(found([becomes(S1, at(1, 1), at(4, 3))], paged)).toEqual([])
  expect(found([becomes(S1, at(1, 1), at(4, 4))], paged)).toEqual([
    'S1 applied the entries from 2 to 4 in one step, and a page has 2',
  ])
})

test('7: while the machine takes over a snapshot’s state nothing is applied', () => {
  const begins = having(becomes(S1, at(1, 1), at(3, 1)), { restores: true })
  const meanwhile = becomes(S1, at(3, 1), at(4, 1))
  expect(found([begins, meanwhile])).toEqual([])
  const does = { kind: ActionKind.Restore }
  expect(found([begins, having(becomes(S1, at(4, 1), at(4, 4)), { does })])).toEqual([])
  expect(found([begins, having(becomes(S1, at(4, 1), at(4, 3)), { does })])).toHaveLength(1)
  expect(found([begins, crashes(S1, at(3, 1)), starts(S1, at(3, 1))])).toHaveLength(1)
})
