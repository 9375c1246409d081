import { Timer } from '../../core/effect.ts'
import type { Configuration } from '../../core/membership/configuration.ts'
import { MessageKind } from '../../core/message.ts'
import type { Options } from '../../core/options.ts'
import { Role } from '../../core/server.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { serverName, serverNames } from '../../harness/world/names.ts'
import type { InFlight, Transition } from '../../harness/world/transition.ts'
import { configurationInLog } from '../configurations.ts'

/**
 * "If election timeout elapses without receiving AppendEntries RPC from current leader or granting vote to candidate:
 * convert to candidate" (Figure 2): the election timer starts again for these reasons, when an election begins and when
 * a reign ends, and for no other. A leader's heartbeats go on, to every other member of its configuration, from its
 * election to the end of its reign (5.2).
 */
export const timers: Monitor<Options> = {
  name: 'timers run by the rules',
  grade: 'rule',
  promise:
    'the election timer starts again only for a leader, a vote or an election; heartbeats go on (Figure 2)',
  watches: Changed.Armed | Changed.Sent | Changed.Role | Changed.Vote,
  needs: ['role', 'currentTerm', 'votedFor', 'log', 'snapshot'],
  start: ({ options }) => options,

  see(options, transition, report) {
    const { before, after, server } = transition
    if (after === undefined) return options
    const wrong =
      before === undefined
        ? whatIsWrongAtStart(options, transition)
        : whatIsWrong(options, transition, before, after)
    if (wrong === undefined) return options
    report.violation({
      reason: `a server that ${wrong.replace(/(?: ?S\d+)+/, ' some')}`,
      title: `${serverName(server)} ${wrong}`,
      servers: [server],
      evidence: [`it is in term ${after.currentTerm}`],
    })
    return options
  },
}

/** A server that starts waits for a leader and, where it may owe its vote to one (dissertation 6.4.1), until it does not. */
function whatIsWrongAtStart({ leaseReads }: Options, { armed }: Transition): string | undefined {
  const due = (1 << Timer.Election) | (leaseReads ? 1 << Timer.Stickiness : 0)
  return armed === due ? undefined : 'starts with other timers than it should'
}

function whatIsWrong(
  options: Options,
  transition: Transition,
  before: Observation,
  after: Observation,
): string | undefined {
  const { armed, action } = transition
  const startsElection = (armed & (1 << Timer.Election)) !== 0
  if (after.role === Role.Leader) {
    const isDue = action.kind === ActionKind.Timer && action.topic === Timer.Heartbeat
    // With a synchronous disk who stands may lead in the same step.
    if (startsElection && before.role === Role.Leader) return 'leads and starts its election timer'
    if (before.role === Role.Leader && !isDue) return undefined
    if ((armed & (1 << Timer.Heartbeat)) === 0) return 'leads and lets its heartbeat timer run out'
    return whoIsLeftOut(options, transition, after)
  }
  if (startsElection)
    return mayStart(transition, before, after) ? undefined : 'starts its election timer for no reason'
  const reason = whyStart(transition, before, after)
  return reason === undefined ? undefined : `${reason} and does not start its election timer`
}

/** Whether a server that does not lead may start its election timer; a snapshot may have made a voter of it. */
function mayStart(transition: Transition, before: Observation, after: Observation): boolean {
  const { action, heard } = transition
  if (whyStart(transition, before, after) !== undefined) return true
  if (heard === null) return action.kind !== ActionKind.Ask && action.kind !== ActionKind.Apply
  switch (heard.kind) {
    case MessageKind.RequestVote:
      return after.votedFor === heard.from && after.currentTerm === heard.term
    case MessageKind.PreVoted:
    case MessageKind.TimeoutNow:
      return after.role === Role.Candidate
    default:
      return false
  }
}

/** Why a server has to start its election timer, if it has to. */
function whyStart(
  { heard, server }: Transition,
  before: Observation,
  after: Observation,
): string | undefined {
  if (before.role === Role.Leader) return 'ends its reign'
  if (after.role === Role.Candidate && after.currentTerm !== before.currentTerm) return 'begins an election'
  const { votedFor } = after
  const isNew = votedFor !== before.votedFor || after.currentTerm !== before.currentTerm
  if (isNew && votedFor !== -1 && votedFor !== server) return 'gives its vote'
  const hears = heard?.kind === MessageKind.AppendEntries || heard?.kind === MessageKind.InstallSnapshot
  return hears && heard.term === after.currentTerm ? 'hears from its leader' : undefined
}

/** Whom of its members a leader should have written to, and has not. */
function whoIsLeftOut(options: Options, transition: Transition, after: Observation): string | undefined {
  const { sent, server } = transition
  let told = 0
  for (let i = 0; i < sent.length; i++) {
    const { kind, to } = (sent[i] as InFlight).message
    if (kind === MessageKind.AppendEntries || kind === MessageKind.InstallSnapshot) told |= 1 << to
  }
  const left = membersOf(configurationInLog(after, options)) & ~told & ~(1 << server)
  return left === 0 ? undefined : `leads and leaves out ${serverNames(left)}`
}

function membersOf({ voters, outgoing, learners }: Configuration): number {
  return voters | outgoing | learners
}
