import { expect, test } from 'vitest'
import { Operation, register, type Command } from '../../core/command.ts'
import { AnswerStatus, type Answer } from '../../core/effect.ts'
import { becomes, CLUSTER, findings, follower, having, leader, S1, S2 } from '../testing/sightings.ts'
import { oneAnswer } from './one-answer.ts'

const command = (serial: number, operation: Operation): Command => ({ ...register(0), serial, operation })
const operations = [[command(1, Operation.Swap), command(2, Operation.Swap), command(3, Operation.Read)]]
const tells = (
  from: number,
  serial: number,
  value: Answer['value'],
  status: AnswerStatus = AnswerStatus.Done,
) =>
  having(becomes(from, leader({}), leader({})), {
    answers: [{ from, session: 0, serial, status, value, leader: -1 }],
  })
const found = (...story: ReturnType<typeof tells>[]): string[] =>
  findings(oneAnswer, story, { ...CLUSTER, operations }).map(({ title }) => title)

test('8: a repeated operation that is answered as at first is right', () => {
  expect(found(tells(S1, 1, 1), tells(S2, 1, 1), tells(S2, 2, 0), tells(S1, 1, 1))).toEqual([])
  const list = { last: 5, length: 1, before: undefined }
  expect(found(tells(S1, 2, list), tells(S1, 1, 0), tells(S2, 2, { ...list }))).toEqual([])
})

test('8: a different outcome of one operation is caught, however late', () => {
  const caught = ['S1 and S2 tell different outcomes of C1.1']
  expect(found(tells(S1, 1, 1), tells(S2, 1, 0))).toEqual(caught)
  expect(found(tells(S1, 1, 1), tells(S1, 2, 0), tells(S2, 1, 0))).toEqual(caught)
  const list = { last: 5, length: 1, before: undefined }
  expect(found(tells(S1, 2, list), tells(S2, 2, { ...list, length: 2 }))).toHaveLength(1)
})

test('reads see what there is at their time, and what is not done has no outcome', () => {
  expect(found(tells(S1, 3, 1), tells(S2, 3, 2))).toEqual([])
  expect(found(tells(S1, 1, 1), tells(S2, 1, 0, AnswerStatus.Unknown))).toEqual([])
})

test('Figure 2: an outcome that is told by who does not lead is caught, reads apart', () => {
  const follows = becomes(S1, follower({}), follower({}))
  const answers = (serial: number): Answer[] => [
    { from: S1, session: 0, serial, status: AnswerStatus.Done, value: 0, leader: -1 },
  ]
  expect(found(having(follows, { answers: answers(1) }))).toEqual([
    'S1, which does not lead, tells the outcome of C1.1',
  ])
  expect(found(having(follows, { answers: answers(3) }))).toEqual([])
})
