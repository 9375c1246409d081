import { Operation } from '../../core/command.ts'
import { AnswerStatus } from '../../core/effect.ts'
import { MessageKind } from '../../core/message.ts'
import { Role } from '../../core/server.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import type { Situation } from '../../harness/situation.ts'
import { ActionKind } from '../../harness/world/action.ts'
import type { World } from '../../harness/world/world.ts'
import { isAnswered, isAsked } from './asked.ts'
import { isIn, isJointIn, isSettledIn, members, votersIn } from './members.ts'
import { delivered, sights } from './sight.ts'
import { when } from './when.ts'

const { Deliver, Duplicate, Timer: Fires, Ask } = ActionKind

/** What is asked and answered while members change (paper 6, dissertation 4). */
export const requestsForMembers: readonly Situation[] = [
  when(
    {
      name: 'removed-server-campaigns',
      sentence: 'A server stands, or asks whether it could win, when it was removed and does not know.',
      source: 'paper 6: "removed servers (those not in C_new) can disrupt the cluster"',
      takes: ['membership'],
      kinds: [Fires],
      watches: Changed.Role | Changed.Term,
    },
    ({ server, before, after }, world) =>
      (after?.role === Role.Candidate || after?.role === Role.PreCandidate) &&
      sights(world).some(
        ({ seen }) =>
          seen.role === Role.Leader &&
          (seen.currentTerm ?? 0) >= (before?.currentTerm ?? 0) &&
          isSettledIn(seen) &&
          !isIn(votersIn(seen), server),
      ),
  ),
  when(
    {
      name: 'vote-of-an-outsider',
      sentence: 'A server grants a vote that is no voter by its own newest configuration.',
      source:
        'dissertation 4.1: "servers process incoming RPC requests without consulting their current configurations"',
      takes: ['membership'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.RequestVote],
      watches: Changed.Vote,
    },
    ({ server, after }, world) => {
      const { from } = delivered(world)
      return after?.votedFor === from && !isIn(votersIn(after), server)
    },
  ),
  when(
    {
      name: 'change-refused-while-pending',
      sentence: 'A change of members is refused because another is on its way.',
      source: 'dissertation 4.1: one change of members at a time',
      takes: ['membership'],
      kinds: [Ask],
      topics: [Operation.Reconfigure],
    },
    (transition, world) => {
      const { before } = transition
      if (!isAsked(world, Operation.Reconfigure) || !isAnswered(transition, AnswerStatus.Refused))
        return false
      return world.input.command.value !== 0 && (isJointIn(before) || !isSettledIn(before as Observation))
    },
  ),
  when(
    {
      name: 'change-to-what-is-so',
      sentence: 'A leader is asked for the members that there are.',
      source: 'paper 8: a client that heard nothing asks for the same again',
      takes: ['membership'],
      kinds: [Ask],
      topics: [Operation.Reconfigure],
    },
    (transition, world) => {
      if (!isAsked(world, Operation.Reconfigure) || !isAnswered(transition, AnswerStatus.Done)) return false
      const { voters, outgoing } = members(transition.after).configuration
      return outgoing === 0 && voters === world.input.command.value
    },
  ),
  when(
    {
      name: 'same-change-twice',
      sentence: 'A client asks for the members that it asked for just before, and a leader has them already.',
      source: 'dissertation 4.1: a change may be asked for again, and must not be made again',
      takes: ['membership'],
      kinds: [Ask],
      topics: [Operation.Reconfigure],
      watches: Changed.Replied,
    },
    (transition, world) =>
      isAnswered(transition, AnswerStatus.Done) &&
      transition.before?.log === transition.after?.log &&
      isAskedAnew(world),
  ),
  when(
    {
      name: 'voter-to-learner',
      sentence: 'A leader puts a configuration in its log by which a voter is to be a learner.',
      source: 'dissertation 4.2.1; etcd: LearnersNext, who are demoted when the joint configuration is left',
      takes: ['membership'],
      watches: Changed.Log,
    },
    ({ before, after }) =>
      after?.role === Role.Leader &&
      before?.role === Role.Leader &&
      members(after).index > members(before).index &&
      (members(after).configuration.learners & votersIn(before)) !== 0,
  ),
  when(
    {
      name: 'newcomer-given-up',
      sentence: 'A change that waits for a newcomer to catch up makes room for another.',
      source: 'dissertation 4.2.1: a new server may be unavailable, or so slow that it never catches up',
      takes: ['membership'],
      kinds: [Ask],
      topics: [Operation.Reconfigure],
    },
    ({ before, after }, world) =>
      isAsked(world, Operation.Reconfigure) &&
      after?.role === Role.Leader &&
      !!before?.change &&
      after.change !== before.change,
  ),
]

/** Whether the operation before this one in its session was the same. */
function isAskedAnew({ input, cluster }: World): boolean {
  const { session, serial, operation, value, expected } = input.command
  const last = cluster.operations[session]?.[serial - 2]
  return last?.operation === operation && last.value === value && last.expected === expected
}
