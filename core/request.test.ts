import { expect, test } from 'vitest'
import type { Command } from './command.ts'
import { AnswerStatus, DiskFile } from './effect.ts'
import { NOBODY, type Server } from './server.ts'
import { follower, S2, S3, settledLeader } from './testing/cluster.ts'
import { entry } from './testing/entries.ts'
import { after, ignores, take } from './testing/frozen-step.ts'
import { accepts, asks, get, logFlushed, put, replicates, timeout } from './testing/inputs.ts'
import { answers, sent, writes } from './testing/outcome.ts'

const redirect = (leader: number): object => ({ status: AnswerStatus.Redirect, leader })

/** A leader that has applied this command, its only one, at index 2. */
const applied = (command: Command): Server =>
  after(settledLeader(), asks(command), logFlushed(2, 1), accepts({ from: S2, term: 1, match: 2 }))

test('8: a server that does not lead sends the client on to the leader it last heard from', () => {
  const loyal = after(follower(), replicates({ from: S3, term: 1 }))
  for (const command of [put(5), get()]) {
    expect(answers(take(loyal, asks(command)))).toMatchObject([redirect(S3)])
  }
})

test('8: a server whose leader has fallen silent knows of none, and says so', () => {
  const alone = after(follower(), replicates({ from: S3, term: 1 }), timeout)
  expect(answers(take(alone, asks(put(5))))).toMatchObject([redirect(NOBODY)])
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
  const step = take(applied(put(5)), asks(put(5)))
  expect(writes(step, DiskFile.Log)).toEqual([])
  expect(answers(step)).toMatchObject([{ serial: 1, status: AnswerStatus.Done, value: 0 }])
})

test('8: a command older than the newest of its session is neither appended nor answered', () => {
  expect(ignores(applied(put(5, 2)), asks(put(4, 1)))).toBe(true)
})
