import { Operation } from '../../../core/command.ts'
import { DiskFile, Timer } from '../../../core/effect.ts'
import { MessageKind } from '../../../core/message.ts'
import { Role } from '../../../core/server.ts'
import { Changed, type Observation } from '../../../harness/observation.ts'
import type { Situation } from '../../../harness/situation.ts'
import { ActionKind } from '../../../harness/world/action.ts'
import type { World } from '../../../harness/world/world.ts'
import { newestConfiguration } from '../../newest-configuration.ts'
import { readsAnswered } from '../read-sight.ts'
import { delivered, sights } from '../sight.ts'
import { when } from '../when.ts'

const { Deliver, Duplicate, Ask, Flush, Restart, Restore, Timer: Fires } = ActionKind

const RIGHT = 1000

/** Where three features or more meet, each of which is well when it is alone. */
export const logsAndReads: readonly Situation[] = [
  when(
    {
      name: 'read-behind-snapshot-and-pages',
      sentence:
        'A read at a follower has waited for a snapshot to be taken over, and waits for the pages behind it.',
      source: 'dissertation 6.4; paper 7',
      takes: ['follower-reads', 'snapshots', 'paged-apply'],
      kinds: [Restore],
    },
    ({ after, continues }) =>
      continues &&
      after?.role === Role.Follower &&
      (after.reads?.some(({ readIndex }) => readIndex > (after.lastApplied ?? 0)) ?? false),
  ),
  when(
    {
      name: 'machine-ahead-of-snapshot',
      sentence: 'A server starts with a machine ahead of its snapshot, and a log in several segments.',
      source: 'dissertation 5.2: disk-based state machines',
      takes: ['persistent-machine', 'snapshots', 'segments'],
      kinds: [Restart],
      watches: Changed.Started,
    },
    ({ server, after }, world) => {
      const snapshot = after?.snapshot ?? null
      const ahead = snapshot !== null && (after?.persisted ?? 0) > snapshot.lastIncludedIndex
      return ahead && segmentsOf(world, server) > 1
    },
  ),
  when(
    {
      name: 'crash-between-pages',
      sentence: 'A server crashes between two pages, its machine on disk in the middle of what is committed.',
      source: 'dissertation 5.2: disk-based state machines',
      takes: ['paged-apply', 'persistent-machine', 'snapshots'],
      watches: Changed.Crashed,
    },
    ({ before }) => {
      const snapshot = before?.snapshot ?? null
      const { persisted = 0, lastApplied = 0, commitIndex = 0 } = before ?? {}
      const betweenPages = lastApplied < commitIndex && before?.snapshotWork?.restoring === null
      return betweenPages && snapshot !== null && persisted > snapshot.lastIncludedIndex
    },
  ),
  when(
    {
      name: 'compaction-between-pages',
      sentence:
        'Compaction begins a new segment for the rest of the log while pages of it are left to apply.',
      source: 'paper 7; LogCabin and etcd: logs in segments',
      takes: ['segments', 'snapshots', 'paged-apply'],
      kinds: [Flush],
      watches: Changed.Snapshot,
      onlyInRuns: true,
    },
    ({ before, after }) =>
      (after?.journal?.fresh ?? 0) > (before?.journal?.fresh ?? 0) &&
      after?.snapshotWork?.restoring === null &&
      (after.lastApplied ?? 0) < (after.commitIndex ?? 0),
  ),
  when(
    {
      name: 'crash-while-taking-over',
      sentence:
        'A server crashes while its machine takes over a snapshot: the machine on disk is older, and so are segments of the log.',
      source: 'paper 7, Figure 13; dissertation 5.2: disk-based state machines',
      takes: ['snapshots', 'segments', 'persistent-machine'],
      watches: Changed.Crashed,
    },
    ({ server, before }, world) =>
      (before?.snapshotWork?.restoring ?? null) !== null &&
      (before?.persisted ?? 0) > 0 &&
      segmentsOf(world, server) > 1,
  ),
  when(
    {
      name: 'lease-read-before-a-rival',
      sentence:
        'A leader with a slow clock reads by its lease while a server with a fast one asks who would vote for it.',
      source: 'dissertation 6.4.1; 9.6',
      takes: ['leases', 'clocks', 'pre-vote'],
      kinds: [Ask],
      topics: [Operation.Read],
    },
    (transition, world) =>
      transition.after?.role === Role.Leader &&
      rateOf(world, transition.server) < RIGHT &&
      readsAnswered(transition, world) > 0 &&
      sights(world).some(
        ({ server, seen }) => seen.role === Role.PreCandidate && rateOf(world, server) > RIGHT,
      ),
  ),
  when(
    {
      name: 'index-told-by-lease',
      sentence:
        'A leader with a slow clock tells a follower with a fast one a read index, by its lease alone.',
      source: 'dissertation 6.4; 6.4.1',
      takes: ['leases', 'follower-reads', 'clocks'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.AskReadIndex],
    },
    ({ server, after, sent }, world) =>
      after?.role === Role.Leader &&
      rateOf(world, server) < RIGHT &&
      rateOf(world, delivered(world).from) > RIGHT &&
      (after.lease?.until ?? 0) > world.input.clock &&
      sent.some(({ message }) => message.kind === MessageKind.ReadIndex),
  ),
  when(
    {
      name: 'busy-leader-hands-over',
      sentence: 'A leader is to hand over while requests are queued and entries sent ahead to its successor.',
      source: 'dissertation 3.10; 10.2.2',
      takes: ['queued-proposals', 'transfers', 'pipelining'],
      kinds: [Ask],
      topics: [Operation.TransferLeadership],
    },
    ({ before, after }) => {
      const transfer = after?.transfer ?? null
      if (transfer === null || before?.transfer !== null) return false
      return (before.queued?.length ?? 0) > 0 && (before.inFlight?.[transfer.value]?.length ?? 0) > 0
    },
  ),
  when(
    {
      name: 'quorum-missed-with-much-open',
      sentence:
        'A leader that hears from no quorum steps down with requests queued, and a read index owed to a follower.',
      source: 'dissertation 6.2; 6.4; 10.2.2',
      takes: ['check-quorum', 'follower-reads', 'queued-proposals'],
      kinds: [Fires],
      topics: [Timer.Contact],
      watches: Changed.Role,
    },
    ({ server, before }) =>
      (before?.queued?.length ?? 0) > 0 && (before?.reads?.some(({ asker }) => asker !== server) ?? false),
  ),
  when(
    {
      name: 'busy-leader',
      sentence: 'A leader commits more than a page at once, with requests queued, and entries sent ahead.',
      source: 'dissertation 10.2.2',
      takes: ['pipelining', 'queued-proposals', 'paged-apply'],
      watches: Changed.Commit,
    },
    ({ before, after, continues }) =>
      continues &&
      after?.role === Role.Leader &&
      (before?.queued?.length ?? 0) > 0 &&
      (after.inFlight?.some((sent) => sent !== null && sent.length > 0) ?? false),
  ),
  when(
    {
      name: 'newcomer-sent-ahead',
      sentence:
        'A server that is to become a voter has a snapshot, and from then on entries are sent ahead to it.',
      source: 'paper 6; 7; dissertation 4.2.1; 10.2.2',
      takes: ['snapshots', 'pipelining', 'membership'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.Installed],
    },
    ({ before, after }, world) => {
      if (after?.role !== Role.Leader) return false
      const { from } = delivered(world)
      const sending = before?.sending?.[from] ?? null
      return sending !== null && after.inFlight?.[from] !== null && isLearner(after, from)
    },
  ),
]

function isLearner({ log, snapshot }: Observation, server: number): boolean {
  if (log === undefined) return false
  const entry = newestConfiguration(log, log.entries.length + 1)
  const learners = (entry?.configuration ?? snapshot?.configuration)?.learners ?? 0
  return (learners & (1 << server)) !== 0
}

function rateOf(world: World, server: number): number {
  return world.seats[server]?.clock.rate ?? RIGHT
}

/** In how many segments a server's log stands on its disk. */
function segmentsOf({ seats }: World, server: number): number {
  const records = seats[server]?.files[DiskFile.Log].records ?? []
  return new Set(records.map(({ segment }) => segment)).size
}
