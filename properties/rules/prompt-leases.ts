import { Operation } from '../../core/command.ts'
import type { Options } from '../../core/options.ts'
import { Role } from '../../core/server.ts'
import { isQuorum } from '../../harness/quorum.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import { answeredRound } from '../answered-round.ts'
import { configurationInLog } from '../configurations.ts'
import { termInLog } from '../term-in-log.ts'

/**
 * "Once the leader's heartbeats were acknowledged by a majority of the cluster, the leader would extend its lease"
 * (dissertation 6.4.1), for what is left of the shortest election timeout on clocks that go apart as far as they may. A
 * leader that never did would be right, and ask all the others for every read: it is looked at when it is asked for one.
 */
export const promptLeases: Monitor<Options> = {
  name: 'leases are prolonged',
  grade: 'rule',
  promise: 'a leader extends its lease once a majority has answered its heartbeats (dissertation 6.4.1)',
  watches: Changed.Requested,
  needs: ['role', 'currentTerm', 'log', 'snapshot', 'commitIndex', 'lease', 'roundAnswered'],
  start: ({ options }) => options,

  see(options, { asked, before, after, server }, report) {
    if (!options.leaseReads || asked?.operation !== Operation.Read || after?.role !== Role.Leader)
      return options
    // A step that changes a lease may leave it with a round that only its own server need answer.
    if (after.lease === null || after.lease !== before?.lease || !isDue(server, after, options))
      return options
    report.violation({
      reason: 'a lease that is not prolonged',
      title: `${serverName(server)} does not prolong its lease, though a quorum has answered round ${after.lease?.round}`,
      servers: [server],
      evidence: [`its lease is over when its clock reads ${after.lease?.until}`],
    })
    return options
  },
}

/** Whether a leader that knows what is committed has not got yet what the round that its lease waits for gives. */
function isDue(server: number, leader: Observation, options: Options): boolean {
  const { lease, log, commitIndex, currentTerm } = leader
  const { round, began, until } = lease as { round: number; began: number; until: number }
  if (until >= began + shortestTimeout(options)) return false
  if (termInLog(log as ObservedLog, commitIndex as number) !== currentTerm) return false
  return isQuorum(answeredRound(server, leader, round), configurationInLog(leader, options))
}

/** In microseconds of the slowest clock, the shortest election timeout as the fastest measures it. */
function shortestTimeout({ electionTimeoutLeast, clockDrift }: Options): number {
  return Math.floor((electionTimeoutLeast * (1000 - clockDrift)) / (1000 + clockDrift))
}
