import { expect, test } from 'vitest'
import { DiskFile, Timer } from '../../core/effect.ts'
import { MessageKind } from '../../core/message.ts'
import type { Server } from '../../core/server.ts'
import { entriesOf } from '../../core/testing/entries.ts'
import { Changed } from '../observation.ts'
import { act, elect, put, S1, S2, S3, smallWorld } from '../testing/small-world.ts'
import { ActionKind } from './action.ts'
import { vouchedRecords } from './disk.ts'
import { seatOf, type World } from './world.ts'

const serverAt = (world: World, server: number): Server => seatOf(world, server).server as Server
const logOf = (world: World, server: number): World['seats'][number]['files'][1] =>
  seatOf(world, server).files[DiskFile.Log]
const deliver = (world: World, from: number, to: number, kind: MessageKind, term: number): void =>
  void act(world, ActionKind.Deliver, { server: from, peer: to, topic: kind, term })

/** A candidate wins a term by the votes of S4 and S5. */
function winsTerm(world: World, candidate: number, term: number): void {
  act(world, ActionKind.Timer, { server: candidate, topic: Timer.Election })
  act(world, ActionKind.Flush, { server: candidate, topic: DiskFile.Term })
  for (const voter of [3, 4]) {
    deliver(world, candidate, voter, MessageKind.RequestVote, term)
    act(world, ActionKind.Flush, { server: voter, topic: DiskFile.Term })
    deliver(world, voter, candidate, MessageKind.Vote, term)
  }
}

test('an entry that was cut off and written again is durable with its second write, not its first', () => {
  const world = smallWorld({ options: { servers: 5, voters: 0b11111 } })
  winsTerm(world, S1, 1)
  deliver(world, S1, S2, MessageKind.AppendEntries, 1)
  deliver(world, S1, S3, MessageKind.RequestVote, 1)
  winsTerm(world, S3, 2)
  deliver(world, S3, S2, MessageKind.AppendEntries, 2)
  deliver(world, S3, S1, MessageKind.RequestVote, 2)
  winsTerm(world, S1, 3)
  deliver(world, S1, S2, MessageKind.AppendEntries, 3)
  act(world, ActionKind.Flush, { server: S2, topic: DiskFile.Term })
  deliver(world, S2, S1, MessageKind.Appended, 3)
  deliver(world, S1, S2, MessageKind.AppendEntries, 3)
  expect(logOf(world, S2).records.map(({ record }) => record)).toMatchObject([
    { index: 1, term: 1 },
    { index: 1, term: 2 },
    { index: 1, term: 1 },
    { index: 2, term: 3 },
  ])
  const told = [1, 2, 3].map((turn) => {
    const { changed, durableIndex } = act(world, ActionKind.Flush, { server: S2, topic: DiskFile.Log, turn })
    expect(changed & Changed.Durable).not.toBe(0)
    return [durableIndex, serverAt(world, S2).durableIndex]
  })
  expect(told).toEqual([
    [0, 0],
    [0, 0],
    [2, 2],
  ])
})

/** S1 has three records in its log's file; it wrote the second when the first was durable, and the third when no more was known to be. */
function written(): World {
  const world = smallWorld({ operations: [[put(0, 1)], [put(1, 1)]] })
  elect(world, S1)
  for (const session of [0, 1]) act(world, ActionKind.Ask, { server: S1, peer: session, term: 1 })
  act(world, ActionKind.Flush, { server: S1, topic: DiskFile.Log })
  act(world, ActionKind.Crash, { server: S1 })
  return world
}

test('of a log’s file the records are vouched for that were known to be durable when another was written', () => {
  const world = written()
  expect(logOf(world, S1).records.map(({ number, durable }) => [number, durable])).toEqual([
    [1, 0],
    [2, 1],
    [3, 1],
  ])
  expect(vouchedRecords(logOf(world, S1))).toBe(1)
})

test('a record that is not durable vouches for nothing, for it may yet be lost', () => {
  const world = smallWorld()
  elect(world, S1)
  act(world, ActionKind.Ask, { server: S1, term: 1 })
  expect(logOf(world, S1).records.map(({ durable }) => durable)).toEqual([0, 1])
  expect(vouchedRecords(logOf(world, S1))).toBe(0)
})

test.each([
  [1, Changed.Refused],
  [2, Changed.Started],
  [3, Changed.Started],
])(
  'a server whose log has rotted at record %i knows whether to start by whether that is vouched for',
  (turn, changed) => {
    const world = written()
    act(world, ActionKind.Rot, { server: S1, topic: DiskFile.Log, turn })
    expect(act(world, ActionKind.Restart, { server: S1 }).changed & changed).toBe(changed)
  },
)

test('what has rotted vouches for nothing any more', () => {
  const world = written()
  act(world, ActionKind.Rot, { server: S1, topic: DiskFile.Log })
  expect(vouchedRecords(logOf(world, S1))).toBe(1)
  act(world, ActionKind.Rot, { server: S1, topic: DiskFile.Log, turn: 2 })
  expect(vouchedRecords(logOf(world, S1))).toBe(0)
})

test('so does one that has started from its log before, and need not read it again', () => {
  const world = written()
  act(world, ActionKind.Restart, { server: S1 })
  act(world, ActionKind.Crash, { server: S1 })
  act(world, ActionKind.Rot, { server: S1, topic: DiskFile.Log, turn: 1 })
  expect(act(world, ActionKind.Restart, { server: S1 }).changed).toBe(Changed.Refused)
})

test('a log that is given was durable record by record', () => {
  const world = smallWorld({
    given: [{ server: S1, currentTerm: 1, votedFor: S1, log: entriesOf([1, 1, 1]) }],
  })
  expect(vouchedRecords(logOf(world, S1))).toBe(2)
})

test('a snapshot that has rotted keeps its server from starting, and a machine that has does not', () => {
  const options = { servers: 1, voters: 1, snapshotThreshold: 1, persistentMachine: true }
  for (const [topic, changed] of [
    [DiskFile.Snapshot, Changed.Refused],
    [DiskFile.Machine, Changed.Started],
  ] as const) {
    const world = smallWorld({ options })
    elect(world, S1)
    expect(serverAt(world, S1)).toMatchObject({ snapshot: { lastIncludedIndex: 1 }, persisted: 1 })
    act(world, ActionKind.Crash, { server: S1 })
    act(world, ActionKind.Rot, { server: S1, topic })
    expect(act(world, ActionKind.Restart, { server: S1 }).changed & changed).toBe(changed)
  }
})
