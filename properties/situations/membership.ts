import { MessageKind } from '../../core/message.ts'
import { Role } from '../../core/server.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import { REACHED, type Situation } from '../../harness/situation.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { isIn, isJointIn, isSettledIn, members, votersIn } from './members.ts'
import { isRemoved } from './reign-ends.ts'
import { sights } from './sight.ts'
import { lastIndexOf, termIn } from './terms.ts'
import { when } from './when.ts'
import { sizeOf } from '../../harness/size-of.ts'

const { Deliver, Duplicate } = ActionKind

/** Who ever was a voter of a committed configuration, who of these no longer is, and which configuration told so last. */
interface Comings {
  readonly ever: number
  readonly gone: number
  readonly index: number
}

const reAdded: Situation<Comings> = {
  name: 're-added',
  sentence: 'A server that was removed is a voter of a committed configuration again.',
  source: 'dissertation 4.4: a server that is replaced, or comes back, has a log of the time before',
  takes: ['membership'],
  watches: Changed.Commit,
  start: ({ options }) => ({ ever: options.voters, gone: 0, index: 0 }),
  see: (comings, { after }) => {
    const { index, configuration } = members(after)
    if (after?.role !== Role.Leader || index <= comings.index || !isSettledIn(after)) return comings
    if (configuration.outgoing !== 0) return comings
    if ((comings.gone & configuration.voters) !== 0) return REACHED
    const ever = comings.ever | configuration.voters
    return { ever, gone: ever & ~configuration.voters, index }
  },
}

