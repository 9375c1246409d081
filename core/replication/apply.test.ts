import { expect, test } from 'vitest'
import { Operation } from '../command.ts'
import { AnswerStatus, EffectKind } from '../effect.ts'
import { configurationOf } from '../membership/configuration.ts'
import { MembershipKind } from '../options.ts'
import type { Step } from '../step.ts'
import { follower, S1, S2, setOf, settledLeader } from '../testing/cluster.ts'
import { configured, entry } from '../testing/entries.ts'
import { after, take } from '../testing/frozen-step.ts'
import {
  accepts,
  asks,
  get,
  installs,
  logFlushed,
  nextPage,
  put,
  reconfigure,
  replicates,
  restored,
  snapshotFlushed,
} from '../testing/inputs.ts'
import { answers } from '../testing/outcome.ts'
import { sessionsOf } from '../testing/sessions.ts'
import { snapshotUpTo } from '../testing/snapshots.ts'

/** From where on a step asks to go on applying. */
const continues = ({ effects }: Step): number[] =>
  effects.filter(({ kind }) => kind === EffectKind.Continue).map(({ first }) => first)

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

/** Commands of one session, that write their serial. */
const four = [1, 2, 3, 4].map((serial) => entry(serial, 1, put(serial, serial)))
const paged = take(
  follower({ options: { applyPage: 3 } }),
  replicates({ from: S2, term: 1, entries: four, commit: 4 }),
)

test('applyPage: a step applies no more than a page, and asks to go on', () => {
  expect(paged.server).toMatchObject({ commitIndex: 4, lastApplied: 3, machine: [3], applying: true })
  expect(continues(paged)).toEqual([4])
  const rest = take(paged.server, nextPage)
  expect(rest.server).toMatchObject({ lastApplied: 4, machine: [4], applying: false })
  expect(continues(rest)).toEqual([])
})

test('applyPage: what is committed meanwhile waits for the next page, and is not asked for twice', () => {
  const more = replicates({ from: S2, term: 1, prev: [4, 1], terms: [1, 1], commit: 6 })
  const step = take(paged.server, more)
  expect(step.server).toMatchObject({ commitIndex: 6, lastApplied: 3 })
  expect(continues(step)).toEqual([])
  expect(take(step.server, nextPage).server).toMatchObject({ lastApplied: 6, applying: false })
})

test('applyPage: a leader answers what it has applied, page by page', () => {
  const options = { applyPage: 1 }
  const asked = after(settledLeader({ options }), asks(put(5)), asks(put(6, 2)), logFlushed(3, 1))
  const first = take(asked, accepts({ from: S2, term: 1, match: 3 }))
  expect(answers(first).map(({ serial }) => serial)).toEqual([1])
  expect(answers(take(first.server, nextPage)).map(({ serial }) => serial)).toEqual([2])
})

test('8, applyPage: a read waits until what it must see is applied', () => {
  const options = { applyPage: 1 }
  const written = after(settledLeader({ options }), asks(put(5)), asks(put(6, 2)), logFlushed(3, 1))
  const committed = after(written, accepts({ from: S2, term: 1, match: 3 }), asks(get()))
  const vouched = take(committed, accepts({ from: S2, term: 1, match: 3, round: 1 }))
  expect(answers(vouched)).toEqual([])
  expect(answers(take(vouched.server, nextPage))).toMatchObject([{ serial: 2 }, { session: 1, value: 6 }])
})

test('7, applyPage: a snapshot holds what is applied, not what is committed', () => {
  const { server } = take(
    follower({ options: { applyPage: 3, snapshotThreshold: 2 } }),
    replicates({ from: S2, term: 1, entries: four, commit: 4 }),
  )
  expect(server.snapshotWork.saving).toMatchObject({ lastIncludedIndex: 3 })
})

test('Figure 13, applyPage: pages stop while the state of a snapshot is taken over, and go on behind it', () => {
  const snapshot = snapshotUpTo(5, 1)
  const part = { ...snapshot, offset: 0, done: true }
  const saved = after(paged.server, installs({ from: S2, term: 1, part }), snapshotFlushed(5, 1))
  const stopped = take(saved, nextPage)
  expect(stopped.server).toMatchObject({ lastApplied: 3, applying: false })
  const more = replicates({ from: S2, term: 1, prev: [5, 1], terms: [1, 1], commit: 7 })
  expect(after(stopped.server, more, restored(5, 1))).toMatchObject({ lastApplied: 7, applying: false })
})

test('4.1, applyPage: a leader that has yet to apply a change of members does not take its request for a new one', () => {
  const options = { applyPage: 1, catchUp: false, membership: MembershipKind.SingleServer }
  const request = reconfigure(setOf(S1, S2))
  const asked = after(settledLeader({ options }), asks(put(5)), asks(request), logFlushed(3, 1))
  const committed = after(asked, accepts({ from: S2, term: 1, match: 3 }))
  expect(committed).toMatchObject({ commitIndex: 3, lastApplied: 2 })
  expect(answers(take(committed, asks(request)))).toMatchObject([{ status: AnswerStatus.Redirect }])
  const step = take(committed, nextPage)
  expect(answers(step)).toMatchObject([{ status: AnswerStatus.Done }])
  expect(answers(take(step.server, asks(request)))).toMatchObject([{ status: AnswerStatus.Done }])
})
