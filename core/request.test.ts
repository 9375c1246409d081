import { expect, test } from 'vitest'
import { AnswerStatus, DiskFile } from './effect.ts'
import { NOBODY } from './server.ts'
import { candidate, entry, follower, leader, S2, S3, settledLeader, termsOf } from './testing/cluster.ts'
import { after, take } from './testing/frozen-step.ts'
import { accepts, asks, get, logFlushed, put, replicates } from './testing/inputs.ts'
import { answers, sent, writes } from './testing/outcome.ts'

test('8: a server that does not lead sends the client on to the leader it last heard from', () => {
  const loyal = after(follower(), replicates({ from: S3, term: 1 }))
  for (const command of [put(5), get()]) {
    expect(answers(take(loyal, asks(command)))).toMatchObject([{ status: AnswerStatus.Redirect, leader: S3 }])
  }
})

test('8: a server that knows of no leader says so', () => {
  expect(answers(take(candidate(), asks(put(5))))).toMatchObject([
    { status: AnswerStatus.Redirect, leader: NOBODY },
  ])
})

test('Leaders: a command is appended to the log and replicated, and not answered yet', () => {
  const step = take(settledLeader(), asks(put(5)))
  expect(writes(step, DiskFile.Log)).toEqual([[entry(2, 1, put(5))]])
  expect(sent(step, S2)).toMatchObject([{ entries: [entry(2, 1, put(5))] }])
  expect(answers(step)).toEqual([])
})

test('Leaders: the command is answered once its entry is applied', () => {
  const asked = after(settledLeader(), asks(put(5)), logFlushed(2, 1))
  const step = take(asked, accepts({ from: S2, term: 1, match: 2 }))
  expect(step.server.lastApplied).toBe(2)
  expect(answers(step)).toMatchObject([{ session: 0, serial: 1, status: AnswerStatus.Done, value: 0 }])
})

test('8: a command that was applied already is answered at once, and not appended again', () => {
  const done = after(
    settledLeader(),
    asks(put(5)),
    logFlushed(2, 1),
    accepts({ from: S2, term: 1, match: 2 }),
  )
  const step = take(done, asks(put(5)))
  expect(step.server).toBe(done)
  expect(answers(step)).toMatchObject([{ serial: 1, status: AnswerStatus.Done, value: 0 }])
})

test('8: a command older than the newest of its session is neither appended nor answered', () => {
  const done = after(
    settledLeader(),
    asks(put(5, 2)),
    logFlushed(2, 1),
    accepts({ from: S2, term: 1, match: 2 }),
  )
  expect(take(done, asks(put(4, 1)))).toMatchObject({ server: done, effects: [] })
})

test('5.3: a leader only ever appends to its own log', () => {
  const asked = after(leader({ log: [1, 2, 2], term: 3 }), asks(put(5)), asks(put(6)))
  expect(termsOf(asked)).toEqual([1, 2, 2, 3, 3, 3])
})
