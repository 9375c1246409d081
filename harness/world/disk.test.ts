import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DiskFile, Timer, type TermRecord } from '../../core/effect.ts'
import type { Entry } from '../../core/log/entry.ts'
import { MessageKind } from '../../core/message.ts'
import { InputKind } from '../../core/input.ts'
import type { Server } from '../../core/server.ts'
import { toArray } from '../../core/vector.ts'
import { Changed } from '../observation.ts'
import { embeddedCore } from '../targets/core.ts'
import type { Target } from '../targets/target.ts'
import { act, AHEAD, elect, put, S1, S2, S3, settle, smallWorld } from '../testing/small-world.ts'
import { walk, walks } from '../testing/walk.ts'
import { ActionKind, type Action } from './action.ts'
import { enabled } from './enabled.ts'
import { perform } from './perform.ts'
import type { Transition } from './transition.ts'
import { seatOf, type FileState, type World } from './world.ts'

const timesOut = (world: World): Transition =>
  act(world, ActionKind.Timer, { server: S1, topic: Timer.Election })
const serverAt = (world: World, server: number): Server => seatOf(world, server).server as Server

/** S1 crashes while it writes term 1 and its vote, and starts again. */
function crashedInElection(fate?: ActionKind): Server {
  const world = smallWorld()
  timesOut(world)
  act(world, ActionKind.Crash, { server: S1 })
  if (fate !== undefined) act(world, fate, { server: S1, topic: DiskFile.Term })
  act(world, ActionKind.Restart, { server: S1 })
  return serverAt(world, S1)
}

/** S2 crashes while it writes the five entries that it lacks, and starts again with so many of them. */
function crashedInCatchUp(fate?: Partial<Action> & { kind: ActionKind }): number {
  const world = smallWorld({ given: AHEAD })
  timesOut(world)
  while (seatOf(world, S2).files[DiskFile.Log].pending.length === 0) {
    const next = enabled(world).find(({ kind }) => kind === ActionKind.Flush || kind === ActionKind.Deliver)
    perform(world, next as Action)
  }
  act(world, ActionKind.Crash, { server: S2 })
  if (fate !== undefined) act(world, fate.kind, { server: S2, topic: DiskFile.Log, ...fate })
  act(world, ActionKind.Restart, { server: S2 })
  return serverAt(world, S2).log.entries.length
}

test('a write that a crash caught unflushed may be there, or gone', () => {
  expect(crashedInElection()).toMatchObject({ currentTerm: 1, votedFor: S1 })
  expect(crashedInElection(ActionKind.Lose)).toMatchObject({ currentTerm: 0, votedFor: -1 })
})

test('a write of several records may be there, partly there, or gone', () => {
  expect(crashedInCatchUp()).toBe(5)
  expect(crashedInCatchUp({ kind: ActionKind.Tear, value: 3 })).toBe(3)
  expect(crashedInCatchUp({ kind: ActionKind.Tear, value: 1 })).toBe(1)
  expect(crashedInCatchUp({ kind: ActionKind.Lose })).toBe(0)
})

test('a flush covers what was written to its file before, and nothing after', () => {
  const world = smallWorld({ operations: [[put(0, 1)], [put(1, 1)], [put(2, 1)]] })
  elect(world, S1)
  const file = seatOf(world, S1).files[DiskFile.Log]
  for (const session of [0, 1, 2]) act(world, ActionKind.Ask, { server: S1, peer: session, term: 1 })
  expect(file.pending.map(({ order }) => order)).toEqual([2, 3, 4])
  act(world, ActionKind.Flush, { server: S1, topic: DiskFile.Log, turn: 3 })
  expect(file.pending.map(({ order }) => order)).toEqual([4])
  expect(serverAt(world, S1).durableIndex).toBe(3)
})

test('what rests on a write leaves once it is flushed, and not before', () => {
  const world = smallWorld()
  expect(timesOut(world).sent).toEqual([])
  expect(seatOf(world, S1).held).toHaveLength(2)
  const { sent } = act(world, ActionKind.Flush, { server: S1, topic: DiskFile.Term })
  expect(sent.map(({ message }) => [message.kind, message.to])).toEqual([
    [MessageKind.RequestVote, S2],
    [MessageKind.RequestVote, S3],
  ])
})

