import { DiskFile, Timer } from '../../core/effect.ts'
import { MessageKind, type AnyMessage } from '../../core/message.ts'
import { Role } from '../../core/server.ts'
import type { SnapshotChunk } from '../../core/snapshots/snapshot.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import { REACHED, type Situation } from '../../harness/situation.ts'
import { ActionKind } from '../../harness/world/action.ts'
import type { Transition } from '../../harness/world/transition.ts'
import type { World } from '../../harness/world/world.ts'
import { delivered } from './sight.ts'
import { lastIndexOf, termIn } from './terms.ts'
import { when } from './when.ts'

const { Deliver, Duplicate, Timer: Fires, Flush } = ActionKind

/** A follower goes on with the bytes that another leader sent it. By server, who sent what it has of a snapshot. */
const fromTwoLeaders: Situation<readonly number[]> = {
  name: 'snapshot-from-two-leaders',
  sentence: 'What one leader began to send of a snapshot, another one goes on with.',
  source: 'paper 7, Figure 13; equal states have equal bytes here',
  takes: ['snapshots'],
  kinds: [Deliver, Duplicate],
  topics: [MessageKind.InstallSnapshot],
  start: () => [],
  see: (senders, transition, world) => {
    const chunk = chunkTaken(transition, world)
    if (chunk === undefined) return senders
    const { from, to } = delivered(world)
    if (chunk.offset > 0 && senders[to] !== undefined && senders[to] !== from) return REACHED
    const next = senders.slice()
    next[to] = from
    return next
  },
}

