import { expect, test } from 'vitest'
import type { Transition } from '../../harness/world/transition.ts'
import {
  becomes,
  CLUSTER,
  crashes,
  findings,
  flushed,
  follower,
  S1,
  starts,
  titlesBy,
} from '../testing/sightings.ts'
import { outlasting } from './outlasting.ts'

const found = titlesBy(outlasting)
type Seen = Parameters<typeof follower>[0]

/** S1 starts with nothing, its log comes to be `log`, and a flush makes it durable up to an entry. */
const writes = (log: string, ...last: [] | [index: number, term: number]): Transition[] => {
  const now = follower({ log })
  const grows = becomes(S1, follower({}), now)
  return [starts(S1, follower({})), last.length === 0 ? grows : flushed(grows, { log: last })]
}

/** S1 crashes and starts again, as this. */
const again = (seen: Seen): Transition[] => [crashes(S1, follower({})), starts(S1, follower(seen))]

test('what a crash takes of writes that nobody flushed is not missed', () => {
  expect(found(...writes('1 1a'), ...again({}))).toEqual([])
  expect(found(...writes('1 1a 1b', 2, 1), ...again({ log: '1 1a' }))).toEqual([])
  expect(found(...writes('1 1a 1b', 2, 1), ...again({ log: '1 1a 1b' }))).toEqual([])
})

test('a durable entry that is not there when its server starts is caught', () => {
  expect(findings(outlasting, [...writes('1 1a 1b', 3, 1), ...again({ log: '1 1a' })])).toEqual([
    {
      reason: 'durable entry lost in a crash',
      title: 'S1 starts without what it had on stable storage up to index 3 of term 1',
      servers: [S1],
      evidence: ['its log now ends at index 2 of term 1'],
    },
  ])
})

test('another entry in the place of a durable one is caught', () => {
  expect(found(...writes('1 1a', 2, 1), ...again({ log: '1 2' }))).toHaveLength(1)
})

test('what was cut off before the crash is not missed, whatever of it is still there', () => {
  const cuts = becomes(S1, follower({ log: '1 1a 1b' }), follower({ log: '1 2' }))
  for (const log of ['1', '1 2', '1 1a 1b'])
    expect(found(...writes('1 1a 1b', 3, 1), cuts, ...again({ log }))).toEqual([])
  expect(found(...writes('1 1a 1b', 3, 1), cuts, ...again({}))).toHaveLength(1)
})

test('what a start brings counts as durable at the next', () => {
  const story = [...writes('1 1a'), ...again({ log: '1 1a' })]
  expect(found(...story, ...again({ log: '1 1a' }))).toEqual([])
  expect(found(...story, ...again({ log: '1' }))).toHaveLength(1)
})

test('a log may begin later than it did, not with less than its durable snapshot', () => {
  const [before, after] = [follower({ log: '1 1a 1b' }), follower({ log: '1b', base: [2, 1] })]
  const compacts = flushed(becomes(S1, before, after), { snapshot: 2 })
  const story = [...writes('1 1a 1b', 3, 1), compacts]
  expect(found(...story, ...again({ log: '1b', base: [2, 1] }))).toEqual([])
  expect(found(...story, ...again({ base: [3, 1] }))).toEqual([])
  expect(found(...story, ...again({ log: '1 1a 1b' }))).toEqual([
    'S1 starts without the snapshot up to index 2 that it had on stable storage',
  ])
})

test('a leader’s snapshot that a crash left there discards a log that conflicts with it, and no other', () => {
  const durable = writes('1 1a 1b', 3, 1)
  expect(found(...durable, ...again({ base: [2, 2] }))).toEqual([])
  expect(found(...durable, ...again({ base: [2, 1] }))).toHaveLength(1)
  expect(found(...writes('1 1a', 2, 1), ...again({ log: '1 2', snapshot: [3, 2] }))).toHaveLength(1)
})

test('where a disk is never behind, all that a server holds must be there again', () => {
  const [start, grows] = writes('1 1a', 1, 1) as [Transition, Transition]
  const story = [start, grows, ...again({ log: '1' })]
  expect(findings(outlasting, story)).toEqual([])
  expect(findings(outlasting, story, { ...CLUSTER, synchronousDisk: true })).toHaveLength(1)
})

test('a machine that starts ahead of its log is caught', () => {
  expect(found(...writes('1'), ...again({ log: '1 1a', applied: 2 }))).toEqual([])
  expect(found(...writes('1'), ...again({ log: '1', applied: 2 }))).toEqual([
    'S1 starts with a machine that has applied all up to index 2, which its log does not reach',
  ])
})
