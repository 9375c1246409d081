import { AnswerStatus, Timer } from '../../core/effect.ts'
import { MessageKind } from '../../core/message.ts'
import { Role } from '../../core/server.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import type { Situation } from '../../harness/situation.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { linkBetween } from '../../harness/world/world.ts'
import { delivered } from './sight.ts'
import { when } from './when.ts'

const { Deliver, Duplicate, Ask, Apply, Timer: Fires } = ActionKind

/** Replication as it is done in practice: sent ahead, queued, in pages. */
export const replication: readonly Situation[] = [
  when(
    {
      name: 'overtaken-append',
      sentence: 'Of the entries sent ahead later ones arrive first, and are refused.',
      source:
        'dissertation 10.2.2: pipelining, and what the consistency check makes of messages that are reordered',
      takes: ['pipelining'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.AppendEntries],
    },
    ({ action, after }, world) => {
      if (after?.currentTerm !== action.term) return false
      const { from, to, entries, prevLogIndex } = delivered(world)
      if (entries.length === 0 || prevLogIndex <= lengthOf(after)) return false
      return linkBetween(world, from, to).inFlight.some(
        ({ message }) =>
          message.kind === MessageKind.AppendEntries &&
          message.term === action.term &&
          message.entries.length > 0 &&
          message.prevLogIndex < prevLogIndex,
      )
    },
  ),
  when(
    {
      name: 'back-to-probing',
      sentence:
        'A refusal tells a leader that entries sent ahead were lost; it sends one message at a time again.',
      source: 'dissertation 10.2.2; etcd: StateReplicate to StateProbe',
      takes: ['pipelining'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.Appended],
    },
    ({ before, after }, world) => {
      if (after?.role !== Role.Leader) return false
      const { from } = delivered(world)
      return (
        (before?.inFlight?.[from]?.length ?? 0) > 0 &&
        after.inFlight?.[from] === null &&
        after.sending?.[from] === null
      )
    },
  ),
  when(
    {
      name: 'window-full',
      sentence:
        'A command enters the log, and cannot be sent on: as many AppendEntries as may be are in flight already.',
      source: 'dissertation 10.2.2; etcd: MaxInflightMsgs',
      takes: ['pipelining'],
      kinds: [Ask],
      watches: Changed.Log,
    },
    ({ before }, world) =>
      before?.inFlight?.some((sent) => sent !== null && sent.length >= world.cluster.options.maxInFlight) ??
      false,
  ),
  when(
    {
      name: 'sent-ahead-then-snapshot',
      sentence: 'A follower that entries were sent ahead to must be sent a snapshot instead.',
      source: 'paper 7; dissertation 10.2.2; etcd: StateReplicate to StateSnapshot',
      takes: ['pipelining', 'snapshots'],
      kinds: [Fires],
      topics: [Timer.Heartbeat],
    },
    ({ before, after }) => {
      if (after?.role !== Role.Leader || before?.sending === undefined) return false
      for (let peer = 0; peer < before.sending.length; peer++)
        if (
          before.sending[peer] === null &&
          after.sending?.[peer] !== null &&
          (before.inFlight?.[peer]?.length ?? 0) > 0
        )
          return true
      return false
    },
  ),
  when(
    {
      name: 'queue-full',
      sentence: 'A request is refused because as many as may wait wait already.',
      source: 'dissertation 10.2.2: batching; etcd: ErrProposalDropped',
      takes: ['queued-proposals'],
      kinds: [Ask],
      watches: Changed.Replied,
    },
    ({ before, answers }, world) =>
      before?.role === Role.Leader &&
      before.queued !== undefined &&
      before.queued.length > 0 &&
      before.queued.length >= world.cluster.options.maxQueued &&
      answers.some(({ answer }) => answer.status === AnswerStatus.Refused),
  ),
  when(
    {
      name: 'queue-dropped',
      sentence: 'A leader steps down while requests wait to enter its log.',
      source: 'paper 8: clients are sent on to whoever leads',
      takes: ['queued-proposals'],
      watches: Changed.Role,
    },
    ({ before, after }) =>
      before?.role === Role.Leader && after !== undefined && (before.queued?.length ?? 0) > 0,
  ),
  when(
    {
      name: 'queued-together',
      sentence: 'Requests that have waited enter the log in one write, two of them or more.',
      source: 'dissertation 10.2.2: batching',
      takes: ['queued-proposals'],
      watches: Changed.Log,
    },
    ({ before, after }) =>
      before?.role === Role.Leader &&
      (before.queued?.length ?? 0) >= 2 &&
      after?.queued?.length === 0 &&
      after.role === Role.Leader &&
      lengthOf(after) >= lengthOf(before) + 2,
  ),
  when(
    {
      name: 'page-after-page',
      sentence:
        'A server applies a page of what is committed, and there is a third one left behind the next.',
      source: 'paper 5.3: lastApplied; etcd: MaxCommittedSizePerReady',
      takes: ['paged-apply'],
      kinds: [Apply],
    },
    ({ after, continues }, world) => {
      const { commitIndex = 0, lastApplied = 0 } = after ?? {}
      return continues && commitIndex - lastApplied > world.cluster.options.applyPage
    },
  ),
  when(
    {
      name: 'commit-many',
      sentence: 'A leader commits eight entries or more at once.',
      source: 'paper 5.3; dissertation 10.2.2',
      takes: [],
      watches: Changed.Commit,
    },
    ({ before, after }) =>
      before?.role === Role.Leader &&
      after !== undefined &&
      (after.commitIndex ?? 0) - (before.commitIndex ?? 0) >= 8,
  ),
  when(
    {
      name: 'learner-catches-up',
      sentence:
        'A server that is to vote has caught up as a learner after more than one round, and the change goes on.',
      source: 'dissertation 4.2.1: "the replication of entries to the new server is split into rounds"',
      takes: ['membership'],
      kinds: [Deliver, Duplicate],
      watches: Changed.Log,
    },
    ({ before, after }) =>
      (before?.change?.round ?? 0) > 1 && after?.role === Role.Leader && after.change === null,
  ),
]

function lengthOf(seen: Observation | undefined): number {
  return seen?.log?.entries.length ?? 0
}
