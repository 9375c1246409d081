import { expect, test } from 'vitest'
import { AnswerStatus, DiskFile } from '../effect.ts'
import type { Input } from '../input.ts'
import { latestConfiguration } from '../log/log.ts'
import { configurationOf } from '../membership/configuration.ts'
import { MembershipKind } from '../options.ts'
import { leader, S1, S2, S3, S4, S5, setOf, settledLeader } from '../testing/cluster.ts'
import { configured } from '../testing/entries.ts'
import { after, take } from '../testing/frozen-step.ts'
import { accepts, asks, logFlushed, reconfigure } from '../testing/inputs.ts'
import { answers, sent, writes } from '../testing/outcome.ts'

/** S1 leads S2 and S3 in term 1, and has committed its no-op. */
const options = {
  servers: 5,
  voters: setOf(S1, S2, S3),
  catchUp: false,
  batching: false,
  membership: MembershipKind.SingleServer,
}
const reigning = settledLeader({ options })
const addition = reconfigure(setOf(S1, S2, S3, S4))
const added = take(reigning, asks(addition))

const hold = (match: number, ...servers: number[]): Input[] =>
  servers.map((from) => accepts({ from, term: 1, match }))

test('4.1: asked to add a server, the leader appends C_new and replicates it to all in C_new', () => {
  const stored = configured(2, 1, configurationOf(addition.value, 0), addition)
  expect(writes(added, DiskFile.Log)).toEqual([[stored]])
  expect(sent(added).map(({ to }) => to)).toEqual([S2, S3, S4])
})

test('4.1: C_new takes effect as soon as it is in the log: a majority of it must hold an entry', () => {
  const flushed = after(added.server, logFlushed(2, 1))
  expect(after(flushed, ...hold(2, S2)).commitIndex).toBe(1)
  expect(after(flushed, ...hold(2, S2, S4)).commitIndex).toBe(2)
})

test('4.1: the change is complete once C_new is committed', () => {
  const step = take(after(added.server, logFlushed(2, 1), ...hold(2, S2)), hold(2, S4)[0]!)
  expect(answers(step)).toMatchObject([{ session: 2, status: AnswerStatus.Done }])
})

test('4.1: no other change may begin before that', () => {
  const second = reconfigure(setOf(S1, S2, S3, S4, S5), { session: 4 })
  expect(answers(take(added.server, asks(second)))).toMatchObject([{ status: AnswerStatus.Refused }])
  const complete = after(added.server, logFlushed(2, 1), ...hold(2, S2, S4))
  expect(latestConfiguration(take(complete, asks(second)).server.log).voters).toBe(second.value)
})

test.each([
  { voters: setOf(S1, S2, S3, S4, S5), change: 'two servers more' },
  { voters: setOf(S1), change: 'two servers fewer' },
  { voters: setOf(S1, S2, S4), change: 'one server for another' },
])('4.1: only one server is added or removed at a time, not $change', ({ voters }) => {
  const step = take(reigning, asks(reconfigure(voters)))
  expect(answers(step)).toMatchObject([{ status: AnswerStatus.Refused }])
  expect(step.server).toBe(reigning)
})

test('4.1: one server removed', () => {
  const step = take(reigning, asks(reconfigure(setOf(S1, S2))))
  expect(latestConfiguration(step.server.log)).toEqual(configurationOf(setOf(S1, S2), 0))
  expect(sent(step).map(({ to }) => to)).toEqual([S2])
})

// The correction of 2015: else two leaders may each commit a change that the other does not know of.
test('4.1: a leader begins no change before it has committed an entry of its own term', () => {
  const elected = leader({ log: [1, 1], options })
  expect(answers(take(elected, asks(addition)))).toMatchObject([{ status: AnswerStatus.Redirect }])
  const uncommitted = after(elected, logFlushed(3, 2), accepts({ from: S2, term: 2, match: 2 }))
  expect(answers(take(uncommitted, asks(addition)))).toMatchObject([{ status: AnswerStatus.Redirect }])
  const committed = after(uncommitted, accepts({ from: S2, term: 2, match: 3 }))
  expect(latestConfiguration(take(committed, asks(addition)).server.log).voters).toBe(addition.value)
})

test('4.1: a change that a predecessor began, and that is not committed, holds up any other', () => {
  const log = [configured(1, 1, configurationOf(setOf(S1, S2, S3, S4), 0))]
  const elected = after(leader({ log, options }), logFlushed(2, 2), accepts({ from: S2, term: 2, match: 2 }))
  const step = take(elected, asks(reconfigure(setOf(S1, S2, S3))))
  expect(answers(step)).toMatchObject([{ status: AnswerStatus.Redirect }])
})

// Else members would change though nobody asks for it any more: here S3 would leave a second time.
test('8: a leader that has yet to apply a change of its predecessor does not carry it out again', () => {
  const removal = reconfigure(setOf(S1, S2))
  const removed = configured(2, 1, configurationOf(removal.value, 0), removal)
  const back = configured(
    3,
    1,
    configurationOf(options.voters, 0),
    reconfigure(options.voters, { session: 4 }),
  )
  const lagging = settledLeader({ log: [1, removed, back], options: { ...options, applyPage: 1 } })
  expect(lagging).toMatchObject({ commitIndex: 4, lastApplied: 1 })
  const step = take(lagging, asks(removal))
  expect(answers(step)).toMatchObject([{ status: AnswerStatus.Redirect }])
  expect(step.server).toBe(lagging)
})
