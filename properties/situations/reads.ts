import { Operation } from '../../core/command.ts'
import { MessageKind } from '../../core/message.ts'
import { Role } from '../../core/server.ts'
import { Changed } from '../../harness/observation.ts'
import type { Situation } from '../../harness/situation.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { linkBetween, type World } from '../../harness/world/world.ts'
import { readAsked, readsAnswered } from './read-sight.ts'
import { leadsAfter, majorityOf } from './sight.ts'
import { termInLog } from '../term-in-log.ts'
import { when } from './when.ts'

const { Deliver, Duplicate, Ask, Apply, Restore } = ActionKind

/** Reads that do not go through the log (paper 8; dissertation 6.4). */
export const reads: readonly Situation[] = [
  when(
    {
      name: 'follower-read',
      sentence:
        'A follower answers a read, having waited until it had applied as much as the leader told it to.',
      source: 'dissertation 6.4: followers take reads off the leader',
      takes: ['follower-reads'],
      kinds: [Deliver, Duplicate, Apply, Restore],
      watches: Changed.Applied,
    },
    (transition, world) => transition.after?.role !== Role.Leader && readsAnswered(transition, world) > 0,
  ),
  when(
    {
      name: 'read-index-of-an-older-term',
      sentence: 'A follower is told a read index when it is in a later term than the leader that tells it.',
      source: 'dissertation 6.4; etcd: MsgReadIndexResp',
      takes: ['follower-reads'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.ReadIndex],
    },
    ({ action, after }) => action.term < (after?.currentTerm ?? 0),
  ),
  when(
    {
      name: 'read-waits-for-no-op',
      sentence: 'A new leader is asked to read, and does not know yet what its predecessors had committed.',
      source:
        'paper 8: "having each leader commit a blank no-op entry into the log at the start of its term"',
      takes: [],
      kinds: [Ask],
      topics: [Operation.Read],
    },
    ({ before, after }, world) => {
      if (readAsked(world) === undefined || after?.role !== Role.Leader || after.log === undefined)
        return false
      const waits = (after.reads?.length ?? 0) > (before?.reads?.length ?? 0)
      return waits && termInLog(after.log, after.commitIndex ?? 0) !== after.currentTerm
    },
  ),
  when(
    {
      name: 'read-lost-with-the-reign',
      sentence: 'A leader steps down while reads wait for it to learn whether it still leads.',
      source:
        'paper 8: "a leader must check whether it has been deposed before processing a read-only request"',
      takes: [],
      watches: Changed.Role,
    },
    ({ before, after }) =>
      before?.role === Role.Leader && after !== undefined && (before.reads?.length ?? 0) > 0,
  ),
  when(
    {
      name: 'stale-leader-asked-to-read',
      sentence:
        'A leader that has been replaced, and does not know it, is asked to read, and must not answer.',
      source: 'paper 8: "its information may be stale if a more recent leader has been elected"',
      takes: [],
      kinds: [Ask],
      topics: [Operation.Read],
    },
    (transition, world) => {
      const { after } = transition
      if (readAsked(world) === undefined || after?.role !== Role.Leader) return false
      return leadsAfter(world, after.currentTerm ?? 0)
    },
  ),
  when(
    {
      name: 'reads-share-a-round',
      sentence: 'One heartbeat round serves two reads or more.',
      source: 'dissertation 6.4: "a single round of messages for any number of read-only queries"',
      takes: [],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.Appended],
      watches: Changed.Replied,
    },
    (transition, world) =>
      transition.answers.length >= 2 &&
      transition.before?.role === Role.Leader &&
      readsAnswered(transition, world) >= 2,
  ),
  when(
    {
      name: 'repeated-read',
      sentence:
        'A client asks again for a read that waits already, and is not made to wait for another round.',
      source: 'paper 8: clients retry',
      takes: [],
      kinds: [Ask],
      topics: [Operation.Read],
    },
    ({ server, before, after }, world) => {
      const asked = readAsked(world)
      if (asked === undefined || before?.reads === undefined || before.reads !== after?.reads) return false
      return before.reads.some(
        ({ asker, command: { session, serial } }) =>
          asker === server && session === asked.session && serial === asked.serial,
      )
    },
  ),
  when(
    {
      name: 'lease-read-while-cut-off',
      sentence: 'A leader that is cut off from every majority answers a read by its lease, and rightly.',
      source: 'dissertation 6.4.1',
      takes: ['leases'],
      kinds: [Ask],
      topics: [Operation.Read],
    },
    (transition, world) =>
      transition.after?.role === Role.Leader &&
      readsAnswered(transition, world) > 0 &&
      inReachOf(world, transition.server) < majorityOf(world),
  ),
  when(
    {
      name: 'lease-runs-out',
      sentence: 'A leader is asked to read when its lease is over, and has to ask whether it still leads.',
      source: 'dissertation 6.4.1',
      takes: ['leases'],
      kinds: [Ask],
      topics: [Operation.Read],
    },
    ({ before, after }, world) => {
      if (readAsked(world) === undefined || after?.role !== Role.Leader) return false
      const until = before?.lease?.until ?? 0
      return (
        until > 0 && until <= world.input.clock && (after.reads?.length ?? 0) > (before?.reads?.length ?? 0)
      )
    },
  ),
  when(
    {
      name: 'lease-given-up',
      sentence:
        'A leader gives its lease up, because the server it hands over to may be elected before it is over.',
      source: 'dissertation 6.4.1; 3.10',
      takes: ['leases', 'transfers'],
      watches: Changed.Lease,
    },
    ({ before, after }, world) =>
      (before?.lease?.until ?? 0) > world.input.clock && after?.role === Role.Leader && after.lease === null,
  ),
  when(
    {
      name: 'question-while-handing-over',
      sentence: 'A follower asks for a read index when the leader is handing over, and gets no answer.',
      source: 'dissertation 6.4; 3.10',
      takes: ['follower-reads', 'transfers'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.AskReadIndex],
    },
    ({ action, after }) =>
      after?.role === Role.Leader && after.currentTerm === action.term && (after.transfer ?? null) !== null,
  ),
]

/** How many servers a server reaches and is reached by, itself included. */
function inReachOf(world: World, server: number): number {
  let reached = 1
  for (let peer = 0; peer < world.seats.length; peer++)
    if (peer !== server && !linkBetween(world, server, peer).cut && !linkBetween(world, peer, server).cut)
      reached++
  return reached
}
