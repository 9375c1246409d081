import { expect, test } from 'vitest'
import { S2, S3, settledLeader } from '../testing/cluster.ts'
import { after, take } from '../testing/frozen-step.ts'
import { accepts, asks, get, heartbeatDue, wantsIndex } from '../testing/inputs.ts'
import { answers, sent } from '../testing/outcome.ts'

const options = { batchReads: true }
const confirms = (round: number): ReturnType<typeof accepts> =>
  accepts({ from: S2, term: 1, match: 1, round })

/** The first of three reads has begun a round; the others came while it was under way. */
const waiting = after(
  settledLeader({ options }),
  asks(get(1)),
  asks(get(2)),
  wantsIndex({ from: S3, term: 1 }),
)

test('6.4: reads that come while a round is under way begin none of their own', () => {
  expect(waiting.round).toBe(1)
  expect(waiting.reads.map(({ round }) => round)).toEqual([1, 2, 2])
})

test('6.4: a round begun before a read came does not serve it; the next begins as soon as that one is answered', () => {
  const step = take(waiting, confirms(1))
  expect(answers(step)).toMatchObject([{ serial: 1 }])
  expect(sent(step)).toMatchObject([{ round: 2 }, { round: 2 }])
})

test('6.4: one round serves all the reads that waited for it', () => {
  const step = take(after(waiting, confirms(1)), confirms(2))
  expect(answers(step)).toMatchObject([{ serial: 2 }])
  expect(sent(step, S3)).toMatchObject([{ readIndex: 1 }])
  expect(step.server.reads).toEqual([])
})

test('6.4: where a round is not answered, the next begins with the heartbeat, and serves the reads of both', () => {
  const step = take(waiting, heartbeatDue)
  expect(sent(step, S2)).toMatchObject([{ round: 2 }])
  expect(answers(take(step.server, confirms(2)))).toHaveLength(2)
})

test('a heartbeat that no read waits for begins no round', () => {
  expect(sent(take(settledLeader({ options }), heartbeatDue), S2)).toMatchObject([{ round: 0 }])
})

test('batchReads off: each read begins a round of its own', () => {
  expect(after(settledLeader(), asks(get(1)), asks(get(2))).round).toBe(2)
})