/** Snapshots (paper 7). */
export const snapshots: readonly Situation[] = [
  when(
    {
      name: 'snapshot-over-conflict',
      sentence:
        "A snapshot is installed over a follower's log that has another entry where the snapshot ends.",
      source: 'paper Figure 13, step 7: "discard the entire log"',
      takes: ['snapshots'],
      kinds: [Flush],
      topics: [DiskFile.Snapshot],
      watches: Changed.Snapshot,
    },
    ({ before, after }) => {
      const { index, term } = installed(before, after)
      return (
        index > 0 &&
        termIn(before as Observation, index) > -1 &&
        termIn(before as Observation, index) !== term
      )
    },
  ),
  when(
    {
      name: 'snapshot-of-a-prefix',
      sentence:
        'A snapshot is installed that stands for the beginning of a log, and the entries that follow stay.',
      source: 'paper 7: "entries following the snapshot are still valid and must be retained"',
      takes: ['snapshots'],
      kinds: [Flush],
      topics: [DiskFile.Snapshot],
      watches: Changed.Snapshot,
    },
    ({ before, after }) => {
      const { index } = installed(before, after)
      return index > 0 && lastIndexOf(after as Observation) > index
    },
  ),
  fromTwoLeaders as Situation,
  when(
    {
      name: 'crash-before-restore',
      sentence:
        'A server crashes with a snapshot on its disk whose state its machine has not taken over yet.',
      source: 'paper Figure 13, steps 5 to 8: a crash may come between any two of them',
      takes: ['snapshots'],
      watches: Changed.Crashed,
    },
    ({ before }) => (before?.snapshotWork?.restoring ?? null) !== null,
  ),
  when(
    {
      name: 'elected-while-restoring',
      sentence: 'A leader is elected whose machine has not taken over the state of its snapshot yet.',
      source: 'paper 7, 5.4.1: what its log stands for is complete, whatever it has applied',
      takes: ['snapshots'],
      watches: Changed.Role,
    },
    ({ after }) => after?.role === Role.Leader && (after.snapshotWork?.restoring ?? null) !== null,
  ),
  when(
    {
      name: 'snapshot-while-restoring',
      sentence: 'A machine that is taking over the state of a snapshot has a newer one to take over instead.',
      source: 'paper 7: a slow follower may be sent a snapshot after the other',
      takes: ['snapshots'],
      kinds: [Flush],
      topics: [DiskFile.Snapshot],
      watches: Changed.Snapshot,
    },
    ({ before, after }) => {
      const [former, newer] = [
        before?.snapshotWork?.restoring ?? null,
        after?.snapshotWork?.restoring ?? null,
      ]
      return former !== null && newer !== null && former !== newer
    },
  ),
  when(
    {
      name: 'compaction-while-sending',
      sentence: 'A leader compacts its log beyond the snapshot that it is sending to a follower.',
      source: 'paper 7: a server takes snapshots independently of what it is about with others',
      takes: ['snapshots'],
      kinds: [Flush],
      topics: [DiskFile.Snapshot],
      watches: Changed.Snapshot,
    },
    ({ before, after }) => {
      const base = after?.log?.baseIndex ?? 0
      if (after?.role !== Role.Leader || base === before?.log?.baseIndex) return false
      return sendings(after).some(({ snapshot }) => snapshot.lastIncludedIndex < base)
    },
  ),
  when(
    {
      name: 'late-snapshot',
      sentence: 'A snapshot of its own leader reaches a follower that has applied more than it stands for.',
      source: 'paper 7: a snapshot may come "due to retransmission or by mistake"',
      takes: ['snapshots'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.InstallSnapshot],
    },
    ({ after }, world) => {
      if (after?.lastApplied === undefined) return false
      const { chunk, term } = delivered(world)
      return term === after.currentTerm && (chunk as SnapshotChunk).lastIncludedIndex < after.lastApplied
    },
  ),
  when(
    {
      name: 'snapshot-in-many-chunks',
      sentence: 'The last chunk of a snapshot arrives, which took four at least.',
      source: 'paper Figure 13: "send chunks of a snapshot to a follower"',
      takes: ['snapshots'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.InstallSnapshot],
    },
    (transition, world) => {
      const chunk = chunkTaken(transition, world)
      return chunk?.done === true && chunk.offset >= 3 * world.cluster.options.snapshotChunk
    },
  ),
  when(
    {
      name: 'sending-leader-deposed',
      sentence: 'A leader hears of a newer term while a follower has a part of its snapshot.',
      source: 'paper 7, 5.1: whoever leads next has to begin, or to go on',
      takes: ['snapshots'],
      kinds: [Deliver, Duplicate],
      watches: Changed.Role,
    },
    ({ before, after }) =>
      before?.role === Role.Leader &&
      before.currentTerm !== after?.currentTerm &&
      sendings(before).some(({ offset }) => offset > 0),
  ),
  when(
    {
      name: 'snapshot-and-then-entries',
      sentence: 'A follower has a whole snapshot, and its leader sends it the entries that follow.',
      source: 'paper 7: a snapshot brings a follower up to date, and replication goes on from there',
      takes: ['snapshots'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.Installed],
    },
    ({ action, sent, before, after }) => {
      if (after?.role !== Role.Leader) return false
      const follower = action.server
      if (!before?.sending?.[follower] || after.sending?.[follower] !== null) return false
      return sent.some(({ message }) => message.to === follower && carriesEntries(message as AnyMessage))
    },
  ),
  when(
    {
      name: 'snapshots-to-two',
      sentence: 'A leader sends snapshots to two followers at once.',
      source: 'paper 7: "the leader must occasionally send snapshots to followers that lag behind"',
      takes: ['snapshots'],
      kinds: [Fires],
      topics: [Timer.Heartbeat],
    },
    ({ after }) => after !== undefined && sendings(after).length > 1,
  ),
]

/** Where the snapshot ends that a server has just begun to restore; 0 where it has not. */
function installed(
  before: Observation | undefined,
  after: Observation | undefined,
): { readonly index: number; readonly term: number } {
  const restoring = after?.snapshotWork?.restoring ?? null
  if (before === undefined || restoring === null || restoring === before.snapshotWork?.restoring)
    return { index: 0, term: 0 }
  return { index: restoring.lastIncludedIndex, term: restoring.lastIncludedTerm }
}

/** The chunk that an InstallSnapshot brought, if it went on where the ones before it had ended. */
function chunkTaken({ before, after }: Transition, world: World): SnapshotChunk | undefined {
  if (before?.snapshotWork === after?.snapshotWork) return undefined
  return delivered(world).chunk as SnapshotChunk
}

function sendings({
  sending = [],
}: Observation): { snapshot: { lastIncludedIndex: number }; offset: number }[] {
  return sending.flatMap((one) => (one === null ? [] : [one]))
}

function carriesEntries({ kind, entries }: AnyMessage): boolean {
  return kind === MessageKind.AppendEntries && entries.length > 0
}
