import { expect, test } from 'vitest'
import { Timer } from '../../core/effect.ts'
import { appendEntries, requestVote } from '../../core/messages.ts'
import { ActionKind } from '../../harness/world/action.ts'
import type { Observation } from '../../harness/observation.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { becomes, CLUSTER, findings, follower, having, S1, S2, S3, starts } from '../testing/sightings.ts'
import { owedVotes } from './owed-votes.ts'

const up = (term: number, votedFor = -1, hearsLeader = true): Observation => ({
  ...follower({ term, votedFor }),
  hearsLeader,
})
const begins = having(starts(S1, up(1)), { armed: [Timer.Stickiness] })
const hears = having(becomes(S1, up(1), up(1)), {
  heard: appendEntries(S2, S1, 1, 0, 0, [], 0, 0),
  armed: [Timer.Stickiness],
})
const over = having(becomes(S1, up(1), up(1, -1, false)), {
  does: { kind: ActionKind.Timer, topic: Timer.Stickiness },
})
const votes = (byTransfer = false): Transition =>
  having(becomes(S1, up(1), up(2, S3)), { heard: requestVote(S3, S1, 2, 0, 0, byTransfer) })
const found = (leaseReads: boolean, ...story: Transition[]): string[] => {
  const cluster = { ...CLUSTER, options: { ...CLUSTER.options, leaseReads } }
  return findings(owedVotes, story, cluster).map(({ reason }) => reason)
}

test('6.4.1: a vote too soon after the leader was heard, or after a start, is caught', () => {
  expect(found(true, hears, votes())).toEqual(['a vote that a lease counts on'])
  expect(found(true, begins, votes())).toEqual(['a vote that a lease counts on'])
  expect(found(true, hears, over, votes())).toEqual([])
})

test('one that the leader wanted is owed to nobody, nor is any without leases', () => {
  expect(found(true, hears, votes(true))).toEqual([])
  expect(found(false, hears, votes())).toEqual([])
})

test('6.4.1: a server that starts and takes itself to owe nothing is caught', () => {
  expect(found(true, starts(S1, up(1, -1, false)))).toEqual([
    'a server that starts and owes its vote to nobody',
  ])
})
