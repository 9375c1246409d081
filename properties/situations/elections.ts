import { MessageKind } from '../../core/message.ts'
import { Role } from '../../core/server.ts'
import { DiskFile, Timer } from '../../core/effect.ts'
import { Changed } from '../../harness/observation.ts'
import type { Situation } from '../../harness/situation.ts'
import { ActionKind } from '../../harness/world/action.ts'
import type { Transition } from '../../harness/world/transition.ts'
import type { World } from '../../harness/world/world.ts'
import { delivered, majorityOf, sightOf } from './sight.ts'
import { lastTerm } from './terms.ts'
import { when } from './when.ts'

const { Deliver, Duplicate, Timer: Fires, Lose } = ActionKind

/** Elections as the paper has them (5.2, 5.4.1). */
export const elections: readonly Situation[] = [
  when(
    {
      name: 'split-vote',
      sentence: 'A candidate starts another election because nobody won the one before.',
      source: 'paper 5.2: "many followers become candidates at the same time, votes could be split"',
      takes: [],
      kinds: [Fires],
      topics: [Timer.Election],
      watches: Changed.Term,
    },
    ({ before, after }) => before?.role === Role.Candidate && after?.role === Role.Candidate,
  ),
  when(
    {
      name: 'two-leaders',
      sentence: 'Two servers lead at once, each in a term of its own.',
      source: 'paper 8: a leader may have been deposed and not know it',
      takes: [],
      watches: Changed.Role,
    },
    ({ after }, world) => after?.role === Role.Leader && leaders(world) === 2,
  ),
  when(
    {
      name: 'three-leaders',
      sentence: 'Three servers lead at once, each in a term of its own.',
      source: 'paper 8: a leader may have been deposed and not know it',
      takes: [],
      watches: Changed.Role,
    },
    ({ after }, world) => after?.role === Role.Leader && leaders(world) === 3,
  ),
  when(
    {
      name: 'candidate-yields',
      sentence: 'A candidate hears from a leader of its own term, and is a follower again.',
      source: 'paper 5.2: "then the candidate recognizes the leader as legitimate"',
      takes: [],
      kinds: [Deliver, Duplicate],
      watches: Changed.Role,
    },
    ({ before, after }) =>
      before?.role === Role.Candidate &&
      after?.role === Role.Follower &&
      before.currentTerm === after.currentTerm,
  ),
  when(
    {
      name: 'longer-log-denied',
      sentence:
        'A candidate of a newer term has the longer log, and is denied a vote because its last entry is older.',
      source: 'paper 5.4.1: "the log with the later term is more up-to-date"',
      takes: [],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.RequestVote],
      watches: Changed.Term,
    },
    ({ after }, world) => {
      if (after?.log === undefined) return false
      const asked = delivered(world)
      const longer = asked.lastLogIndex > after.log.entries.length && asked.lastLogTerm < lastTerm(after.log)
      return longer && asked.term === after.currentTerm && after.votedFor !== asked.from
    },
  ),
  when(
    {
      name: 'vote-lost-in-crash',
      sentence: 'A server crashes after it wrote down a vote, and the vote is not on its disk.',
      source: 'paper 5.2, Figure 2: votedFor is "updated on stable storage before responding to RPCs"',
      takes: [],
      kinds: [Lose],
      topics: [DiskFile.Term],
    },
    ({ action }, world) => {
      const lost = world.seats[action.server]?.files[0].records.filter(({ whole }) => !whole) ?? []
      return lost.some(({ record }) => 'votedFor' in record && record.votedFor >= 0)
    },
  ),
  when(
    {
      name: 'leader-meets-its-successor',
      sentence: 'A leader that has entries of its own term which were never committed hears of a newer term.',
      source: 'paper 5.3: leader crashes "can leave the logs inconsistent"',
      takes: [],
      kinds: [Deliver, Duplicate],
      watches: Changed.Role,
    },
    ({ before, after }) => before?.role === Role.Leader && after?.role !== Role.Leader && hasOwnTail(before),
  ),
  when(
    {
      name: 'elected-by-the-last-vote',
      sentence:
        'A leader is elected while so many servers are down that every one which is up had to vote for it.',
      source: 'paper 5.2: "votes from a majority of the servers in the full cluster"',
      takes: [],
      watches: Changed.Role,
    },
    ({ after }, world) =>
      after?.role === Role.Leader &&
      world.seats.length > 2 &&
      world.seats.filter(({ server }) => server !== null).length === majorityOf(world),
  ),
  when(
    {
      name: 'late-vote',
      sentence: 'A vote arrives when its candidate stands in a later term.',
      source: 'paper 5.1: "if a server receives a request with a stale term number, it rejects"',
      takes: [],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.Vote],
    },
    ({ action, after }, world) =>
      after?.role === Role.Candidate &&
      delivered(world).voteGranted &&
      action.term < (after.currentTerm ?? 0),
  ),
]

function leaders(world: World): number {
  let leaders = 0
  for (let server = 0; server < world.seats.length; server++)
    if (sightOf(world, server)?.role === Role.Leader) leaders++
  return leaders
}

/** Whether the last entry of a leader is of its own term, and not committed. */
function hasOwnTail({ log, currentTerm, commitIndex }: NonNullable<Transition['before']>): boolean {
  if (log === undefined || log.entries.length <= Math.max(log.baseIndex, commitIndex ?? 0)) return false
  return lastTerm(log) === currentTerm
}
