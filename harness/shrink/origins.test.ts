import { expect, test } from 'vitest'
import { MessageKind } from '../../core/message.ts'
import { DiskFile, Timer } from '../../core/effect.ts'
import { SOON } from '../schedule/schedule.ts'
import { embeddedCore } from '../targets/core.ts'
import { ALWAYS } from '../testing/alarms.ts'
import { put, S1, S2, S3, smallWorld } from '../testing/small-world.ts'
import { action, ActionKind, type Action } from '../world/action.ts'
import type { Cluster } from '../world/cluster.ts'
import { attempt, type Manner, type Told } from './attempt.ts'
import { storyOf, type Item } from './story.ts'

const operations = [[put(0, 1)], [put(1, 1)]]
const cluster = smallWorld({ synchronousDisk: true, operations }).cluster as Cluster

const election = (server: number): Action =>
  action(ActionKind.Timer, SOON, server, 0, Timer.Election, 0, 0, 0)
const deliver = (from: number, to: number, kind: MessageKind, term: number, turn = 1): Action =>
  action(ActionKind.Deliver, SOON, from, to, kind, term, turn, 0)

function tell(items: readonly Item[], manner?: Manner): Told['story'] {
  return tellOn(cluster, items, manner)
}

function tellOn(on: Cluster, items: readonly Item[], manner?: Manner): Told['story'] {
  const court = { target: embeddedCore, monitors: [ALWAYS], identity: 'runs end: it did', actionsLeft: 1e9 }
  return (attempt(court, { cluster: on, items }, manner) as Told).story
}

/** S1 stands twice; S2 votes for it in term 2, and what S1 then sends reaches S3. */
const told = tell(
  storyOf(cluster, [
    election(S1),
    deliver(S1, S2, MessageKind.RequestVote, 1),
    election(S1),
    deliver(S1, S2, MessageKind.RequestVote, 2),
    deliver(S2, S1, MessageKind.Vote, 2),
    deliver(S1, S3, MessageKind.AppendEntries, 2),
  ]).items,
)

const without = (...struck: number[]): Item[] => told.items.filter(({ id }) => !struck.includes(id))

test('what is struck renames what is left: the same message is found by where it came from', () => {
  // Without the first election, what was of term 2 is of term 1.
  const rest = tell(without(0, 1))
  expect(rest.items.map(({ id }) => id)).toEqual([2, 3, 4, 5])
  expect(rest.items.map(({ action: { term } }) => term)).toEqual([0, 1, 1, 1])
})

test('strictly, what acts on what is not there is left out, and so is what follows from it', () => {
  expect(tell(without(2)).items.map(({ id }) => id)).toEqual([0, 1])
})

test('loosely, it acts on another of its kind', () => {
  // The vote of term 1 is there, though it is not the one that was delivered.
  const rest = tell(without(2, 3), 'loosely')
  expect(rest.items.map(({ id }) => id)).toEqual([0, 1, 4, 5])
  expect(rest.items.map(({ action: { term } }) => term)).toEqual([0, 1, 1, 1])
})

const onDisk = (kind: ActionKind, file: DiskFile, turn = 0): Action =>
  action(kind, SOON, S1, 0, file, 0, turn, 0)
const ask = (session: number): Action => action(ActionKind.Ask, SOON, S1, session, 0, 1, 0, 0)

test('a record that rots is named by how many lie behind it, or loosely by its number', () => {
  const crash = action(ActionKind.Crash, SOON, S1, 0, 0, 0, 0, 0)
  const elected = [
    election(S1),
    deliver(S1, S2, MessageKind.RequestVote, 1),
    deliver(S2, S1, MessageKind.Vote, 1),
  ]
  const rot = onDisk(ActionKind.Rot, DiskFile.Log, 2)
  const { items } = tell(storyOf(cluster, [...elected, ask(0), ask(1), crash, rot]).items)
  const rotted = (rest: readonly Item[], manner?: Manner): Action | undefined =>
    tell(rest, manner).items.find(({ action: { kind } }) => kind === ActionKind.Rot)?.action
  expect(rotted(items)?.turn).toBe(2)
  const fewer = items.filter(({ id }) => id !== 4)
  expect(rotted(fewer)?.turn).toBe(1)
  expect(rotted(fewer, 'loosely')?.turn).toBe(2)
  const none = items.filter(({ id }) => id < 3 || id > 4)
  expect(rotted(none)).toBeUndefined()
  expect(rotted(none, 'loosely')?.turn).toBe(1)
})

test('a segment is removed when it is its turn, whatever number it has by then', () => {
  const options = { servers: 1, voters: 1, snapshotThreshold: 2, segmentRecords: 1 }
  const alone = smallWorld({ options }).cluster as Cluster
  const removed = (actions: readonly Action[]): number[] =>
    tellOn(alone, storyOf(alone, actions).items)
      .items.filter(({ action: { kind } }) => kind === ActionKind.Remove)
      .map(({ action: { turn } }) => turn)
  const compacted = [
    election(S1),
    onDisk(ActionKind.Flush, DiskFile.Term),
    ask(0),
    onDisk(ActionKind.Flush, DiskFile.Log),
    onDisk(ActionKind.Flush, DiskFile.Snapshot),
    onDisk(ActionKind.Flush, DiskFile.Log),
  ]
  const [first, second] = [1, 2].map((segment) => onDisk(ActionKind.Remove, DiskFile.Log, segment)) as [
    Action,
    Action,
  ]
  expect(removed([...compacted, first, second])).toEqual([1, 2])
  expect(removed([...compacted, second])).toEqual([1])
})

test('what a schedule says of times is kept, unless it is too late for them', () => {
  const at = (time: number): Action => ({ ...election(S3), at: time })
  const { items } = tell(storyOf(cluster, [at(900_000), { ...election(S2), at: 400_000 }]).items)
  expect(items.map((item) => item.action.at)).toEqual([900_000, 900_000])
})
