import { expect, test } from 'vitest'
import { Operation } from '../command.ts'
import { configurationOf } from '../membership/configuration.ts'
import { follower, S1, S2, setOf, settledLeader } from '../testing/cluster.ts'
import { configured, entry } from '../testing/entries.ts'
import { after, take } from '../testing/frozen-step.ts'
import { accepts, asks, logFlushed, put, reconfigure, replicates } from '../testing/inputs.ts'
import { answers } from '../testing/outcome.ts'
import { sessionsOf } from '../testing/sessions.ts'

const both = [entry(1, 1, put(5)), entry(2, 1, put(6, 2))]

test('All servers: what is committed is applied, in log order', () => {
  const { server } = take(follower(), replicates({ from: S2, term: 1, entries: both, commit: 2 }))
  expect(server).toMatchObject({ lastApplied: 2, machine: [6] })
})

test('All servers: what is not committed is not applied', () => {
  const { server } = take(follower(), replicates({ from: S2, term: 1, entries: both, commit: 1 }))
  expect(server).toMatchObject({ lastApplied: 1, machine: [5] })
})

test('5.3: a follower applies, and answers no client', () => {
  expect(answers(take(follower(), replicates({ from: S2, term: 1, entries: both, commit: 2 })))).toEqual([])
})

test('8: a command that stands in the log twice is applied once, and answered alike', () => {
  const swap = { ...put(5), operation: Operation.Swap, expected: 0 }
  const twice = after(settledLeader(), asks(swap), asks(swap), logFlushed(3, 1))
  const step = take(twice, accepts({ from: S2, term: 1, match: 3 }))
  expect(step.server).toMatchObject({ lastApplied: 3, sessions: { list: [{ serial: 1, value: 1 }] } })
  expect(answers(step).map(({ value }) => value)).toEqual([1, 1])
})

test('8: a late copy of an older command overwrites nothing and is not answered', () => {
  const late = after(settledLeader(), asks(put(6, 2)), asks(put(5, 1)), logFlushed(3, 1))
  const step = take(late, accepts({ from: S2, term: 1, match: 3 }))
  expect(step.server).toMatchObject({ lastApplied: 3, machine: [6], sessions: { list: [{ serial: 2 }] } })
  expect(answers(step).map(({ serial }) => serial)).toEqual([2])
})

test('6: a configuration changes nothing in the machine; who asked for it is remembered', () => {
  const request = reconfigure(setOf(S1, S2))
  const entries = [configured(1, 1, configurationOf(request.value, 0), request)]
  const { server } = take(follower(), replicates({ from: S2, term: 1, entries, commit: 1 }))
  expect(server).toMatchObject({ lastApplied: 1, machine: [] })
  expect(server.sessions).toEqual(sessionsOf([{ session: request.session, serial: 1 }]))
})
