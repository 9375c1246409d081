import { expect, test } from 'vitest'
import type { Transition } from '../../harness/world/transition.ts'
import { becomes, CLUSTER, flushed, follower, S1, starts } from '../testing/sightings.ts'
import { durableSeen, type DurableLog } from './durable-log.ts'

const [before, after] = [follower({ log: '1 1a' }), follower({ log: '1 1a 1b' })]
const durableAfter = (known: DurableLog, step: Transition): DurableLog => durableSeen(known, step, CLUSTER)
const startsWith = (seen: typeof before): DurableLog => durableSeen(undefined, starts(S1, seen), CLUSTER)
const known = startsWith(before)

test('what is durable is the same value while a log only grows, and another with the flush', () => {
  const grows = becomes(S1, before, after)
  expect(durableAfter(known, grows)).toBe(known)
  expect(durableAfter(known, flushed(grows, { log: [2, 1] }))).toBe(known)
  expect(durableAfter(known, flushed(grows, { log: [3, 1] }))).toMatchObject({ index: 3, term: 1 })
})

test('what a log cut off is counted back, entry by entry, to where it agrees', () => {
  const cuts = becomes(S1, after, follower({ log: '1 2 2' }))
  expect(durableAfter(startsWith(after), cuts)).toMatchObject({ index: 1, term: 1 })
})
