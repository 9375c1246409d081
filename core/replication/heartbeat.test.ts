import { expect, test } from 'vitest'
import { Timer } from '../effect.ts'
import { candidate, follower, leader, S2, S3, settledLeader } from '../testing/cluster.ts'
import { entry } from '../testing/entries.ts'
import { after, ignores, take } from '../testing/frozen-step.ts'
import { accepts, asks, heartbeatDue, logFlushed, put } from '../testing/inputs.ts'
import { arms, sent } from '../testing/outcome.ts'

test('Leaders: in idle periods AppendEntries go to each server, again and again', () => {
  const step = take(settledLeader(), heartbeatDue)
  expect(sent(step).map(({ to }) => to)).toEqual([S2, S3])
  expect(arms(step, Timer.Heartbeat)).toBe(true)
})

test('5.3: a follower that does not answer is sent the same entries for ever, even after the client has its answer', () => {
  const served = after(
    settledLeader(),
    asks(put(5)),
    logFlushed(2, 1),
    accepts({ from: S2, term: 1, match: 2 }),
  )
  const silent = after(served, heartbeatDue, heartbeatDue)
  expect(silent.commitIndex).toBe(2)
  const [again] = sent(take(silent, heartbeatDue), S3)
  expect(again).toMatchObject({ entries: [entry(1, 1), entry(2, 1, put(5))] })
})

test('5.2: who does not lead sends no heartbeats', () => {
  for (const server of [follower(), candidate()]) expect(ignores(server, heartbeatDue)).toBe(true)
  expect(take(leader(), heartbeatDue).effects).not.toEqual([])
})
