import { Operation } from '../../core/command.ts'
import { AnswerStatus, DiskFile, Timer } from '../../core/effect.ts'
import { MessageKind } from '../../core/message.ts'
import { Role } from '../../core/server.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import { Happened, type Situation } from '../../harness/situation.ts'
import { ActionKind } from '../../harness/world/action.ts'
import type { World } from '../../harness/world/world.ts'
import { isSlow, holdsLease } from './lease-held.ts'
import { isIn, isJointIn, isSettledIn, members, votersIn } from './members.ts'
import { isRemoved, losesContact, leavesBacklog } from './reign-ends.ts'
import { delivered, sights } from './sight.ts'
import { when } from './when.ts'

const { Deliver, Duplicate, Timer: Fires, Flush } = ActionKind

/** What takes several features at once: changes of members, and what else goes on meanwhile. */
export const duringChanges: readonly Situation[] = [
  when(
    {
      name: 'transfer-while-joint',
      sentence:
        'A server is urged to stand in a joint configuration, and does so without asking whether it could win.',
      source: 'paper 6, dissertation 3.10, 9.6: any server of either configuration may be chosen',
      takes: ['membership', 'transfers', 'pre-vote'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.TimeoutNow],
      watches: Changed.Role,
    },
    ({ after }, { cluster }) => after?.role === Role.Candidate && cluster.options.preVote && isJointIn(after),
  ),
  when(
    {
      name: 'contact-lost-while-joint',
      sentence:
        'A leader in a joint configuration steps down out of contact when another server asks already whether it could win.',
      source: 'dissertation 6.2, 9.6, paper 6: it has to hear from both majorities',
      takes: ['membership', 'check-quorum', 'pre-vote'],
      kinds: [Fires],
      topics: [Timer.Contact],
      watches: Changed.Role,
    },
    (transition, world) =>
      losesContact(transition) &&
      isJointIn(transition.before) &&
      sights(world).some(({ seen }) => seen.role === Role.PreCandidate),
  ),
  when(
    {
      name: 'contact-lost-with-a-transfer-and-a-change',
      sentence:
        'A leader steps down out of contact when neither its transfer nor its change of members is over.',
      source: 'dissertation 6.2, 3.10, 4.1: whoever asked for them is left open',
      takes: ['membership', 'check-quorum', 'transfers'],
      kinds: [Fires],
      topics: [Timer.Contact],
      watches: Changed.Role,
    },
    (transition) =>
      losesContact(transition) && !!transition.before?.transfer && isChanging(transition.before),
  ),
  when(
    {
      name: 'removed-while-handing-over',
      sentence: 'A leader steps down because it is removed, before its transfer is over.',
      source: 'paper 6, dissertation 3.10: it may have chosen its successor by itself',
      takes: ['membership', 'transfers'],
      watches: Changed.Role,
    },
    (transition) => isRemoved(transition) && !!transition.before?.transfer,
  ),
  when(
    {
      name: 'removed-while-it-holds-a-lease',
      sentence: 'A leader whose clock is slow is removed while it holds a lease.',
      source: 'dissertation 6.4.1, paper 6: those that remain may elect another within that time',
      takes: ['membership', 'leases', 'clocks'],
      watches: Changed.Role,
    },
    (transition, world) =>
      isRemoved(transition) && isSlow(transition.server, world) && holdsLease(transition.before, world),
  ),
  when(
    {
      name: 'removed-candidate-denied',
      sentence:
        "A server was told that it could win, stands when it is being removed, and is denied a vote for its leader's sake.",
      source: 'paper 6, dissertation 9.6, 4.2.3: PreVote alone does not hold removed servers back',
      takes: ['membership', 'pre-vote', 'stickiness'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.RequestVote],
    },
    ({ action, before, after }, world) => {
      if (after?.hearsLeader !== true) return false
      const { stickiness, preVote } = world.cluster.options
      const isDenied = stickiness && !delivered(world).byTransfer && action.term > (after.currentTerm ?? 0)
      return isDenied && preVote && before === after && !isIn(votersIn(after), action.server)
    },
  ),
  when(
    {
      name: 'newcomer-catches-up-during-a-transfer',
      sentence: 'A leader that is handing over sends a snapshot to a learner that is to become a voter.',
      source: 'dissertation 4.2.1, 3.10, paper 7: the next leader knows nothing of the change that waits',
      takes: ['membership', 'snapshots', 'transfers'],
      kinds: [Fires],
      topics: [Timer.Heartbeat],
    },
    ({ after }) => {
      if (!after?.transfer || !after.change) return false
      const newcomers = after.change.command.value & ~votersIn(after)
      return after.sending?.some((one, server) => one !== null && isIn(newcomers, server)) === true
    },
  ),
  when(
    {
      name: 'newcomer-sent-ahead-after-a-snapshot',
      sentence: 'A learner has a snapshot, and is sent entries ahead of its answers from there on.',
      source: 'dissertation 4.2.1, 10.2.2, paper 7: newcomers catch up by all means that there are',
      takes: ['membership', 'snapshots', 'pipelining'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.Installed],
    },
    ({ action, before, after }) =>
      !!before?.sending?.[action.server] &&
      isIn(members(after).configuration.learners, action.server) &&
      (after?.inFlight?.[action.server]?.length ?? 0) > 0,
  ),
  when(
    {
      name: 'learner-reads-after-a-snapshot',
      sentence: 'A learner that has a snapshot answers a read.',
      source: 'dissertation 6.4, 4.2.1, paper 7: who counts for nothing may answer all the same',
      takes: ['membership', 'snapshots', 'follower-reads'],
      kinds: [Deliver, Duplicate, ActionKind.Restore, ActionKind.Apply],
      watches: Changed.Replied,
    },
    ({ server, answers, after }, world) =>
      answers.length > 0 &&
      after?.role !== Role.Leader &&
      !!after?.snapshot &&
      isIn(members(after).configuration.learners, server) &&
      answers.some(({ answer }) => answer.status === AnswerStatus.Done && isRead(answer, world)),
  ),
  when(
    {
      name: 'learner-reads-page-by-page',
      sentence: 'A learner answers a read once it has applied one more page of what is committed.',
      source:
        'dissertation 6.4, 4.2.1: a read waits for the machine, which applies as much as it can at a time',
      takes: ['membership', 'follower-reads', 'paged-apply'],
      kinds: [ActionKind.Apply],
    },
    ({ server, answers, after }, world) =>
      after?.role !== Role.Leader &&
      isIn(members(after).configuration.learners, server) &&
      answers.some(({ answer }) => answer.status === AnswerStatus.Done && isRead(answer, world)),
  ),
  when(
    {
      name: 'removed-with-a-backlog',
      sentence: 'A leader is removed when requests wait to enter its log, and entries were sent ahead.',
      source:
        'paper 6, dissertation 10.2: what it had not begun it sends away, the rest is for the next leader',
      takes: ['membership', 'queued-proposals', 'pipelining'],
      watches: Changed.Role,
    },
    (transition) => isRemoved(transition) && leavesBacklog(transition),
  ),
  when(
    {
      name: 'joint-snapshot-installed',
      sentence: 'A follower has a joint configuration from a snapshot, and from no entry of its log.',
      source: 'paper 7, 6: a snapshot has "the latest configuration in the log as of last included index"',
      takes: ['membership', 'snapshots'],
      kinds: [Flush],
      topics: [DiskFile.Snapshot],
      watches: Changed.Snapshot,
    },
    ({ before, after }) => {
      const restoring = after?.snapshotWork?.restoring ?? null
      const isNew = restoring !== null && restoring !== before?.snapshotWork?.restoring
      return isNew && restoring.configuration.outgoing !== 0
    },
  ),
  when(
    {
      name: 'joint-snapshot-in-a-new-segment',
      sentence: 'The entry of a joint configuration goes with the segments that a snapshot stands for.',
      source: 'paper 7, 6: what is removed must not be what tells who votes',
      takes: ['membership', 'snapshots', 'segments'],
      kinds: [Flush],
      watches: Happened.Removes,
    },
    ({ removes, after }) => {
      if (removes === 0 || !after?.snapshot || after.snapshot.configuration.outgoing === 0) return false
      return after.log?.baseIndex === after.snapshot.lastIncludedIndex
    },
  ),
]

function isChanging(leader: Observation): boolean {
  return !!leader.change || isJointIn(leader) || !isSettledIn(leader)
}

function isRead({ session, serial }: { session: number; serial: number }, { cluster }: World): boolean {
  return cluster.operations[session]?.[serial - 1]?.operation === Operation.Read
}
