import { expect, test } from 'vitest'
import { Operation, register, type Command } from '../../core/command.ts'
import { AnswerStatus, type Answer } from '../../core/effect.ts'
import { EntryKind, entryOf } from '../../core/log/entry.ts'
import { timeoutNow } from '../../core/messages.ts'
import { MembershipKind } from '../../core/options.ts'
import { NO_SESSIONS } from '../../core/sessions/sessions.ts'
import { push } from '../../core/vector.ts'
import type { Observation, ObservedLog } from '../../harness/observation.ts'
import {
  becomes,
  CLUSTER,
  configuration,
  entries,
  findings,
  having,
  leader,
  S1,
  S2,
  S4,
} from '../testing/sightings.ts'
import { administration } from './administration.ts'

const reigns = (log: string, seen: Partial<Observation> = {}): Observation => ({
  ...leader({ log, commit: entries(log).length, applied: entries(log).length, match: [0, 0, 0] }),
  change: null,
  transfer: null,
  sessions: NO_SESSIONS,
  ...seen,
})
const wants = (value: number, operation: Operation = Operation.Reconfigure, serial = 1): Command => ({
  ...register(0),
  serial,
  operation,
  value,
})
const says = ({ session, serial }: Command, status: AnswerStatus): Answer => ({
  from: S1,
  session,
  serial,
  status,
  value: 0,
  leader: -1,
})
/** The leader with the configuration that was asked for at the end of its log. */
const takes = (before: Observation, asked: Command, word: string): Observation => {
  const log = before.log as ObservedLog
  const index = log.entries.length + 1
  const entry = entryOf(index, 1, EntryKind.Configuration, asked, configuration(word))
  return { ...before, log: { ...log, entries: push(log.entries, entry) } }
}
const found = (
  asked: Command | undefined,
  before: Observation,
  after: Observation,
  besides: Parameters<typeof having>[1] = {},
): string[] => {
  const cluster = { ...CLUSTER, options: { ...CLUSTER.options, membership: MembershipKind.Joint } }
  const story = having(becomes(S1, before, after), asked === undefined ? besides : { ...besides, asked })
  return findings(administration, [story], cluster).map(({ reason }) => reason)
}
const [TRANSFER, MEMBERS] = [Operation.TransferLeadership, 0b011]

test('6: a request for members is taken up, or answered at once', () => {
  const before = reigns('1 1')
  const asked = wants(MEMBERS)
  expect(found(asked, before, before)).toEqual(['a leader that leaves aside what members are asked for'])
  expect(found(asked, before, before, { answers: [says(asked, AnswerStatus.Done)] })).toEqual([])
  expect(found(asked, before, takes(before, asked, '12<123'))).toEqual([])
})

test('one that is under way is not answered yet; another request is', () => {
  const under = { ...takes(reigns('1 1'), wants(MEMBERS), '12<123'), commitIndex: 2 }
  expect(found(wants(MEMBERS), under, under)).toEqual([])
  expect(found(wants(MEMBERS, Operation.Reconfigure, 2), under, under)).toHaveLength(1)
})

test('6: a change for nobody, too early or too soon after another is not to be taken up', () => {
  const taken = (before: Observation, value = MEMBERS): string[] =>
    found(wants(value), before, takes(before, wants(value), '12<123'))
  expect(taken(reigns('1 1'))).toEqual([])
  expect(taken(reigns('1 1'), 0)).toEqual(['a leader that takes up a change that leaves nobody to vote'])
  expect(taken(reigns('1 1', { commitIndex: 0 }))).toEqual([
    'a leader that changes its members before it knows what is committed',
  ])
  expect(taken(reigns('1 1(12)', { commitIndex: 1 }))).toEqual([
    'a leader that changes its members before the last change is done',
  ])
  expect(taken(reigns('1 1(12)', { lastApplied: 1 }))).toEqual([
    'a leader that changes its members before it has applied the last change',
  ])
})

test('3.10: a transfer is for a voter, and to be answered or begun', () => {
  const [before, asked] = [reigns('1 1'), wants(S2, TRANSFER)]
  expect(found(asked, before, before)).toHaveLength(1)
  expect(found(asked, before, { ...before, transfer: asked })).toEqual([])
  const other = wants(S4, TRANSFER)
  expect(found(other, before, { ...before, transfer: other })).toEqual([
    'a leader that begins to hand over to who is no voter',
  ])
})

test('3.10: an heir is to stand once its log matches', () => {
  const sent = [timeoutNow(S1, S2, 1)]
  const hands = (match: number): Observation =>
    reigns('1 1', { transfer: wants(S2, TRANSFER), matchIndex: [2, match, 0] })
  expect(found(undefined, hands(2), hands(2), { sent })).toEqual([])
  expect(found(undefined, hands(1), hands(1), { sent })).toEqual([
    'an heir that is to stand before its log matches',
  ])
})
