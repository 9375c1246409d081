import { MessageKind } from '../../core/message.ts'
import { DiskFile } from '../../core/effect.ts'
import { EntryKind, type Entry } from '../../core/log/entry.ts'
import { Role } from '../../core/server.ts'
import { Changed } from '../../harness/observation.ts'
import { REACHED, type Situation } from '../../harness/situation.ts'
import { ActionKind } from '../../harness/world/action.ts'
import type { FileState, World } from '../../harness/world/world.ts'
import { delivered, majorityOf, sightAtCrash } from './sight.ts'
import { when } from './when.ts'

const { Deliver, Duplicate, Crash, Lose, Tear, Fail, Remove, Restart } = ActionKind

/** Disks, and what crashes leave on them. */
export const disk: readonly Situation[] = [
  when(
    {
      name: 'torn-batch',
      sentence: 'A crash leaves the first of the entries that were written together, and not the others.',
      source: 'Figure 2: "append any new entries"; dissertation 10.2.2: batching',
      takes: [],
      kinds: [Tear],
      topics: [DiskFile.Log],
    },
    ({ action }) => action.value > 0,
  ),
  {
    name: 'hole-in-the-journal',
    sentence: 'A server starts on a log from which an earlier write is missing, and a later one is there.',
    source: 'paper 5.3; "All File Systems Are Not Created Equal" (OSDI 2014): writes are reordered',
    takes: [],
    kinds: [Lose, Tear, Restart],
    start: () => 0,
    see(holes: number, { action }, world) {
      const bit = 1 << action.server
      if (action.kind === Restart) return (holes & bit) === 0 ? holes : REACHED
      return hasHole(fileOf(world, action.server)) ? holes | bit : holes & ~bit
    },
  } satisfies Situation<number> as Situation,
  when(
    {
      name: 'lost-what-was-committed',
      sentence: 'A crash takes an entry from a server that knew it to be committed, and had yet to flush it.',
      source: 'dissertation 10.2.1; paper 5.4.3: a majority has it all the same',
      takes: [],
      kinds: [Lose, Tear],
      topics: [DiskFile.Log],
    },
    ({ action: { server, turn, value } }, world) => {
      const { pending, records } = fileOf(world, server)
      const lost = turn === 0 ? pending.at(-1) : pending.find(({ order }) => order === turn)
      if (lost === undefined || value >= lost.count) return false
      const { commitIndex = 0, durableIndex = 0 } = sightAtCrash(world, server) ?? {}
      return records.slice(lost.start + value, lost.start + lost.count).some(({ record }) => {
        const { kind, index } = record as Entry
        return kind !== EntryKind.Base && index > durableIndex && index <= commitIndex
      })
    },
  ),
  when(
    {
      name: 'stops-while-leading',
      sentence: 'A leader stops because its disk has failed.',
      source: '"Can Applications Recover from fsync Failures?" (ATC 2020)',
      takes: [],
      kinds: [Fail],
      watches: Changed.Crashed,
    },
    ({ before }) => before?.role === Role.Leader,
  ),
  when(
    {
      name: 'refuses-to-start',
      sentence: 'A server finds that its disk has lost its term and vote, and stays down.',
      source: 'paper 5.2, Figure 2: without its vote it might vote twice in a term',
      takes: [],
      kinds: [Restart],
      watches: Changed.Refused,
    },
    () => true,
  ),
  when(
    {
      name: 'whole-cluster-down',
      sentence: 'All servers are down at once, and what is committed is nowhere but on their disks.',
      source: 'paper 5.5; Figure 2: persistent state',
      takes: [],
      watches: Changed.Crashed,
    },
    (_transition, world) =>
      world.seats.length > 1 &&
      world.seats.every(({ server }) => server === null) &&
      world.seats.some((_seat, server) => (sightAtCrash(world, server)?.commitIndex ?? 0) > 0),
  ),
  when(
    {
      name: 'majority-crashes-unflushed',
      sentence:
        'A majority of the servers is down, and two or more of them had entries that were not flushed.',
      source: 'dissertation 10.2.1: an entry that is not on disk does not count',
      takes: [],
      watches: Changed.Crashed,
    },
    (_transition, world) => {
      const down = world.seats.filter(({ server }) => server === null)
      const unflushed = down.filter(({ files }) => files[DiskFile.Log].pending.length > 0)
      return world.seats.length > 1 && down.length >= majorityOf(world) && unflushed.length >= 2
    },
  ),
  when(
    {
      name: 'log-behind-its-snapshot',
      sentence: 'A server starts with a snapshot that its log on disk does not reach, or contradicts.',
      source: 'paper 7, Figure 13: the snapshot was durable, what its arrival did to the log was not',
      takes: ['snapshots'],
      kinds: [Restart],
      watches: Changed.Started,
    },
    ({ wrote }) => (wrote & (1 << DiskFile.Log)) !== 0,
  ),
  {
    name: 'crash-between-removals',
    sentence: 'A crash comes when some of the segments that were to be removed are gone, and others are not.',
    source: 'paper 7; LogCabin and etcd: logs in segments',
    takes: ['segments'],
    kinds: [Remove, Crash, Fail],
    start: () => 0,
    see(begun: number, { action, changed }, world) {
      const bit = 1 << action.server
      const left = fileOf(world, action.server).removing.length > 0
      if (action.kind === Remove) return left ? begun | bit : begun & ~bit
      return left && (begun & bit) !== 0 && (changed & Changed.Crashed) !== 0 ? REACHED : begun
    },
  } satisfies Situation<number> as Situation,
  when(
    {
      name: 'segments-cut-off',
      sentence: 'A leader has a follower cut off so much that whole segments of its log go.',
      source: 'paper 5.3; LogCabin and etcd: logs in segments',
      takes: ['segments'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.AppendEntries],
      watches: Changed.Log,
    },
    ({ removes }) => removes > 0,
  ),
  when(
    {
      name: 'keeps-its-vote',
      sentence:
        'A server that has started again is asked for a vote in the term it had voted in, and denies it.',
      source: 'paper 5.2, Figure 2: votedFor is "updated on stable storage before responding to RPCs"',
      takes: [],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.RequestVote],
    },
    ({ server, after }, world) => {
      const { started } = world.seats[server] as World['seats'][0]
      if (started === undefined || after === undefined) return false
      const { currentTerm, votedFor = -1 } = world.target.observe(started.server)
      const { term, from } = delivered(world)
      return term === currentTerm && votedFor >= 0 && votedFor !== from && after.currentTerm === term
    },
  ),
]

function fileOf({ seats }: World, server: number): FileState {
  return (seats[server] as World['seats'][0]).files[DiskFile.Log]
}

/** Whether a write is missing, at least in part, and a later one is whole. */
function hasHole({ records, pending }: FileState): boolean {
  const first = pending[0]?.start ?? records.length
  let damaged = false
  for (let place = first; place < records.length; place++) {
    if (records[place]?.whole !== true) damaged = true
    else if (damaged) return true
  }
  return false
}
