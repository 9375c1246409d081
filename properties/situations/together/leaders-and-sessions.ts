import { Operation } from '../../../core/command.ts'
import { Timer } from '../../../core/effect.ts'
import { MessageKind } from '../../../core/message.ts'
import { Role } from '../../../core/server.ts'
import { Changed, type Observation } from '../../../harness/observation.ts'
import type { Situation } from '../../../harness/situation.ts'
import { ActionKind } from '../../../harness/world/action.ts'
import { duplicateAtTheChosen } from '../duplicate-at-the-chosen.ts'
import { holdsLease, isSlow } from '../lease-held.ts'
import { losesContact, leavesBacklog } from '../reign-ends.ts'
import { hasTimedOut, sessionLost } from '../session-lost.ts'
import { delivered } from '../sight.ts'
import { when } from '../when.ts'

const { Deliver, Duplicate, Timer: Fires, Ask } = ActionKind

/** What takes several features at once, beside what goes on during changes of members. */
export const leadersAndSessions: readonly Situation[] = [
  when(
    {
      name: 'contact-lost-with-a-backlog',
      sentence:
        'A leader steps down out of contact when requests wait to enter its log, and entries were sent ahead.',
      source: 'dissertation 6.2, 10.2: what waits was not begun, what is in the log is left open',
      takes: ['check-quorum', 'queued-proposals', 'pipelining'],
      kinds: [Fires],
      topics: [Timer.Contact],
      watches: Changed.Role,
    },
    (transition) => losesContact(transition) && leavesBacklog(transition),
  ),
  when(
    {
      name: 'expired-by-a-fast-clock',
      sentence:
        'A session is over by the fast clock of its leader, when the entry that opened it is in a snapshot only.',
      source: 'dissertation 6.3, paper 7: the log tells the time, whatever clock that is',
      takes: ['sessions', 'clocks', 'snapshots'],
      watches: Changed.Applied,
    },
    ({ server, before, after }, world) => {
      const rate = world.seats[server]?.clock.rate ?? 0
      if (rate <= 1000 || after?.role !== Role.Leader) return false
      const lost = sessionLost(before, after, world)
      return (
        lost !== undefined &&
        hasTimedOut(lost, after, world) &&
        lost.registration <= (after.snapshot?.lastIncludedIndex ?? 0)
      )
    },
  ),
  when(
    {
      name: 'transfer-to-a-patient-server',
      sentence:
        'A server with longer election timeouts than others is chosen, and gets the vote of one that hears the leader.',
      source: 'dissertation 3.10, 4.2.3: by itself it would hardly ever stand',
      takes: ['transfers', 'own-timeouts', 'stickiness'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.RequestVote],
      watches: Changed.Vote,
    },
    ({ before, after }, world) => {
      if (before?.hearsLeader !== true) return false
      const { stickiness, electionTimeoutStretch } = world.cluster.options
      const { from, byTransfer } = delivered(world)
      return stickiness && byTransfer && after?.votedFor === from && (electionTimeoutStretch[from] ?? 0) > 0
    },
  ),
  when(
    {
      name: 'lease-let-go',
      sentence:
        'A leader whose clock is slow lets go of a lease that it holds, because it urges its successor to stand.',
      source: 'dissertation 6.4.1, 3.10: nobody denies that one a vote for the sake of a lease',
      takes: ['leases', 'transfers', 'clocks'],
      watches: Changed.Lease,
    },
    ({ server, before, after }, world) =>
      after?.role === Role.Leader &&
      after.lease === null &&
      isSlow(server, world) &&
      holdsLease(before, world) &&
      !!after.transfer,
  ),
  when(
    {
      name: 'transfer-with-a-backlog',
      sentence:
        'A leader begins to hand over to a server that it has sent entries ahead, when requests wait to enter its log.',
      source:
        'dissertation 3.10, 10.2: what waits is sent away, what was sent the successor has to have first',
      takes: ['transfers', 'queued-proposals', 'pipelining'],
      kinds: [Ask],
      topics: [Operation.TransferLeadership],
    },
    ({ before, after }) => {
      if (!after?.transfer || before?.transfer || !before?.queued?.length) return false
      return (before.inFlight?.[after.transfer.value]?.length ?? 0) > 0
    },
  ),
  duplicateAtTheChosen as Situation,
  when(
    {
      name: 'lease-answers-a-follower',
      sentence:
        'A leader whose clock is slow tells a follower how far to read, and asks nobody, because it holds a lease.',
      source: 'dissertation 6.4, 6.4.1: a lease is good for a follower as well',
      takes: ['leases', 'follower-reads', 'clocks'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.AskReadIndex],
    },
    ({ server, sent, before }, world) =>
      isSlow(server, world) &&
      holdsLease(before, world) &&
      sent.some(({ message }) => message.kind === MessageKind.ReadIndex),
  ),
  when(
    {
      name: 'silent-while-handing-over',
      sentence: 'A leader that holds a lease, and is handing over, does not tell a follower how far to read.',
      source: 'dissertation 3.10, 6.4, 6.4.1: whom it hands over to may lead before the follower has read',
      takes: ['leases', 'follower-reads', 'transfers'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.AskReadIndex],
    },
    ({ before, after }, world) =>
      !!before?.transfer && after?.role === Role.Leader && holdsLease(before, world),
  ),
  when(
    {
      name: 'crash-with-segments-left',
      sentence:
        'A server crashes with segments that are yet to be removed, when its machine on disk is ahead of its snapshot.',
      source: 'paper 7: what is left of the old log must not be taken for the log',
      takes: ['snapshots', 'segments', 'persistent-machine'],
      watches: Changed.Crashed,
    },
    ({ server, before }, { seats }) =>
      isAheadOnDisk(before) && seats[server]?.files.some(({ removing }) => removing.length > 0) === true,
  ),
  when(
    {
      name: 'crash-with-a-page-left',
      sentence:
        'A server crashes with a page left to apply, when its machine on disk is ahead of its snapshot.',
      source: 'paper 7, 5.3: it is to go on from the machine, and to apply nothing twice',
      takes: ['snapshots', 'paged-apply', 'persistent-machine'],
      watches: Changed.Crashed,
    },
    ({ before }, { cluster }) => {
      const { lastApplied = 0, commitIndex = 0 } = before ?? {}
      return cluster.options.applyPage > 0 && lastApplied < commitIndex && isAheadOnDisk(before)
    },
  ),
]

/** Whether a server's machine was written to its file after its snapshot was taken. */
function isAheadOnDisk(seen: Observation | undefined): boolean {
  return !!seen?.snapshot && (seen.persisted ?? 0) > seen.snapshot.lastIncludedIndex
}
