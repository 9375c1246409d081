import { DiskFile } from '../../core/effect.ts'
import { Role } from '../../core/server.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { ActionKind } from '../../harness/world/action.ts'
import type { Cluster } from '../../harness/world/cluster.ts'
import { serverName } from '../../harness/world/names.ts'
import type { Transition } from '../../harness/world/transition.ts'

/**
 * A candidate votes for itself (5.2), and that vote is on stable storage like any other before it counts: the candidate
 * counts it when it is told that the newest write of its term and vote is durable. Who does not stand counts no votes.
 */
export const ownVotes: Monitor<Cluster> = {
  name: 'a vote for oneself counts when it is durable',
  grade: 'rule',
  promise: 'term and vote are on stable storage before a candidate counts its own (Figure 2, 5.2)',
  watches: Changed.Votes | Changed.Role,
  needs: ['role', 'currentTerm', 'votes'],
  start: (cluster) => cluster,

  see(cluster, transition, report) {
    const { before, after, server } = transition
    if (before === undefined || after === undefined) return cluster
    const wrong =
      after.role === Role.Follower && after.votes !== 0
        ? 'counts votes and does not stand'
        : countsItself(transition, before, after) && !isTold(cluster, transition)
          ? 'counts its own vote before that is durable'
          : undefined
    if (wrong === undefined) return cluster
    report.violation({
      reason: `a server that ${wrong}`,
      title: `${serverName(server)} ${wrong}`,
      servers: [server],
      evidence: [`it is in term ${after.currentTerm}`],
    })
    return cluster
  },
}

/** Whether a candidate that had not counted its own vote has done so; who leads has, if it had not before. */
function countsItself({ server }: Transition, before: Observation, after: Observation): boolean {
  const stood = before.role === Role.Candidate && before.currentTerm === after.currentTerm
  if (stood && hasOwn(before, server)) return false
  if (after.role === Role.Leader) return before.role !== Role.Leader
  return after.role === Role.Candidate && hasOwn(after, server)
}

function hasOwn({ votes }: Observation, server: number): boolean {
  return (((votes as number) >> server) & 1) === 1
}

/** Whether all that was written to the term's file is durable with this very action; with a synchronous disk it always is. */
function isTold({ synchronousDisk }: Cluster, { action, behind }: Transition): boolean {
  return (
    synchronousDisk || (action.kind === ActionKind.Flush && action.topic === DiskFile.Term && behind === 0)
  )
}
