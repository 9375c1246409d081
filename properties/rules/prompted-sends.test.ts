import { expect, test } from 'vitest'
import type { Message } from '../../core/message.ts'
import { appended, appendEntries, refused } from '../../core/messages.ts'
import type { Observation } from '../../harness/observation.ts'
import { becomes, CLUSTER, findings, having, leader, S1, S2 } from '../testing/sightings.ts'
import { promptedSends } from './prompted-sends.ts'

const reigns = (match: number, next: number, seen: Partial<Observation> = {}): Observation => ({
  ...leader({ log: '1 1 1', match: [3, match, 0] }),
  nextIndex: [4, next, 4],
  inFlight: [null, null, null],
  sending: [null, null, null],
  reads: [],
  ...seen,
})
const empty = appendEntries(S1, S2, 1, 3, 1, [], 0, 0)
const found = (
  heard: Message,
  before: Observation,
  after: Observation,
  sent: Message[] = [],
  maxInFlight = 0,
): string[] => {
  const cluster = { ...CLUSTER, options: { ...CLUSTER.options, maxInFlight } }
  return findings(promptedSends, [having(becomes(S1, before, after), { heard, sent })], cluster).map(
    ({ reason }) => reason,
  )
}

test('an answer that teaches nothing sets nothing going', () => {
  const late = appended(S2, S1, 1, 2, 0)
  expect(found(late, reigns(2, 4), reigns(2, 4), [empty])).toEqual([
    'a leader that sends on, though it was told nothing new',
  ])
  expect(found(late, reigns(2, 4), reigns(2, 4))).toEqual([])
  expect(found(refused(S2, S1, 1, 2, 1, 0, 0), reigns(2, 3), reigns(2, 3), [empty])).toHaveLength(1)
})

test('Figure 2: a follower that lacks nothing is sent nothing until the next heartbeat', () => {
  const news = appended(S2, S1, 1, 3, 0)
  expect(found(news, reigns(2, 3), reigns(3, 4), [empty])).toEqual([
    'a leader that sends nothing to a follower that lacks nothing',
  ])
  expect(found(news, reigns(2, 3), reigns(3, 3), [empty])).toEqual([])
})

test('a round for reads goes to all, and one that is probed may tell more by what is known', () => {
  const late = appended(S2, S1, 1, 2, 0)
  const reads = [{}] as unknown as NonNullable<Observation['reads']>
  expect(found(late, reigns(2, 4, { reads }), reigns(2, 4), [empty])).toEqual([])
  expect(found(late, reigns(2, 3), reigns(2, 3), [empty], 1)).toEqual([])
})
