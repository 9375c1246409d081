import { expect, test } from 'vitest'
import { Operation, type Command } from '../../core/command.ts'
import { AnswerStatus, Timer } from '../../core/effect.ts'
import { Changed } from '../../harness/observation.ts'
import { ActionKind } from '../../harness/world/action.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { becomes, CLUSTER, findings, follower, having, leader, S1, S2, S3 } from '../testing/sightings.ts'
import { reasons } from './reasons.ts'

const asking = (operation: Operation, value = 0, expected = 0): Command => ({
  session: 0,
  serial: 7,
  registration: 0,
  operation,
  key: 0,
  value,
  expected,
})
const { Refused, Redirect, Done } = AnswerStatus
const write = asking(Operation.Write)
const handOver = asking(Operation.TransferLeadership, S2)
const reign = leader({ log: '1 1', commit: 2, applied: 2 })

/** S1, as it is, is asked and answers at once. */
const answers = (asked: Command, status: AnswerStatus, seen = reign, after = seen): Transition => {
  const { session, serial } = asked
  const answer = { from: S1, session, serial, status, value: 0, leader: S2 }
  return having(becomes(S1, seen, after), { asked, answers: [answer] })
}
const begins = having(becomes(S1, reign, reign), { asked: handOver, armed: [Timer.Transfer] })
const found = (story: readonly Transition[], options = {}): string[] =>
  findings(reasons, story, { ...CLUSTER, options: { ...CLUSTER.options, ...options } }).map(
    ({ reason }) => reason,
  )

test('a leader that sends clients on, or refuses, for no reason is caught', () => {
  expect(found([answers(write, Redirect)])).toEqual(['sent on without a reason'])
  expect(found([answers(write, Refused)])).toEqual(['refused without a reason'])
  expect(found([answers(asking(Operation.Read), Refused)], { maxQueued: 1 })).toEqual([
    'refused without a reason',
  ])
})

test('who does not lead sends clients on; where requests queue, some are refused', () => {
  const other = follower({ log: '1 1' })
  expect(found([answers(write, Redirect, other)])).toEqual([])
  expect(found([answers(write, Redirect, reign, other)])).toEqual([])
  expect(found([answers(write, Refused, { ...reign, queued: [write] })], { maxQueued: 1 })).toEqual([])
  expect(found([answers(write, Refused, { ...reign, queued: [] })], { maxQueued: 1 })).toHaveLength(1)
  expect(found([answers(write, Done)])).toEqual([])
})

test('6.4: a follower that may answer reads, and knows whom to ask, sends none on', () => {
  const follows = (leader: number) => ({ ...follower({ log: '1 1' }), leader })
  const read = asking(Operation.Read)
  const sentOn = (leader: number, asked = read, followerReads = true): string[] =>
    found([answers(asked, Redirect, follows(leader))], { followerReads })
  expect(sentOn(S2)).toEqual(['sent on without a reason'])
  expect(sentOn(-1)).toEqual([])
  expect(sentOn(S2, write)).toEqual([])
  expect(sentOn(S2, read, false)).toEqual([])
})

test('3.10: while a leader hands over it takes no requests, until it gives up', () => {
  const grows = having(becomes(S1, reign, leader({ log: '1 1 1a', commit: 2, applied: 2 })), { asked: write })
  expect(found([begins, answers(write, Redirect)])).toEqual([])
  expect(found([begins, grows])).toEqual(['a request taken while handing over'])
  const ends = having(becomes(S1, reign, reign), {
    armed: [Timer.Heartbeat],
    does: { kind: ActionKind.Timer, topic: Timer.Transfer },
  })
  expect(found([begins, ends, grows])).toEqual([])
  expect(found([begins, ends, answers(write, Redirect)])).toEqual(['sent on without a reason'])
})

test('3.10: a transfer is refused to who is no voter, or while there is another', () => {
  const toS5 = asking(Operation.TransferLeadership, 4)
  expect(found([answers(toS5, Refused)])).toEqual([])
  expect(found([answers(handOver, Refused)])).toEqual(['refused without a reason'])
  expect(found([begins, answers(asking(Operation.TransferLeadership, S3), Refused)])).toEqual([])
  expect(found([begins, answers(handOver, Refused)])).toEqual(['refused without a reason'])
})

test('6: a change of members is refused before the last one is done, and where nobody could vote', () => {
  const two = asking(Operation.Reconfigure, 0b11)
  expect(found([answers(two, Refused)])).toEqual(['refused without a reason'])
  expect(found([answers(asking(Operation.Reconfigure, 0), Refused)])).toEqual([])
  expect(found([answers(asking(Operation.Reconfigure, 1 << 6), Refused)])).toEqual([])
  expect(found([answers(two, Refused, leader({ log: '1 1(1234)', commit: 1 }))])).toEqual([])
  expect(found([answers(two, Refused, leader({ log: '1 1(124<123)', commit: 2, applied: 2 }))])).toEqual([])
})

test('6: what becomes of a change is not decided before the last that is committed is applied', () => {
  const open = leader({ log: '1 1(1234) 1', commit: 3, applied: 1 })
  expect(found([answers(asking(Operation.Reconfigure, 0b1111), Done, open)])).toEqual([
    'decided without a reason',
  ])
  const known = leader({ log: '1 1(1234) 1', commit: 3, applied: 2 })
  expect(found([answers(asking(Operation.Reconfigure, 0b1111), Done, known)])).toEqual([])
})

test('6: a change of members is sent on by a leader that cannot tell what is committed', () => {
  const two = asking(Operation.Reconfigure, 0b11)
  expect(found([answers(two, Redirect, leader({ log: '1 2', commit: 1, applied: 1 }))])).toEqual([])
  expect(found([answers(two, Redirect, leader({ log: '1 1', commit: 2, applied: 1 }))])).toEqual([])
  expect(found([answers(two, Redirect)])).toEqual(['sent on without a reason'])
})

test('8: a command that is neither taken, nor answered, nor waiting is caught, but one that its session has gone on from', () => {
  const aside = (sessions: object, queued: readonly Command[] = []): string[] => {
    const seen = { ...reign, ...sessions, queued }
    const step = having(becomes(S1, seen, seen), { asked: write })
    return found([{ ...step, changed: step.changed | Changed.Requested }], { maxQueued: 1 })
  }
  const known = (serial: number): object => ({
    sessions: { time: 0, list: [{ session: 0, registration: 0, serial, value: 0, active: 0 }] },
  })
  const caught = ['left aside without a reason']
  expect(aside({})).toEqual(caught)
  expect(aside(known(6))).toEqual(caught)
  expect(aside(known(8))).toEqual([])
  expect(aside({}, [write])).toEqual([])
})

test('6: a change of members that is said to be done, and is not, is caught; one that is remembered was', () => {
  const three = asking(Operation.Reconfigure, 0b111)
  expect(found([answers(three, Done)])).toEqual([])
  const four = asking(Operation.Reconfigure, 0b1111)
  const known = (serial: number): object => ({
    sessions: { time: 0, list: [{ session: 0, registration: 0, serial, value: 0, active: 0 }] },
  })
  expect(found([answers(four, Done, { ...reign, ...known(6) })])).toEqual(['took for done without a reason'])
  expect(found([answers(four, Done, { ...reign, ...known(7) })])).toEqual([])
})

test('3.10: a transfer that is asked for again does not begin anew', () => {
  expect(found([begins, having(becomes(S1, reign, reign), { asked: handOver })])).toEqual([])
  expect(found([begins, begins])).toEqual(['began again without a reason'])
})