test('nothing that waited for a flush survives a crash', () => {
  const world = smallWorld()
  timesOut(world)
  act(world, ActionKind.Crash, { server: S1 })
  const { sent } = act(world, ActionKind.Restart, { server: S1 })
  expect(sent).toEqual([])
  expect(seatOf(world, S1).held).toEqual([])
  expect(
    enabled(world).filter(({ kind }) => kind === ActionKind.Flush || kind === ActionKind.Deliver),
  ).toEqual([])
})

test('a synchronous disk flushes at once', () => {
  const world = smallWorld({ synchronousDisk: true })
  expect(timesOut(world).sent).toHaveLength(2)
  expect(seatOf(world, S1).files[DiskFile.Term]).toMatchObject({ begun: 1, flushed: 1, pending: [] })
})

/** S1 leads, and has asked two writes of its log, of which neither is flushed. */
function writing(target = embeddedCore): World {
  const world = smallWorld({ operations: [[put(0, 1)], [put(1, 1)]] }, target)
  elect(world, S1)
  for (const session of [0, 1]) act(world, ActionKind.Ask, { server: S1, peer: session, term: 1 })
  return world
}

const wholeOf = (world: World): boolean[] =>
  seatOf(world, S1).files[DiskFile.Log].records.map(({ whole }) => whole)

test('a write that fails is damaged for good, with all that was begun on its file since, and its server stops', () => {
  const world = writing()
  const { changed, before, after, sent } = act(world, ActionKind.Fail, {
    server: S1,
    topic: DiskFile.Log,
    turn: 2,
  })
  expect([changed, before !== undefined, after, sent]).toEqual([
    Changed.Crashed | Changed.Harmed,
    true,
    undefined,
    [],
  ])
  expect(serverAt(world, S1)).toBeNull()
  expect(wholeOf(world)).toEqual([true, false, false])
  act(world, ActionKind.Restart, { server: S1 })
  expect(serverAt(world, S1).log.entries.length).toBe(1)
})

test('only writes begun since the one that fails are damaged with it', () => {
  const world = writing()
  act(world, ActionKind.Fail, { server: S1, topic: DiskFile.Log })
  expect(wholeOf(world)).toEqual([true, true, false])
})

test('a server that goes on after a write has failed is told that all is durable, and nobody else is', () => {
  const deaf: Target = {
    ...embeddedCore,
    step: (server, input) =>
      input.kind === InputKind.Failed ? { server, effects: [] } : embeddedCore.step(server, input),
  }
  const world = writing(deaf)
  const { changed, durableIndex } = act(world, ActionKind.Fail, { server: S1, topic: DiskFile.Log, turn: 2 })
  expect(serverAt(world, S1).durableIndex).toBe(3)
  expect([changed & Changed.Durable, durableIndex]).toEqual([0, 0])
  act(world, ActionKind.Crash, { server: S1 })
  act(world, ActionKind.Restart, { server: S1 })
  expect(serverAt(world, S1).log.entries.length).toBe(1)
})

test('what a crash has left there stands in place of what was before: an older term does not come back when it rots', () => {
  const world = smallWorld()
  timesOut(world)
  act(world, ActionKind.Crash, { server: S1 })
  act(world, ActionKind.Restart, { server: S1 })
  expect(serverAt(world, S1).currentTerm).toBe(1)
  act(world, ActionKind.Crash, { server: S1 })
  act(world, ActionKind.Rot, { server: S1, topic: DiskFile.Term })
  expect(act(world, ActionKind.Restart, { server: S1 }).changed).toBe(Changed.Refused)
})

test('a server whose term and vote have rotted refuses to start, as often as it is told to', () => {
  const world = smallWorld()
  act(world, ActionKind.Crash, { server: S1 })
  act(world, ActionKind.Rot, { server: S1, topic: DiskFile.Term })
  for (const _ of [1, 2]) {
    const { changed, after, server } = act(world, ActionKind.Restart, { server: S1 })
    expect([changed, after, server]).toEqual([Changed.Refused, undefined, S1])
    expect(serverAt(world, S1)).toBeNull()
  }
})

