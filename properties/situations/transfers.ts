import { Operation } from '../../core/command.ts'
import { AnswerStatus, Timer } from '../../core/effect.ts'
import { MessageKind } from '../../core/message.ts'
import { Role } from '../../core/server.ts'
import { Changed } from '../../harness/observation.ts'
import { REACHED, type Situation } from '../../harness/situation.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { isAnswered, isAsked } from './asked.ts'
import { candidateUrged } from './candidate-urged.ts'
import { delivered, sights } from './sight.ts'
import { lastIndexOf } from './terms.ts'
import { when } from './when.ts'

const { Deliver, Duplicate, Timer: Fires, Ask, Flush } = ActionKind

const transferDone: Situation<number> = {
  name: 'transfer-done',
  sentence: 'A server leads because the leader before it had urged it to stand.',
  source: 'dissertation 3.10: "the target server has a good chance of winning"',
  takes: ['transfers'],
  kinds: [Deliver, Duplicate, Flush],
  watches: Changed.Role,
  start: () => 0,
  see: (urged, transition) => {
    const candidate = candidateUrged(transition)
    return transition.after?.role === Role.Leader && candidate === urged ? REACHED : candidate || urged
  },
}

/** Transfers of leadership (dissertation 3.10). */
export const transfers: readonly Situation[] = [
  transferDone as Situation,
  when(
    {
      name: 'transfer-given-up',
      sentence: 'A leader gives up a transfer, and takes requests again.',
      source:
        'dissertation 3.10: "the prior leader aborts the transfer and resumes accepting client requests"',
      takes: ['transfers'],
      kinds: [Fires],
      topics: [Timer.Transfer],
    },
    ({ before, after }) => !!before?.transfer && after?.role === Role.Leader,
  ),
  when(
    {
      name: 'transfer-beaten',
      sentence: 'A server is elected while the leader before it waits for another one to be.',
      source: 'dissertation 3.10: whoever is urged to stand may still lose',
      takes: ['transfers'],
      watches: Changed.Role,
    },
    ({ server, after }, world) =>
      after?.role === Role.Leader &&
      sights(world).some(
        ({ seen }) =>
          !!seen.transfer &&
          seen.transfer.value !== server &&
          (seen.currentTerm ?? 0) < (after.currentTerm ?? 0),
      ),
  ),
  when(
    {
      name: 'timeout-now-comes-late',
      sentence: 'A TimeoutNow reaches a server that is in a later term, in which it does not stand.',
      source: 'dissertation 3.10, paper 5.1: what a leader of an older term asks is not done',
      takes: ['transfers'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.TimeoutNow],
    },
    ({ action, server, before }) => before?.votedFor !== server && action.term < (before?.currentTerm ?? 0),
  ),
  when(
    {
      name: 'transfer-to-one-behind',
      sentence: 'A leader brings the log of its successor up to date, and only then urges it to stand.',
      source:
        "dissertation 3.10: the prior leader sends its log entries first, so that the target's log matches",
      takes: ['transfers'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.Appended],
    },
    ({ action, before, sent }) => {
      if (before?.transfer?.value !== action.server) return false
      const wasBehind = (before.matchIndex?.[action.server] ?? 0) < lastIndexOf(before)
      return wasBehind && sent.some(({ message }) => message.kind === MessageKind.TimeoutNow)
    },
  ),
  when(
    {
      name: 'vote-despite-leader',
      sentence: 'A server that hears from a leader votes for another, because that leader wants it so.',
      source: 'dissertation 4.2.3: a flag says that the leader itself wanted the election',
      takes: ['transfers', 'stickiness'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.RequestVote],
      watches: Changed.Vote,
    },
    ({ before, after }, world) => {
      if (before?.role !== Role.Follower) return false
      const { byTransfer, from } = delivered(world)
      const { stickiness } = world.cluster.options
      return stickiness && byTransfer && before.hearsLeader === true && after?.votedFor === from
    },
  ),
  when(
    {
      name: 'refused-during-transfer',
      sentence: 'A leader that is handing over sends a client away.',
      source: 'dissertation 3.10: "the prior leader stops accepting new client requests"',
      takes: ['transfers'],
      kinds: [Ask],
      watches: Changed.Replied,
    },
    (transition) => !!transition.before?.transfer && isAnswered(transition, AnswerStatus.Redirect),
  ),
  when(
    {
      name: 'two-transfers',
      sentence: 'A leader that is handing over to one server is asked to hand over to another.',
      source: 'dissertation 3.10: there is one target at a time',
      takes: ['transfers'],
      kinds: [Ask],
      topics: [Operation.TransferLeadership],
    },
    (transition, world) =>
      !!transition.before?.transfer &&
      isAsked(world, Operation.TransferLeadership) &&
      isAnswered(transition, AnswerStatus.Refused),
  ),
]
