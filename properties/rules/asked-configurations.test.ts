import { expect, test } from 'vitest'
import { Operation } from '../../core/command.ts'
import { entryOf, type Entry } from '../../core/log/entry.ts'
import { MembershipKind, type Options } from '../../core/options.ts'
import { push } from '../../core/vector.ts'
import { becomes, CLUSTER, entries, entry, findings, follower, leader, S1 } from '../testing/sightings.ts'
import { configuration } from '../testing/sightings.ts'
import { askedConfigurations } from './asked-configurations.ts'

/** A configuration's entry, and whom somebody has asked for; none where that is left out. */
function change(index: number, word: string, asked?: string): Entry {
  const { term, kind, configuration: now } = entry(index, `1(${word})`)
  if (asked === undefined) return entryOf(index, term, kind, null, now)
  const { voters: value, learners: expected } = configuration(asked)
  const command = { session: 0, serial: 1, registration: 0, operation: Operation.Reconfigure, key: 0 }
  return entryOf(index, term, kind, { ...command, value, expected }, now)
}

/** What is found when a leader's log, which is `log`, grows by a change. */
function found(
  log: string,
  word: string,
  asked?: string,
  options: Partial<Options> = {},
  match?: readonly number[],
): string[] {
  const before = entries(log)
  const after = push(before, change(before.length + 1, word, asked))
  const matchIndex = match === undefined ? {} : { match }
  const step = becomes(S1, leader({ log: before }), leader({ log: after, ...matchIndex }))
  const cluster = { ...CLUSTER, options: { ...CLUSTER.options, catchUp: false, ...options } }
  return findings(askedConfigurations, [step], cluster).map(({ reason }) => reason)
}
const CAUGHT = (why: string): string[] => [`a configuration that was not to come: ${why}`]
const single = { membership: MembershipKind.SingleServer }

test('6: voters that were asked for come in a joint configuration, which is left for them alone', () => {
  expect(found('1', '124<123', '124')).toEqual([])
  expect(found('1 1(124<123)', '124', '124')).toEqual([])
  expect(found('1 1(124<123)', '124')).toEqual([])
})

test('6: other voters than those asked for are caught', () => {
  expect(found('1', '125<123', '124')).toEqual(CAUGHT('other members were asked for'))
  expect(found('1', '123+5', '123+4')).toEqual(CAUGHT('other members were asked for'))
})

test('6: a joint configuration with others than the old voters, or with none, is caught', () => {
  const why = CAUGHT('new voters come in a joint configuration with the old')
  expect(found('1', '124', '124')).toEqual(why)
  expect(found('1', '124<12', '124')).toEqual(why)
})

test('6: a joint configuration that is left for others is caught', () => {
  const why = CAUGHT('a joint configuration is left for its new voters alone')
  for (const word of ['125', '124<125', '124+5']) expect(found('1 1(124<123)', word, '124')).toEqual(why)
})

test('4.1: one server at a time needs no joint configuration, nor do learners', () => {
  expect(found('1', '1234', '1234', single)).toEqual([])
  expect(found('1', '123+4', '123+4')).toEqual([])
  expect(found('1', '1234<123', '1234', single)).toEqual(CAUGHT('nothing was to be joint'))
})

test('4.2.1: new servers are learners first, and nobody need ask for that', () => {
  expect(found('1', '123+4', undefined, { catchUp: true })).toEqual([])
  expect(found('1', '123+4')).toEqual(CAUGHT('nobody asked for that'))
  for (const word of ['124', '1234+5'])
    expect(found('1', word, undefined, { catchUp: true })).toEqual(CAUGHT('nobody asked for that'))
})

test('4.2.1: new voters that were no learners, or have not caught up, are caught', () => {
  const catchUp = { ...single, catchUp: true }
  const learning = '1 1(123+4)'
  expect(found(learning, '1234', '1234', catchUp, [2, 2, 2, 2, 0])).toEqual([])
  expect(found(learning, '1234', '1234', catchUp, [2, 2, 2, 1, 0])).toEqual(
    CAUGHT('new voters have to catch up first'),
  )
  expect(found('1', '1234', '1234', catchUp, [1, 1, 1, 1, 1])).toEqual(
    CAUGHT('new voters are learners first'),
  )
})

test('a change to what is so already is caught, unless it takes the place of one that waited', () => {
  const before = entries('1')
  const log = push(before, change(2, '123', '123'))
  const [was, is] = [leader({ log: before }), leader({ log })]
  const reasons = (waits: object | null): string[] =>
    findings(askedConfigurations, [becomes(S1, { ...was, change: waits } as typeof was, is)]).map(
      ({ reason }) => reason,
    )
  expect(reasons(null)).toEqual(CAUGHT('nothing was to change'))
  expect(reasons({})).toEqual([])
})

test('a follower appends what it is sent', () => {
  const step = becomes(S1, follower({ log: '1' }), follower({ log: '1 1(1234) 1(12345)' }))
  expect(findings(askedConfigurations, [step])).toEqual([])
})
