import { expect, test } from 'vitest'
import type { Entry } from '../../core/log/entry.ts'
import { withItem } from '../../core/vector.ts'
import type { Transition } from '../../harness/world/transition.ts'
import {
  becomes,
  crashes,
  entries,
  entry,
  findings,
  follower,
  leader,
  S1,
  S2,
  S3,
  starts,
  titlesBy,
} from '../testing/sightings.ts'
import { logMatching } from './log-matching.ts'

const found = titlesBy(logMatching)
const grows = (server: number, before: string, after: string): Transition =>
  becomes(server, follower({ log: before }), follower({ log: after }))

const DIFFERENT = 'the logs of S1 and S2 hold different entries at index 2 of term 1'
const PARTED = 'the logs of S1 and S2 differ before the entry at index 3 of term 3'

test('equal logs, and a log that is the beginning of another, are accepted', () => {
  expect(found(grows(S1, '', '1 1a 2'), grows(S2, '', '1'), grows(S2, '1', '1 1a 2'))).toEqual([])
})

test('logs may differ at an index as long as the terms there do', () => {
  expect(found(grows(S1, '', '1 1a 1b'), grows(S2, '', '1 2 3'))).toEqual([])
})

test('a follower may replace what conflicts', () => {
  expect(found(grows(S1, '', '1 1a 1b'), grows(S2, '', '1 2'), grows(S1, '1 1a 1b', '1 2'))).toEqual([])
})

test('different content at one index and term is caught, committed or not', () => {
  expect(findings(logMatching, [grows(S1, '', '1 1a'), grows(S2, '1', '1 1b')])).toEqual([
    {
      reason: 'different entries at one index and term',
      title: DIFFERENT,
      servers: [S1, S2],
      evidence: ['S1 held 2@1 (C1.1)', 'S2 holds 2@1 (C1.2)'],
    },
  ])
  expect(found(grows(S1, '', '1 1a'), grows(S2, '', '1 1'))).toEqual([DIFFERENT])
})

test('every part of a command is content', () => {
  const [held] = entries('1a').tail as [Entry]
  for (const [part, value] of Object.entries(held.command ?? {})) {
    const other = withItem(entries('1a'), 0, {
      ...held,
      command: { ...held.command, [part]: value + 1 },
    } as Entry)
    expect(found(grows(S1, '', '1a'), becomes(S2, follower({}), follower({ log: other })))).toHaveLength(1)
  }
})

test('equal entries after different ones are caught', () => {
  expect(found(grows(S1, '', '1 1 3'), grows(S2, '', '1 2 3'))).toEqual([PARTED])
})

test('a leader is held to it like everybody else', () => {
  const appends = becomes(S2, leader({ log: '1 2' }), leader({ term: 3, log: '1 2 3' }))
  expect(found(grows(S1, '', '1 1 3'), appends)).toEqual([PARTED])
})

test('what a server starts with is looked at, the first time and again', () => {
  expect(found(starts(S1, follower({ log: '1 1a' })), starts(S2, follower({ log: '1 1b' })))).toEqual([
    DIFFERENT,
  ])
  const restart = [crashes(S2, follower({ log: '1 1a' })), starts(S2, follower({ log: '1 1b' }))]
  expect(found(grows(S1, '', '1 1a'), grows(S2, '', '1 1a'), ...restart)).toEqual([DIFFERENT])
})

test('an entry that was cut off since, or whose server is down, still counts', () => {
  const gone = [grows(S1, '1 1a', '1 2'), crashes(S1, follower({ log: '1 2' }))]
  expect(found(grows(S1, '', '1 1a'), ...gone, grows(S3, '', '1 2'), grows(S2, '', '1 1b'))).toEqual([
    DIFFERENT,
  ])
})

test('each of several different predecessors is told from the others', () => {
  const [one, two] = [grows(S1, '', '1 1 4'), grows(S3, '', '1 2 3')]
  expect(found(one, two, grows(S2, '', '1 2 4'))).toEqual([
    'the logs of S1 and S2 differ before the entry at index 3 of term 4',
  ])
})

test('an entry that changes under one that stays is caught', () => {
  const log = entries('1 1a 1b')
  const changed = withItem(log, 1, entry(2, '2'))
  expect(
    found(grows(S2, '', '1 1a 1b'), becomes(S1, follower({ log }), follower({ log: changed }))),
  ).toHaveLength(1)
})
