import { expect, test } from 'vitest'
import { register, type Command } from '../command.ts'
import { AnswerStatus, DiskFile } from '../effect.ts'
import type { Input } from '../input.ts'
import type { Options } from '../options.ts'
import type { Server } from '../server.ts'
import type { Step } from '../step.ts'
import { follower, leader, S1, S2, S3, setOf, settledLeader } from '../testing/cluster.ts'
import { entry } from '../testing/entries.ts'
import { after, take } from '../testing/frozen-step.ts'
import {
  accepts,
  asks,
  at,
  logFlushed,
  put,
  reconfigure,
  replicates,
  transferTo,
  within,
} from '../testing/inputs.ts'
import { answers, writes } from '../testing/outcome.ts'

const options: Partial<Options> = { registration: true, sessionTimeout: 1_000_000 }

/** What a leader asks for when what it was last asked is durable and committed. */
function committing(server: Server): Step {
  const index = server.log.entries.length
  return take(after(server, logFlushed(index, 1)), accepts({ from: S2, term: 1, match: index }))
}

/** A leader that was asked these, one after the other, and has committed all of it. */
function having(...inputs: Input[]): Server {
  return inputs.reduce((server, input) => committing(after(server, input)).server, settledLeader({ options }))
}

const done = (value: number): object => ({ status: AnswerStatus.Done, value })
const expired = { status: AnswerStatus.Expired }

test('6.3, RegisterClient 1: a server that does not lead sends the client on', () => {
  const loyal = after(follower({ options }), replicates({ from: S3, term: 1 }))
  expect(answers(take(loyal, asks(register(0))))).toMatchObject([
    { status: AnswerStatus.Redirect, leader: S3 },
  ])
})

test('6.3, RegisterClient 2 to 4: it is answered once its entry is applied, with the index of that', () => {
  const step = take(settledLeader({ options }), asks(register(4)))
  expect(writes(step, DiskFile.Log)).toMatchObject([[{ index: 2, command: register(4) }]])
  expect(answers(step)).toEqual([])
  const applied = committing(step.server)
  expect(answers(applied)).toMatchObject([{ session: 4, serial: 0, ...done(2) }])
  expect(applied.server.sessions.list).toMatchObject([{ session: 4, registration: 2, serial: 0 }])
})

test('6.3: a client that asks for a session twice may come to two', () => {
  const server = having(asks(register(0)), asks(register(0)))
  expect(server.sessions.list.map(({ registration }) => registration)).toEqual([2, 3])
})

test('6.3: a command is executed in the session that it names, once', () => {
  const server = having(asks(register(0)), asks(within(2, put(5))))
  expect(server).toMatchObject({ machine: [5], sessions: { list: [{ registration: 2, serial: 1 }] } })
  expect(answers(take(server, asks(within(2, put(5)))))).toMatchObject([done(0)])
})

test('6.3, ClientRequest 3: without record of the session a command is not put in the log', () => {
  const step = take(having(asks(register(0)), asks(register(1))), asks(within(1, put(5))))
  expect(writes(step, DiskFile.Log)).toEqual([])
  expect(answers(step)).toMatchObject([expired])
})

test('6.3: a leader that has not applied the registration yet takes the command, and finds out when it applies it', () => {
  const log = [entry(1, 1), entry(2, 1, register(0))]
  const behind = leader({ log, options })
  const step = take(behind, asks(within(2, put(5))))
  expect(answers(step)).toEqual([])
  expect(step.server.log.entries.length).toBe(4)
  const inTime = after(step.server, logFlushed(4, 2), accepts({ from: S2, term: 2, match: 4 }))
  expect(inTime).toMatchObject({ lastApplied: 4, machine: [5] })
})

test('6.3: a command in the log without record of its session is not executed; its client gets an error', () => {
  const registered = having(at(1_000, asks(register(0))))
  const late = take(registered, at(1_001_000, asks(within(2, put(5)))))
  expect(answers(late)).toEqual([])
  const step = committing(late.server)
  expect(step.server).toMatchObject({ lastApplied: 3, machine: [], sessions: { list: [] } })
  expect(answers(step)).toMatchObject([{ serial: 1, ...expired }])
})

test('6.3: the leader augments each entry with its current time, where sessions expire by it', () => {
  const times = (given: Partial<Options>): unknown[] => {
    const step = take(settledLeader({ options: given }), at(7_654_321, asks(register(0))))
    return writes(step, DiskFile.Log).flat()
  }
  expect(times(options)).toMatchObject([{ time: 7_654 }])
  expect(times({ registration: true })).toMatchObject([{ time: 0 }])
  expect(times({ sessionTimeout: 1_000_000 })).toMatchObject([{ time: 0 }])
})

test('6.3: a follower expires sessions by the time in the log, whatever its own clock says', () => {
  const at50 = { ...entry(1, 1, register(0)), time: 50 }
  const entries = (time: number): Input =>
    at(9_000_000, replicates({ from: S2, term: 1, entries: [at50, { ...entry(2, 1), time }], commit: 2 }))
  expect(after(follower({ options }), entries(1_049)).sessions.list).toHaveLength(1)
  expect(after(follower({ options }), entries(1_050)).sessions).toEqual({ time: 1_050, list: [] })
})

test('6.3: a leader whose clock is behind does not take the log’s time back', () => {
  const server = having(at(900_000, asks(register(0))), at(300_000, asks(register(1))))
  expect(server.sessions).toMatchObject({ time: 900, list: [{ active: 900 }, { active: 900 }] })
})

test('6.3: what asks for other members or another leader without record of its session gets an error', () => {
  const server = having(asks(register(0)))
  const change = within(1, reconfigure(setOf(S1, S2)))
  for (const command of [change, within(1, transferTo(S2))] satisfies Command[]) {
    const step = take(server, asks(command))
    expect(answers(step)).toMatchObject([expired])
    expect(step.server).toBe(server)
  }
})

test('6: a change of members that was carried out is no error, although its session ended meanwhile', () => {
  const given = { ...options, servers: 4, voters: 0b111 }
  const registered = committing(after(settledLeader({ options: given }), at(1_000, asks(register(2))))).server
  const change = within(2, reconfigure(0b111, { learners: 0b1000 }))
  const step = committing(after(registered, at(1_001_000, asks(change))))
  expect(step.server.sessions.list).toEqual([])
  expect(answers(step)).toMatchObject([done(0)])
})
