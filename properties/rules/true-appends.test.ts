import { expect, test } from 'vitest'
import type { Options } from '../../core/options.ts'
import { appendEntries, timeoutNow } from '../../core/messages.ts'
import { toArray } from '../../core/vector.ts'
import {
  becomes,
  CLUSTER,
  entries,
  findings,
  follower,
  having,
  leader,
  S1,
  S2,
} from '../testing/sightings.ts'
import { trueAppends } from './true-appends.ts'

type Seen = Parameters<typeof leader>[0]
interface Sent {
  readonly prev: readonly [index: number, term: number]
  readonly log?: string
  readonly commit?: number
}

/** What is found when a leader sends S2 what some log has behind an entry. */
function found(
  { prev: [index, term], log, commit = 1 }: Sent,
  seen: Seen = {},
  options: Partial<Options> = {},
): string[] {
  const is = leader({ log: '1 1 2 2', commit: 1, ...seen })
  const carried = log === undefined ? [] : toArray(entries(log), index)
  const sent = [appendEntries(S1, S2, 2, index, term, carried, commit, 0)]
  const cluster = { ...CLUSTER, options: { ...CLUSTER.options, maxEntriesPerAppend: 8, ...options } }
  return findings(trueAppends, [having(becomes(S1, is, is), { sent })], cluster).map(({ reason }) => reason)
}
const CAUGHT = (what: string): string[] => [`a leader that sends ${what}`]

test('Figure 2: a piece of its own log, or nothing, behind an entry of it is right', () => {
  expect(found({ prev: [1, 1], log: '1 1 2 2' })).toEqual([])
  expect(found({ prev: [4, 2] })).toEqual([])
  expect(found({ prev: [2, 1], log: '1 1 2 2' }, { log: '2', base: [3, 2] })).toEqual([])
})

test('5.3: an entry before it that is not in its log is caught', () => {
  const caught = CAUGHT('an entry before it that is not in its log')
  expect(found({ prev: [1, 2], log: '1 1 2 2' })).toEqual(caught)
  expect(found({ prev: [5, 2] })).toEqual(caught)
})

test('5.3: entries that are not in its log, or do not follow each other, are caught', () => {
  expect(found({ prev: [1, 1], log: '1 1 2a 2' })).toEqual(CAUGHT('an entry that is not in its log'))
  expect(found({ prev: [1, 1], log: '1 1 2 2 2' })).toEqual(CAUGHT('an entry that is not in its log'))
  const is = leader({ log: '1 1 2 2', commit: 1 })
  const sent = [appendEntries(S1, S2, 2, 1, 1, toArray(entries('1 1 2 2'), 2), 1, 0)]
  expect(findings(trueAppends, [having(becomes(S1, is, is), { sent })])).toMatchObject([
    { reason: 'a leader that sends entries that do not follow each other' },
  ])
})

test('Figure 2: another commitIndex than its own is caught', () => {
  expect(found({ prev: [4, 2], commit: 2 })).toEqual(CAUGHT('another commitIndex than its own'))
  expect(found({ prev: [4, 2], commit: 0 })).toEqual(CAUGHT('another commitIndex than its own'))
})

test('more, or larger, entries than the options let travel together are caught; one always may', () => {
  const many = { prev: [1, 1], log: '1 1 2 2' } as const
  expect(found(many, {}, { maxEntriesPerAppend: 2 })).toEqual(CAUGHT('more entries than may travel together'))
  expect(found(many, {}, { maxSizePerAppend: 8 })).toEqual(CAUGHT('larger entries than may travel together'))
  expect(found(many, {}, { maxSizePerAppend: 9 })).toEqual([])
  expect(found({ prev: [3, 2], log: '1 1 2 2' }, {}, { maxSizePerAppend: 1 })).toEqual([])
})

test('fewer entries than there are, and may travel together, are caught', () => {
  const one = { prev: [1, 1], log: '1 1' } as const
  const caught = CAUGHT('fewer entries than may travel together')
  expect(found(one)).toEqual(caught)
  expect(found(one, {}, { maxEntriesPerAppend: 1 })).toEqual([])
  expect(found(one, {}, { maxSizePerAppend: 6 })).toEqual(caught)
  expect(found(one, {}, { maxSizePerAppend: 5 })).toEqual([])
})

test('emptyProbes: entries before it is known where the logs part are caught', () => {
  const one = { prev: [3, 2], log: '1 1 2 2' } as const
  expect(found(one, { match: [4, 3, 0, 0, 0] }, { emptyProbes: true })).toEqual([])
  expect(found(one, { match: [4, 2, 0, 0, 0] }, { emptyProbes: true })).toEqual(
    CAUGHT('entries before it knows where the logs part'),
  )
})

test('a leader that writes to itself is caught', () => {
  const is = leader({ log: '1 1 2 2', commit: 1 })
  const story = [having(becomes(S1, is, is), { sent: [timeoutNow(S1, S1, 2)] })]
  expect(findings(trueAppends, story)).toMatchObject([{ title: 'S1, leader of term 2, writes to itself' }])
})

test('what a leader had sent before its reign was over is not looked at', () => {
  const is = follower({ log: '1', term: 3 })
  const sent = [appendEntries(S1, S2, 2, 9, 9, [], 0, 0)]
  expect(findings(trueAppends, [having(becomes(S1, is, is), { sent })])).toEqual([])
})
