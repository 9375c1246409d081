import { expect, test } from 'vitest'
import { Operation, register, type Command } from '../../core/command.ts'
import { AnswerStatus } from '../../core/effect.ts'
import { EntryKind, entryOf, type Entry } from '../../core/log/entry.ts'
import type { Options } from '../../core/options.ts'
import type { Session } from '../../core/sessions/sessions.ts'
import { emptyVector, push, type Vector } from '../../core/vector.ts'
import { ActionKind } from '../../harness/world/action.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { becomes, CLUSTER, findings, follower, having, leader, S1 } from '../testing/sightings.ts'
import { liveSessions } from './live-sessions.ts'

const asked = (session: number, serial: number, registration: number): Command => ({
  ...register(session),
  serial,
  registration,
  operation: Operation.Write,
})
/** Commands, each with the log's time when it came. */
const logOf = (...commands: readonly (readonly [Command, number])[]): Vector<Entry> =>
  commands.reduce(
    (log, [command, time]) => push(log, entryOf(log.length + 1, 1, EntryKind.Command, command, null, time)),
    emptyVector<Entry>(),
  )
const one = (session: number, registration: number, serial: number, active: number): Session => ({
  session,
  registration,
  serial,
  value: 0,
  active,
})

/** What is found when a server applies all of a log, and then has these sessions. */
function found(
  log: Vector<Entry>,
  time: number,
  list: readonly Session[],
  options: Partial<Options> = {},
): string[] {
  const step = becomes(
    S1,
    follower({ log }),
    follower({ log, applied: log.length, sessions: { time, list } }),
  )
  return titles([step], options)
}
const titles = (story: readonly Transition[], options: Partial<Options> = {}): string[] =>
  findings(liveSessions, story, { ...CLUSTER, options: { ...CLUSTER.options, ...options } }).map(
    ({ title }) => title,
  )
const OTHERWISE = ['S1 has sessions other than the entries up to index 3 tell']

test('6.3: sessions begin with their registration, and go on with what is asked in them', () => {
  const log = logOf([register(0), 10], [register(1), 20], [asked(0, 1, 1), 30])
  const right = [one(1, 2, 0, 20), one(0, 1, 1, 30)]
  expect(found(log, 30, right)).toEqual([])
  expect(found(log, 30, [...right].reverse())).toEqual(OTHERWISE)
  expect(found(log, 20, right)).toEqual(OTHERWISE)
  expect(found(log, 30, [one(1, 2, 0, 20), one(0, 1, 0, 30)])).toEqual(OTHERWISE)
  expect(found(log, 30, [one(1, 2, 0, 20), one(0, 1, 1, 10)])).toEqual(OTHERWISE)
  expect(found(log, 30, right.slice(1))).toEqual(OTHERWISE)
})

test('6.3: a session in which nothing was asked for long enough is over; its commands do nothing', () => {
  const log = logOf([register(0), 10], [register(1), 500], [asked(0, 1, 1), 510])
  const options = { sessionTimeout: 500_000 }
  expect(found(log, 510, [one(1, 2, 0, 500)], options)).toEqual([])
  expect(found(log, 510, [one(1, 2, 0, 500), one(0, 1, 1, 510)], options)).toEqual(OTHERWISE)
})

test('6.3: where there are too many sessions the least recently used makes room', () => {
  const log = logOf([register(0), 0], [register(1), 0], [register(2), 0])
  const options = { mostSessions: 2 }
  expect(found(log, 0, [one(1, 2, 0, 0), one(2, 3, 0, 0)], options)).toEqual([])
  expect(found(log, 0, [one(0, 1, 0, 0), one(2, 3, 0, 0)], options)).toEqual(OTHERWISE)
})

test('8: a repeated command is activity; without registration a session begins with its first command', () => {
  const log = logOf([asked(0, 1, 0), 0], [asked(1, 1, 0), 0], [asked(0, 1, 0), 0])
  expect(found(log, 0, [one(1, 0, 1, 0), one(0, 0, 1, 0)])).toEqual([])
  expect(found(log, 0, [one(0, 0, 1, 0), one(1, 0, 1, 0)])).toEqual(OTHERWISE)
})

test('7: the sessions of a snapshot are not counted from the log', () => {
  const log = logOf([register(0), 10])
  const step = becomes(S1, follower({ log }), follower({ log, applied: 1 }))
  expect(titles([having(step, { does: { kind: ActionKind.Restore } })])).toEqual([])
  expect(titles([step])).toHaveLength(1)
})

test('6.3: to say that a session is over which lives, or is not known yet, is caught', () => {
  const command = asked(0, 2, 1)
  const answer = { from: S1, session: 0, serial: 2, status: AnswerStatus.Expired, value: 0, leader: -1 }
  const says = (applied: number, list: readonly Session[]): string[] => {
    const seen = leader({ log: '1', applied, sessions: { time: 0, list } })
    return titles([having(becomes(S1, seen, seen), { asked: command, answers: [answer] })])
  }
  expect(says(1, [])).toEqual([])
  expect(says(1, [one(0, 1, 1, 0)])).toEqual(['S1 told C1 that its session is over, which it is not'])
  expect(says(0, [])).toEqual(['S1 told C1 that its session is over, which it cannot know'])
})