/** Changes of members, as they are carried out (paper 6, dissertation 4). */
export const membership: readonly Situation[] = [
  when(
    {
      name: 'leader-removed',
      sentence: 'A leader steps down because the configuration that leaves it out is committed.',
      source: 'paper 6: the leader steps down "once it has committed the C_new log entry"',
      takes: ['membership'],
      watches: Changed.Role,
    },
    isRemoved,
  ),
  when(
    {
      name: 'leads-from-outside',
      sentence: 'A leader that its own newest configuration leaves out commits an entry before that one.',
      source: 'paper 6: "it replicates log entries but does not count itself in majorities"',
      takes: ['membership'],
      watches: Changed.Commit,
    },
    ({ server, before, after }) =>
      before?.role === Role.Leader &&
      after?.role === Role.Leader &&
      !isSettledIn(after) &&
      !isIn(votersIn(before), server),
  ),
  when(
    {
      name: 'inherited-joint',
      sentence:
        'A leader finishes a change that an earlier leader had brought as far as the joint configuration.',
      source: 'paper 6: whichever leader has C_old,new may "create a log entry describing C_new"',
      takes: ['membership'],
      kinds: [Deliver, Duplicate, ActionKind.Flush],
      watches: Changed.Log,
    },
    ({ before, after }) =>
      after?.role === Role.Leader &&
      isJointIn(before) &&
      !isJointIn(after) &&
      termIn(before as Observation, members(before).index) < (after.currentTerm ?? 0),
  ),
  when(
    {
      name: 'configuration-rolled-back',
      sentence:
        'A follower gives up the newest configuration of its log, because a leader has other entries there.',
      source: 'paper 6: the latest configuration counts "regardless of whether the entry is committed"',
      takes: ['membership'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.AppendEntries],
      watches: Changed.Log,
    },
    ({ before, after }) => {
      const { index } = members(before)
      if (before === undefined || after === undefined) return false
      return index > (before.log?.baseIndex ?? 0) && termIn(after, index) !== termIn(before, index)
    },
  ),
  when(
    {
      name: 'both-majorities-needed',
      sentence:
        'A joint configuration is on a majority of the new servers, and waits for one of the outgoing.',
      source: 'paper 6: agreement requires "separate majorities from both the old and new configurations"',
      takes: ['membership'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.Appended, MessageKind.Installed],
      watches: Changed.Match,
    },
    ({ after }) => {
      if (after?.role !== Role.Leader || !isJointIn(after) || isSettledIn(after)) return false
      const { index, configuration } = members(after)
      const holders = holdersOf(after, index)
      return isMost(holders, configuration.voters) && !isMost(holders, configuration.outgoing)
    },
  ),
  when(
    {
      name: 'disjoint-change',
      sentence: 'A joint configuration has no server that was a voter and will be one.',
      source: 'paper 6, Figure 11: from any configuration to any other',
      takes: ['membership'],
      watches: Changed.Log,
    },
    ({ before, after }) => {
      const { index, configuration } = members(after)
      if (after?.role !== Role.Leader || index <= members(before).index || !isJointIn(after)) return false
      return (configuration.voters & configuration.outgoing) === 0
    },
  ),
  when(
    {
      name: 'ten-rounds',
      sentence: 'A newcomer becomes a voter though it is behind, because it had ten rounds to catch up.',
      source: 'dissertation 4.2.1: "waits a fixed number of rounds (such as 10)"',
      takes: ['membership'],
      kinds: [Deliver, Duplicate],
      watches: Changed.Log,
    },
    ({ before, after }) => {
      if (!before?.change || after?.role !== Role.Leader || after.change !== null) return false
      const newcomers = votersIn(after) & ~votersIn(before)
      return (newcomers & ~holdersOf(after, before.commitIndex ?? 0)) !== 0
    },
  ),
  when(
    {
      name: 'elected-from-outside',
      sentence: 'A server is elected that its own newest configuration leaves out.',
      source: 'dissertation 4.2.2: it "might still be needed until the C_new entry is committed"',
      takes: ['membership'],
      watches: Changed.Role,
    },
    ({ server, after }) => after?.role === Role.Leader && !isIn(votersIn(after), server),
  ),
  when(
    {
      name: 'learner-promoted',
      sentence: 'A learner that has caught up becomes a voter.',
      source: 'dissertation 4.2.1: new servers join "as non-voting members" first',
      takes: ['membership'],
      watches: Changed.Log,
    },
    ({ before, after }) =>
      after?.role === Role.Leader &&
      members(after).index > members(before).index &&
      (members(before).configuration.learners & members(after).configuration.voters) !== 0,
  ),
  when(
    {
      name: 'learner-alone-up-to-date',
      sentence: "A learner has its leader's last entry, and none of the other voters has it.",
      source: 'paper 6: non-voting members "are not considered for majorities"',
      takes: ['membership'],
      kinds: [Deliver, Duplicate],
      topics: [MessageKind.Appended, MessageKind.Installed],
      watches: Changed.Match,
    },
    ({ server, after }) => {
      if (after?.role !== Role.Leader || members(after).configuration.learners === 0) return false
      const holders = holdersOf(after, lastIndexOf(after))
      const others = votersIn(after) & ~(1 << server)
      return (
        others !== 0 && (holders & others) === 0 && (holders & members(after).configuration.learners) !== 0
      )
    },
  ),
  when(
    {
      name: 'elected-by-an-older-configuration',
      sentence: 'A leader is elected that has never had a configuration by which another server goes.',
      source: 'dissertation 4.1: a configuration that was not committed may be lost with its leader',
      takes: ['membership'],
      watches: Changed.Role,
    },
    ({ after }, world) =>
      after?.role === Role.Leader &&
      sights(world).some(({ seen }) => members(seen).index > lastIndexOf(after) || isStrange(seen, after)),
  ),
  reAdded as Situation,
]

/** Who holds a leader's log up to `index`, as far as it knows. */
function holdersOf({ matchIndex = [] }: Observation, index: number): number {
  return matchIndex.reduce((set, match, server) => (match >= index ? set | (1 << server) : set), 0)
}

function isMost(set: number, all: number): boolean {
  return sizeOf(set & all) > sizeOf(all & ~set)
}

/** Whether a server goes by a configuration whose entry is another in the log of `leader`. */
function isStrange(seen: Observation, leader: Observation): boolean {
  const { index } = members(seen)
  const term = termIn(leader, index)
  return term >= 0 && index > (seen.log?.baseIndex ?? 0) && term !== termIn(seen, index)
}