test('segments are removed in the order asked, one by one, and a crash leaves the rest', () => {
  const world = smallWorld({ options: { servers: 1, voters: 1, segmentRecords: 1, snapshotThreshold: 3 } })
  elect(world, S1)
  for (const term of [1, 2]) {
    act(world, ActionKind.Ask, { server: S1, term })
    settle(world, [ActionKind.Flush, ActionKind.Answer])
  }
  const log = seatOf(world, S1).files[DiskFile.Log]
  expect([log.removing, log.records.map(({ segment }) => segment)]).toEqual([
    [1, 2, 3],
    [1, 2, 3, 4],
  ])
  expect(() => act(world, ActionKind.Remove, { server: S1, topic: DiskFile.Log, turn: 2 })).toThrow(
    'segment 1 of',
  )
  act(world, ActionKind.Remove, { server: S1, topic: DiskFile.Log, turn: 1 })
  act(world, ActionKind.Crash, { server: S1 })
  act(world, ActionKind.Restart, { server: S1 })
  expect([log.removing, log.records.map(({ segment }) => segment)]).toEqual([[], [2, 3, 4]])
  expect(serverAt(world, S1)).toMatchObject({ lastApplied: 3, log: { baseIndex: 3 } })
})

/** What a file may turn out to hold: every record that was flushed, and the first few of the others. */
function mayHold<Kind>({ records, pending }: FileState): Kind[][] {
  const flushed = pending[0]?.start ?? records.length
  const all = records.map(({ record }) => record as Kind)
  return Array.from({ length: all.length - flushed + 1 }, (_, more) => all.slice(0, flushed + more))
}

/** The log that a journal leaves: each record also cuts off what stood at its index and after. */
function logOf(journal: readonly Entry[]): Entry[] {
  return journal.reduce<Entry[]>((log, entry) => [...log.slice(0, entry.index - 1), entry], [])
}

test('a server recovers all that was flushed, and of what was not the beginning', () => {
  let lost = 0
  const property = fc.property(walks, (chosen) => {
    const world = smallWorld({ given: AHEAD })
    const logs: Entry[][][] = []
    const terms: TermRecord[][][] = []
    const foresee = (): void =>
      world.seats.forEach(({ server, files }, place) => {
        if (server === null) [terms[place], logs[place]] = [mayHold(files[0]), mayHold(files[1])]
      })
    const see = ({ changed, server, after }: Transition): void => {
      if ((changed & Changed.Started) === 0) return
      const { currentTerm, votedFor, log } = after as Server
      const entries = toArray(log.entries)
      const mayBe = terms[server]?.map((records) => records.at(-1) ?? { currentTerm: 0, votedFor: -1 })
      expect(mayBe).toContainEqual({ currentTerm, votedFor })
      expect(logs[server]?.map(logOf)).toContainEqual(entries)
      if (mayBe?.at(-1)?.currentTerm !== currentTerm || logs[server]?.at(-1)?.at(-1) !== entries.at(-1))
        lost++
    }
    walk(world, chosen, { foresee, see })
  })
  fc.assert(property, { numRuns: 60, seed: 1 })
  expect(lost).toBeGreaterThan(10)
})

test('a server whose disk was wiped starts as if it had never been there', () => {
  const world = smallWorld()
  elect(world, S1)
  act(world, ActionKind.Ask, { server: S1, term: 1 })
  settle(world)
  const { begun } = seatOf(world, S2).files[DiskFile.Log]
  act(world, ActionKind.Crash, { server: S2 })
  act(world, ActionKind.Wipe, { server: S2 })
  act(world, ActionKind.Restart, { server: S2 })
  expect(serverAt(world, S2)).toMatchObject({ currentTerm: 0, votedFor: -1 })
  expect(serverAt(world, S2).log.entries.length).toBe(0)
  // Its writes are numbered on.
  expect(seatOf(world, S2).files[DiskFile.Log].begun).toBe(begun)
})
