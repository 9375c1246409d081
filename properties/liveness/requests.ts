import { Operation, type Command } from '../../core/command.ts'
import { AnswerStatus } from '../../core/effect.ts'
import type { Configuration } from '../../core/membership/configuration.ts'
import { MembershipKind } from '../../core/options.ts'
import { Role } from '../../core/server.ts'
import { boundsOf, inTimeouts, type Bounds } from '../../harness/calm/bounds.ts'
import { excuseOf } from '../../harness/calm/excuse.ts'
import { areAllConnected, areConnected, healthyServers, upServers } from '../../harness/calm/health.ts'
import { lastCommitted } from '../../harness/calm/in-force.ts'
import { isSteadinessPromised } from '../../harness/calm/promise.ts'
import { isForCluster } from '../../harness/calm/waiting.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import type { Cluster } from '../../harness/world/cluster.ts'
import { operationName, serverNames } from '../../harness/world/names.ts'
import type { World } from '../../harness/world/world.ts'
import { configurationText } from '../configuration-text.ts'
import { configurationInLog, newestAfter } from '../configurations.ts'

interface Memory {
  readonly cluster: Cluster
  readonly bounds: Bounds | undefined
  /** Whoever led last in the calm, in the newest term, as it was then. */
  readonly leader: Observation | undefined
  /** Which server that was; -1: none. */
  readonly leads: number
  /** By session: the number of the request that was asked in the calm and is not answered; 0 where there is none. */
  readonly open: readonly number[]
  /** Whether a request was answered with not knowing: asked once more meanwhile, it may have begun anew. */
  readonly isUnsure: boolean
}

/**
 * A change of members and a transfer of leadership that are asked for once it is calm are answered: done, or refused for a
 * reason. That one was begun and given up is an answer too (dissertation 3.10, 4.2.1). What the storm had begun is over by then:
 * no joint configuration stays.
 */
export const requestsAnswered: Monitor<Memory> = {
  name: 'requests are answered',
  grade: 'liveness',
  promise:
    'changes of members and transfers of leadership complete, or are refused for a reason (6; dissertation 3.10, 4.2)',
  watches: Changed.Calm | Changed.Asked | Changed.Answered | Changed.Log,
  needs: ['role', 'log', 'snapshot', 'commitIndex'],
  start: (cluster) => ({
    cluster,
    bounds: undefined,
    leader: undefined,
    leads: -1,
    open: cluster.operations.map(() => 0),
    isUnsure: false,
  }),

  see(memory, { action, changed, server, after, answered }, report) {
    if ((changed & Changed.Calm) !== 0)
      return { ...memory, bounds: boundsOf(memory.cluster, action.at, action.value) }
    if (memory.bounds === undefined) return memory
    if ((changed & Changed.Log) !== 0 && after?.role === Role.Leader) return withLeader(memory, after, server)
    const { peer: session, term: serial } = action
    const command = commandOf(memory, session, serial)
    if (command === undefined || !isForCluster(memory, session, serial)) return memory
    if ((changed & Changed.Asked) !== 0) return { ...memory, open: memory.open.with(session, serial) }
    if (answered === null || memory.open[session] !== serial) return memory
    if (answered.status === AnswerStatus.Refused && answered.from === memory.leads)
      judgeRefusal(memory, command, report)
    const isUnsure = memory.isUnsure || answered.status === AnswerStatus.Unknown
    return { ...memory, open: memory.open.with(session, 0), isUnsure }
  },

  end(memory, report, world) {
    const { bounds } = memory
    if (bounds === undefined || !isSteadinessPromised(world) || excuseOf(world) !== undefined) return
    world.sessions.forEach(({ awaits }, session) => {
      const command = commandOf(memory, session, awaits)
      if (command === undefined || !isForCluster(memory, session, awaits)) return
      if (canBeDone(command, world)) reportOpen(command, bounds, report)
    })
    const { configuration } = lastCommitted(world)
    if (configuration.outgoing === 0 || memory.leader === undefined) return
    report.violation({
      reason: 'a joint configuration stays',
      title: `the joint configuration ${configurationText(configuration)} was committed, and not left by the end of the calm`,
      servers: [],
      evidence: [],
    })
  },
}

/** One that was deposed long ago may still take itself for a leader. */
function withLeader(memory: Memory, leader: Observation, leads: number): Memory {
  const newest = memory.leader?.currentTerm ?? 0
  return (leader.currentTerm ?? 0) < newest ? memory : { ...memory, leader, leads }
}

function commandOf({ cluster }: Memory, session: number, serial: number): Command | undefined {
  return cluster.operations[session]?.[serial - 1]
}

/**
 * A change waits for those that it is to add, and a configuration for a quorum of its own: all of them must be there. A server
 * that does not reach all voters unseats a leader that hands over to it, and may not be elected itself: as often as it is asked.
 */
function canBeDone({ operation, value }: Command, world: World): boolean {
  const { voters, outgoing } = lastCommitted(world).configuration
  if (operation !== Operation.Reconfigure) return reachesAll(world, value, voters & upServers(world))
  const needed = value | voters | outgoing
  return (needed & ~healthyServers(world)) === 0 && areAllConnected(world, needed)
}

function reachesAll(world: World, server: number, others: number): boolean {
  for (let other = 0; others >> other !== 0; other++)
    if (((others >> other) & 1) === 1 && !areConnected(world, server, other)) return false
  return true
}

function reportOpen({ session, serial, operation }: Command, bounds: Bounds, report: Report): void {
  const what = operation === Operation.Reconfigure ? 'the change of members' : 'the transfer of leadership'
  const least = (bounds.requests - bounds.traffic) / 2
  report.violation({
    reason: `${what} is not answered`,
    title: `${what} ${operationName(session, serial)} was not answered in the calm within ${inTimeouts(least, bounds)}`,
    servers: [],
    evidence: [],
  })
}

/** A request may be refused that cannot be granted, or comes while another is carried out: one that the storm left, too. */
function judgeRefusal(memory: Memory, command: Command, report: Report): void {
  const { leader, cluster, open, isUnsure } = memory
  if (
    leader === undefined ||
    isUnsure ||
    open.some((serial, session) => serial > 0 && session !== command.session)
  )
    return
  const configuration = configurationInLog(leader, cluster.options)
  if (isPending(leader, cluster) || mayBeRefused(command, configuration, cluster)) return
  const what =
    command.operation === Operation.Reconfigure ? 'a change of members' : 'a transfer of leadership'
  report.violation({
    reason: `${what} is refused without a reason`,
    title: `${operationName(command.session, command.serial)} was refused in the calm, though nothing else was under way`,
    servers: [],
    evidence: [
      `it asked for ${serverNames(command.operation === Operation.Reconfigure ? command.value : 1 << command.value)}`,
      `the leader's configuration: ${configurationText(configuration)}`,
    ],
  })
}

/** Whether a leader's newest configuration was still to be committed when its log last changed. */
function isPending(leader: Observation, { options }: Cluster): boolean {
  return newestAfter(undefined, leader, options).index > (leader.commitIndex ?? 0)
}

function mayBeRefused(
  { operation, value, expected }: Command,
  { voters, outgoing }: Configuration,
  { options }: Cluster,
): boolean {
  if (operation === Operation.TransferLeadership) return (((voters | outgoing) >> value) & 1) === 0
  if (value === 0 || (value | expected) >> options.servers !== 0) return true
  const changed = value ^ voters
  return options.membership === MembershipKind.SingleServer && (changed & (changed - 1)) !== 0
}
