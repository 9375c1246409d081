import { expect, test } from 'vitest'
import type { Entry } from '../../core/log/entry.ts'
import { withItem } from '../../core/vector.ts'
import type { Transition } from '../../harness/world/transition.ts'
import {
  becomes,
  CLUSTER,
  configuration,
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

test('configurations are content', () => {
  for (const other of ['1(124)', '1(123<124)', '1(123+4)'])
    expect(found(grows(S1, '', '1 1(123)'), grows(S2, '', `1 ${other}`))).toEqual([DIFFERENT])
  expect(found(grows(S1, '', '1 1(124<123+5)'), grows(S2, '', '1 1(124<123+5)'))).toEqual([])
})

const SNAPSHOT = { lastIncludedIndex: 3, lastIncludedTerm: 7, configuration: configuration('123') }
const held = follower({ log: '1 1 2 3' })

test('7: what a server compacts away is not looked at, and what it appends behind it is', () => {
  const compacts = becomes(S1, held, follower({ base: [3, 2], log: '3' }))
  const appends = becomes(S1, follower({ base: [3, 2], log: '3' }), follower({ base: [3, 2], log: '3 3a' }))
  expect(found(grows(S1, '', '1 1 2 3'), compacts, appends)).toEqual([])
  expect(found(grows(S1, '', '1 1 2 3'), compacts, appends, grows(S2, '', '1 1 2 3 3b'))).toHaveLength(1)
})

test('7: a follower may take a snapshot for its log, and goes on from its last entry', () => {
  const installs = becomes(S2, follower({ log: '1' }), follower({ base: [3, 2] }))
  const appends = becomes(S2, follower({ base: [3, 2] }), follower({ base: [3, 2], log: '3' }))
  expect(found(grows(S1, '', '1 1 2 3'), installs, appends)).toEqual([])
  const another = becomes(S2, follower({ base: [3, 1] }), follower({ base: [3, 1], log: '3' }))
  expect(found(grows(S1, '', '1 1 2 3'), grows(S3, '', '1 1 1'), another)).toEqual([
    'the logs of S1 and S2 differ before the entry at index 4 of term 3',
  ])
})

test('7: a snapshot that ends with an entry that no log held is caught', () => {
  const story = [grows(S1, '', '1 1 2'), becomes(S2, follower({}), follower({ base: [3, 3] }))]
  expect(findings(logMatching, story)).toMatchObject([
    {
      reason: 'a snapshot ends with an entry that no log held',
      title: 'the snapshot of S2 ends with an entry at index 3 of term 3, which no log held',
      servers: [S2],
      evidence: ['S1 held 3@2 (no-op)'],
    },
  ])
  expect(found(grows(S1, '', '1 1 2'), starts(S2, follower({ base: [4, 2] })))).toHaveLength(1)
})

test('7: so it is when only the term before a log changes, or only the snapshot', () => {
  const log = entries('3', 3)
  const [one, other] = [follower({ base: [3, 2], log }), follower({ base: [3, 1], log, snapshot: [3, 2] })]
  const story = [grows(S1, '', '1 1 2 3'), grows(S3, '', '1 1 1')]
  expect(found(...story, starts(S2, one), becomes(S2, one, { ...other, snapshot: one.snapshot }))).toEqual([
    'the logs of S1 and S2 differ before the entry at index 4 of term 3',
  ])
  expect(found(...story, starts(S2, one), becomes(S2, one, { ...one, snapshot: SNAPSHOT }))).toEqual([
    'the snapshot of S2 ends with an entry at index 3 of term 7, which no log held',
  ])
})

test('7: after a snapshot that nobody knows of, entries still have their places', () => {
  const unknown = starts(S2, follower({ base: [4, 2], log: '3' }))
  expect(found(unknown, grows(S1, '', '3'), grows(S3, '', '1 1 1 2 3'))).toHaveLength(1)
})

test('7: a snapshot is looked at whether or not the log was compacted up to it, and a log compacted further', () => {
  const saves = becomes(S1, held, follower({ log: '1 1 2 3', snapshot: [3, 1] }))
  expect(found(grows(S1, '', '1 1 2 3'), saves)).toEqual([
    'the snapshot of S1 ends with an entry at index 3 of term 1, which no log held',
  ])
  const compacts = becomes(S1, held, follower({ base: [2, 2], log: '2 3', snapshot: [3, 2] }))
  expect(found(grows(S1, '', '1 1 2 3'), compacts)[0]).toBe(
    'the logs of S1 and S1 differ before the entry at index 3 of term 2',
  )
  expect(found(grows(S1, '', '1 1 2 3'), compacts)[1]).toBe(
    'what was compacted of S1 ends with an entry at index 2 of term 2, which no log held',
  )
})

test('an entry that gets another neighbour when what is before it is compacted is caught', () => {
  const compacts = becomes(S1, held, follower({ base: [2, 3], log: entries('1 1 2 3') }))
  expect(found(grows(S1, '', '1 1 2 3'), grows(S2, '', '1 3'), compacts)).toEqual([
    'the logs of S1 and S1 differ before the entry at index 3 of term 2',
  ])
})

test('entries that come back when a compaction was lost in a crash are looked at', () => {
  const compacts = becomes(S1, held, follower({ base: [3, 2], log: '3' }))
  const gone = crashes(S1, follower({ base: [3, 2], log: '3' }))
  const story = [grows(S1, '', '1 1 2 3'), compacts, gone]
  expect(found(...story, starts(S1, follower({ log: '1 1 2 3', snapshot: [3, 2] })))).toEqual([])
  expect(found(...story, starts(S1, follower({ log: '1 1a 2 3', snapshot: [3, 2] })))).toHaveLength(1)
})

test('of a log that starts again, what differs from the log at the crash is looked at', () => {
  const log = entries('1 1a 1b')
  const story = [becomes(S1, follower({}), follower({ log })), crashes(S1, follower({ log }))]
  expect(found(...story, starts(S1, follower({ log })))).toEqual([])
  expect(found(...story, starts(S1, follower({ log: withItem(log, 2, entry(3, '1c')) })))).toHaveLength(1)
})

test('with a disk that is never behind, a log may compact an entry away that nobody saw in it', () => {
  const story = [becomes(S1, leader({ log: '1' }), leader({ base: [2, 1] }))]
  expect(findings(logMatching, story, { ...CLUSTER, synchronousDisk: true })).toEqual([])
})
