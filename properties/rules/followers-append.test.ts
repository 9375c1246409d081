import { expect, test } from 'vitest'
import { Timer } from '../../core/effect.ts'
import type { Message } from '../../core/message.ts'
import { appendEntries, refused } from '../../core/messages.ts'
import { toArray } from '../../core/vector.ts'
import { becomes, candidate, entries, findings, follower, having, S1, S2 } from '../testing/sightings.ts'
import { followersAppend } from './followers-append.ts'

type Seen = Parameters<typeof follower>[0]
/** S2, leader of term 3, sends S1 what some log has behind an entry. */
const hears = (index: number, term: number, log = '', commit = 0): Message =>
  appendEntries(S2, S1, 3, index, term, toArray(entries(log), index), commit, 0)
const found = (before: Seen, after: Seen, heard: Message, sent: Message[] = []): string[] => {
  const was = follower(before)
  const step = becomes(S1, was, after === before ? was : follower(after))
  return findings(followersAppend, [having(step, { heard, sent, armed: [Timer.Election] })]).map(
    ({ reason }) => reason,
  )
}
const refusal = (index: number, conflictIndex: number, conflictTerm: number): Message[] => [
  refused(S1, S2, 3, index, conflictIndex, conflictTerm, 0),
]
const old = { log: '1 1 2', term: 3 }

test('5.3: what is new is appended, in place of what is in conflict with it, and committed as told', () => {
  expect(found(old, { log: '1 1 2 3', term: 3 }, hears(3, 2, '1 1 2 3'))).toEqual([])
  expect(found(old, { log: '1 3', term: 3, commit: 1 }, hears(1, 1, '1 3', 1))).toEqual([])
  expect(found(old, { ...old, commit: 2 }, hears(2, 1, '', 3))).toEqual([])
})

test('5.3: what is not appended, or not cut off, or too much, is caught', () => {
  expect(found(old, old, hears(3, 2, '1 1 2 3'))).toEqual(['a server that does not append what is new'])
  expect(found(old, old, hears(1, 1, '1 3'))).toEqual(['a server that does not append what is new'])
  expect(found(old, { log: '1 1 2 3 3', term: 3 }, hears(3, 2, '1 1 2 3'))).toEqual([
    'a server that appends more than it was sent',
  ])
})

test('Figure 2: a commitIndex other than the lower of the leader’s and the last new entry is caught', () => {
  const caught = ['a server that commits otherwise than it was told']
  expect(found(old, old, hears(3, 2, '', 2))).toEqual(caught)
  expect(found(old, { ...old, commit: 3 }, hears(2, 1, '', 3))).toEqual(caught)
})

test('5.3: a refusal tells how short the log is, or its first entry of the term in the way', () => {
  expect(found(old, old, hears(5, 3), refusal(5, 4, 0))).toEqual([])
  expect(found(old, old, hears(2, 2), refusal(2, 1, 1))).toEqual([])
  const caught = ['a server that tells wrong where the logs part']
  expect(found(old, old, hears(5, 3), refusal(5, 3, 0))).toEqual(caught)
  expect(found(old, old, hears(2, 2), refusal(2, 2, 1))).toEqual(caught)
  expect(found(old, old, hears(2, 2), refusal(2, 1, 2))).toEqual(caught)
})

test('5.3: to refuse what fits, or to take what does not, is caught', () => {
  expect(found(old, old, hears(3, 2), refusal(3, 3, 2))).toEqual(['a server that refuses what fits its log'])
  expect(found(old, { log: '1 1 2 3 3', term: 3 }, hears(4, 3, '1 1 2 3 3'))).toEqual([
    'a server that takes what does not fit its log',
  ])
})

test('5.2: whoever hears from the leader of its term and does not follow it is caught', () => {
  const step = becomes(S1, candidate(old), candidate(old))
  expect(
    findings(followersAppend, [having(step, { heard: hears(3, 2), armed: [Timer.Election] })]),
  ).toMatchObject([{ reason: 'a server that does not follow the leader' }])
})

test('7: what compaction took away is taken to fit', () => {
  const compacted = { base: [3, 2], log: '3', term: 3 } as const
  expect(found(compacted, compacted, hears(1, 1, '1 1 2 3'))).toEqual([])
})
