import { Role } from '../../core/server.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import type { Cluster } from '../../harness/world/cluster.ts'
import { serverName } from '../../harness/world/names.ts'
import { configurationInLog } from '../configurations.ts'
import { isQuorum } from '../../harness/quorum.ts'
import { termInLog } from '../term-in-log.ts'
import { withServer } from '../with-server.ts'

interface Memory {
  readonly cluster: Cluster
  readonly isCalm: boolean
  /** By server; `undefined` where it is down. */
  readonly seen: readonly (Observation | undefined)[]
  /** By server: in which term it last began an election in the calm that it could not win; 0: in none. */
  readonly hopeless: readonly number[]
}

/**
 * A server asks the others whether it could win before it stands for election (dissertation 9.6). Once it is calm none
 * stands twice that could not: what was granted it for one election may be out of date when it comes, but for the next
 * it has to ask anew. It cannot win where the logs of those that are left to vote for it, whoever is down included, are
 * no quorum.
 */
export const hopelessElections: Monitor<Memory> = {
  name: 'no hopeless elections',
  grade: 'liveness',
  promise: 'who asks first whether it could win does not go on standing for elections that it cannot (9.6)',
  watches: Changed.Role | Changed.Log | Changed.Started | Changed.Crashed | Changed.Calm,
  needs: ['role', 'currentTerm', 'log', 'snapshot'],
  start: (cluster) => ({
    cluster,
    isCalm: false,
    seen: new Array<undefined>(cluster.options.servers).fill(undefined),
    hopeless: new Array<number>(cluster.options.servers).fill(0),
  }),

  see(memory, { server, before, after, changed }, report) {
    if (!memory.cluster.options.preVote) return memory
    if ((changed & Changed.Calm) !== 0) return { ...memory, isCalm: true }
    if (server < 0) return memory
    const { cluster, isCalm, hopeless } = memory
    const known = { cluster, isCalm, seen: withServer(memory.seen, server, after), hopeless }
    if (!isCalm || after === undefined || !beginsElection(before, after)) return known
    return isHopeless(known, after) ? noteHopeless(known, server, after, report) : known
  },
}

/** Having asked first: one that is told to stand by its leader does so as a follower (dissertation 3.10). */
function beginsElection(before: Observation | undefined, after: Observation): boolean {
  return before?.role === Role.PreCandidate && after.role === Role.Candidate
}

function isHopeless({ cluster, seen }: Memory, candidate: Observation): boolean {
  let left = 0
  for (let voter = 0; voter < seen.length; voter++) {
    const other = seen[voter]
    if (other === undefined || !isAhead(other, candidate)) left |= 1 << voter
  }
  return !isQuorum(left, configurationInLog(candidate, cluster.options))
}

/** "If the logs have last entries with different terms, then the log with the later term is more up-to-date", else the longer one (5.4.1). */
function isAhead(one: Observation, other: Observation): boolean {
  const [term, otherTerm] = [lastTerm(one), lastTerm(other)]
  return term === otherTerm ? lastIndex(one) > lastIndex(other) : term > otherTerm
}

function lastIndex({ log }: Observation): number {
  return (log as NonNullable<Observation['log']>).entries.length
}

function lastTerm(seen: Observation): number {
  return termInLog(seen.log as NonNullable<Observation['log']>, lastIndex(seen))
}

function noteHopeless(memory: Memory, server: number, seen: Observation, report: Report): Memory {
  const term = seen.currentTerm as number
  const earlier = memory.hopeless[server] as number
  if (earlier > 0) report.violation(standsAgain(server, [earlier, term], seen))
  return { ...memory, hopeless: withServer(memory.hopeless, server, term) }
}

function standsAgain(
  server: number,
  [earlier, term]: readonly [number, number],
  seen: Observation,
): Parameters<Report['violation']>[0] {
  const name = serverName(server)
  return {
    reason: 'a server stands again for an election that it cannot win',
    title: `${name}, which asked first whether it could win, stands for election in term ${term} and cannot win`,
    servers: [server],
    evidence: [
      `${name}'s log ends with index ${lastIndex(seen)} of term ${lastTerm(seen)}, and a quorum's logs are more up to date`,
      `it stood in term ${earlier} already since it is calm, and could not win then`,
    ],
  }
}
