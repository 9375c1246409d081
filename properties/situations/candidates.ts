import { MessageKind } from '../../core/message.ts'
import { Timer } from '../../core/effect.ts'
import { Role } from '../../core/server.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import type { Situation } from '../../harness/situation.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { delivered, sights } from './sight.ts'
import { lastIndexOf, lastTermOf } from './terms.ts'
import { when } from './when.ts'

const { Deliver, Duplicate, Timer: Fires } = ActionKind

/** What keeps servers from elections that they could not win, and leaders from reigns without a cluster (dissertation 9.6, 6.2). */
export const candidates: readonly Situation[] = [
  when(
    {
      name: 'duelling-pre-candidates',
      sentence: 'Two servers ask at once whether they could win the same term.',
      source: 'dissertation 9.6: both may hear yes, for nobody has spent a vote',
      takes: ['pre-vote'],
      kinds: [Fires],
      watches: Changed.Role,
    },
    ({ server, after }, world) =>
      after?.role === Role.PreCandidate &&
      sights(world).some(
        (other) =>
          other.server !== server &&
          other.seen.role === Role.PreCandidate &&
          other.seen.currentTerm === after.currentTerm,
      ),
  ),
  when(
    {
      name: 'pre-vote-denied-for-a-leader',
      sentence:
        'A server whose log is up to date hears that it would not get a vote, because a leader is there.',
      source: 'dissertation 9.6: only if "the voter hasn\'t heard from a leader" lately',
      takes: ['pre-vote'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.PreVote],
    },
    ({ before }, world) => {
      if (before?.hearsLeader !== true) return false
      const { term, lastLogIndex, lastLogTerm } = delivered(world)
      return term > (before.currentTerm ?? 0) && reaches(lastLogTerm, lastLogIndex, before)
    },
  ),
  when(
    {
      name: 'pre-vote-denied-in-a-snapshot',
      sentence:
        'A server that has a part of a snapshot says that it would not vote, because it hears from a leader.',
      source: 'dissertation 9.6, paper 7: what a leader sends of a snapshot is word from it like any other',
      takes: ['pre-vote', 'snapshots'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.PreVote],
    },
    ({ before }) => before?.hearsLeader === true && (before.snapshotWork?.receiving ?? null) !== null,
  ),
  when(
    {
      name: 'pre-candidate-yields',
      sentence:
        'A server that asked whether it could win hears from the leader of its term, and stays in that term.',
      source: 'dissertation 9.6: a server that was cut off does not disturb when it is back',
      takes: ['pre-vote'],
      kinds: [Deliver, Duplicate],
      watches: Changed.Role,
    },
    ({ before, after }) =>
      before?.role === Role.PreCandidate &&
      after?.role === Role.Follower &&
      before.currentTerm === after.currentTerm,
  ),
  when(
    {
      name: 'out-of-contact',
      sentence: 'A leader steps down because it heard from no quorum, when another one leads already.',
      source: 'dissertation 6.2: "a leader steps down if an election timeout elapses"',
      takes: ['check-quorum'],
      kinds: [Fires],
      topics: [Timer.Contact],
      watches: Changed.Role,
    },
    ({ after }, world) =>
      after?.role === Role.Follower &&
      sights(world).some(
        ({ seen }) => seen.role === Role.Leader && (seen.currentTerm ?? 0) > (after.currentTerm ?? 0),
      ),
  ),
]

/** Whether a log that ends so is at least as up to date as that of `seen` (5.4.1). */
function reaches(lastTerm: number, lastIndex: number, seen: Observation): boolean {
  const own = lastTermOf(seen)
  return lastTerm > own || (lastTerm === own && lastIndex >= lastIndexOf(seen))
}
