import type { Configuration } from '../../core/membership/configuration.ts'
import { itemAt } from '../../core/vector.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import type { Cluster } from '../../harness/world/cluster.ts'
import { serverName, serverNames } from '../../harness/world/names.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { actsAsLeader } from '../acts-as-leader.ts'
import { configurationText } from '../configuration-text.ts'
import { newestAfter, type Newest } from '../configurations.ts'
import { termInLog } from '../term-in-log.ts'
import { withServer } from '../with-server.ts'
import {
  DURABLE_LOG_CHANGES,
  durableSeen,
  durableText,
  isDurable,
  mattersOfDurable,
  type DurableLog,
} from './durable-log.ts'
import { configurationBefore } from './configuration-before.ts'
import { isQuorum } from '../../harness/quorum.ts'

interface Memory {
  readonly cluster: Cluster
  /** By server. */
  readonly durable: readonly (DurableLog | undefined)[]
  /** By server, as of its last commit as a leader. */
  readonly newest: readonly (Newest | undefined)[]
}

const WATCHED = DURABLE_LOG_CHANGES | Changed.Commit

/**
 * A leader commits an entry only when it is durable on "a majority of the servers" (5.3) of the newest configuration in
 * its log and, if that is joint, on "separate majorities from both the old and new configurations" (6). Its own disk and
 * those of servers that are down count like any other.
 */
export const quorumCommit: Monitor<Memory> = {
  name: 'committed means durable on a quorum',
  grade: 'practice',
  promise: 'what a leader commits is durable on a quorum of the newest configuration in its log (5.3, 6)',
  watches: WATCHED,
  needs: ['role', 'currentTerm', 'log', 'snapshot', 'commitIndex'],
  start: (cluster) => ({
    cluster,
    durable: new Array<DurableLog | undefined>(cluster.options.servers).fill(undefined),
    newest: new Array<Newest | undefined>(cluster.options.servers).fill(undefined),
  }),

  see(memory, transition, report) {
    const { before, after, server, changed } = transition
    if (after?.log === undefined || (changed & WATCHED) === 0) return memory
    const durable = durableSeen(memory.durable[server], transition, memory.cluster)
    const known =
      durable === memory.durable[server]
        ? memory
        : {
            cluster: memory.cluster,
            durable: withServer(memory.durable, server, durable),
            newest: memory.newest,
          }
    if ((changed & Changed.Commit) === 0 || before?.log === undefined || !actsAsLeader(transition))
      return known
    if ((after.commitIndex as number) <= (before.commitIndex as number)) return known
    return judgeCommit(known, transition, report)
  },

  /**
   * What is durable of each log, by its terms. The newest configuration in a leader's log is what the log and the snapshot
   * say; that of its last commit only spares reading them again.
   */
  matters: ({ durable }) => mattersOfDurable(durable),
}

function judgeCommit(memory: Memory, transition: Transition, report: Report): Memory {
  const { durable, cluster } = memory
  const holders = holdersOf(memory, transition, (transition.after as Observation).commitIndex as number)
  // What the leader appended in the same step came after the commit.
  const { server, before } = transition
  const newest = newestAfter(memory.newest[server], before as Observation, cluster.options)
  if (!isQuorum(holders, newest.configuration) && !isQuorumLater(memory, transition, holders))
    report.violation(notDurable(memory, transition, holders, newest.configuration))
  return { cluster, durable, newest: withServer(memory.newest, server, newest) }
}

/** Who has, on stable storage, the entry that the server's log holds at an index. */
function holdersOf({ durable }: Memory, { after }: Transition, index: number): number {
  const term = termInLog(after?.log as ObservedLog, index)
  let holders = 0
  for (let server = 0; server < durable.length; server++) {
    const known = durable[server]
    if (known !== undefined && isDurable(known, index, term)) holders |= 1 << server
  }
  return holders
}

/**
 * Where a disk is never behind, a leader may append a configuration and commit by it in one step, if it was right to
 * append it: if the one before was committed already, or is by its own quorum.
 */
function isQuorumLater(memory: Memory, transition: Transition, holders: number): boolean {
  const { before, after } = transition
  const { options, synchronousDisk } = memory.cluster
  if (!synchronousDisk) return false
  const { entries, baseIndex } = after?.log as ObservedLog
  const { length } = (before?.log as ObservedLog).entries
  for (let position = Math.max(length, baseIndex); position < entries.length; position++) {
    const { configuration, index } = itemAt(entries, position)
    if (configuration === null || !isQuorum(holders, configuration)) continue
    const last = configurationBefore(index, after as Observation, options)
    if (last === undefined || last.index <= (before?.commitIndex as number)) return true
    if (isQuorum(holdersOf(memory, transition, last.index), last.configuration)) return true
  }
  return false
}

function notDurable(
  { durable }: Memory,
  { server, after }: Transition,
  holders: number,
  configuration: Configuration,
): Parameters<Report['violation']>[0] {
  const { currentTerm, commitIndex } = after as Observation
  const lines: string[] = []
  durable.forEach((known, number) => {
    if (known !== undefined)
      lines.push(`${serverName(number)} has on stable storage all up to ${durableText(known)}`)
  })
  const who =
    holders === 0 ? 'nobody has' : `only ${serverNames(holders)} ${holders & (holders - 1) ? 'have' : 'has'}`
  return {
    reason: 'committed without being durable on a quorum',
    title: `${serverName(server)}, leader of term ${currentTerm}, committed index ${commitIndex}, which ${who} on stable storage`,
    servers: [server],
    evidence: [`the newest configuration in its log: ${configurationText(configuration)}`, ...lines],
  }
}
