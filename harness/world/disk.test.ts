import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DiskFile, Timer, type TermRecord } from '../../core/effect.ts'
import { EntryKind, type Entry } from '../../core/log/entry.ts'
import { MessageKind } from '../../core/message.ts'
import type { Server } from '../../core/server.ts'
import { toArray } from '../../core/vector.ts'
import { act, elect, S1, S2, settle, smallWorld } from '../testing/small-world.ts'
import { walk, walks } from '../testing/walk.ts'
import { ActionKind, type Action } from './action.ts'
import { enabled } from './enabled.ts'
import type { Transition } from './transition.ts'
import { linkBetween, seatOf, type World } from './world.ts'

const serverAt = (world: World, server: number): Server => seatOf(world, server).server as Server
const timesOut = (world: World): Transition => act(world, ActionKind.Timer, { server: S1, topic: Timer.Election })
const log = (world: World, server: number): number[] => toArray(serverAt(world, server).log.entries).map(({ term }) => term)

/** S1 crashes while it writes term 1 and its vote, and starts again. */
function crashedInElection(fate?: ActionKind): Server {
  const world = smallWorld()
  timesOut(world)
  act(world, ActionKind.Crash, { server: S1 })
  if (fate !== undefined) act(world, fate, { server: S1, topic: DiskFile.Term })
  act(world, ActionKind.Restart, { server: S1 })
  return serverAt(world, S1)
}

/** S2 crashes while it writes the four entries that it lacks, and starts again. */
function crashedInCatchUp(fate?: Partial<Action> & { kind: ActionKind }): number[] {
  const given = [1, 1, 1].map((term, place): Entry => ({ index: place + 1, term, kind: EntryKind.NoOp, command: null }))
  const world = smallWorld({ given: [{ server: S1, currentTerm: 1, votedFor: S1, log: given }] })
  timesOut(world)
  const caught = (): boolean => seatOf(world, S2).files[DiskFile.Log].pending.length > 0
  while (!caught()) {
    settle(world, [ActionKind.Flush])
    settle(world, [])
    act(world, ActionKind.Deliver, enabled(world).find(({ kind }) => kind === ActionKind.Deliver) as Action)
  }
  act(world, ActionKind.Crash, { server: S2 })
  if (fate !== undefined) act(world, fate.kind, { server: S2, topic: DiskFile.Log, ...fate })
  act(world, ActionKind.Restart, { server: S2 })
  return log(world, S2)
}

test('a write that a crash caught unflushed may be there, or gone', () => {
  expect(crashedInElection()).toMatchObject({ currentTerm: 1, votedFor: S1 })
  expect(crashedInElection(ActionKind.Lose)).toMatchObject({ currentTerm: 0, votedFor: -1 })
})

test('a write of several records may be there, partly there, or gone', () => {
  expect(crashedInCatchUp()).toEqual([1, 1, 1, 2])
  expect(crashedInCatchUp({ kind: ActionKind.Tear, value: 3 })).toEqual([1, 1, 1])
  expect(crashedInCatchUp({ kind: ActionKind.Tear, value: 1 })).toEqual([1])
  expect(crashedInCatchUp({ kind: ActionKind.Lose })).toEqual([])
})
