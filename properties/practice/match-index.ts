import { Role } from '../../core/server.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'

/**
 * "matchIndex[]: for each server, index of highest log entry known to be replicated on server (initialized to 0,
 * increases monotonically)" (Figure 2), anew in each reign. What is known to be replicated is in the leader's own log.
 */
export const matchIndexRises: Monitor<null> = {
  name: 'monotonic matchIndex',
  grade: 'practice',
  promise:
    'matchIndex: index of highest log entry known to be replicated; increases monotonically (Figure 2)',
  watches: Changed.Match,
  needs: ['role', 'currentTerm', 'log', 'matchIndex'],
  start: () => null,

  see(memory, { before, after, server }, report) {
    if (after?.role !== Role.Leader) return memory
    const reigned = before?.role === Role.Leader && before.currentTerm === after.currentTerm
    judge(reigned ? before : undefined, after, server, report)
    return memory
  },
}

function judge(before: Observation | undefined, after: Observation, server: number, report: Report): void {
  const matchIndex = after.matchIndex as readonly number[]
  const { length } = (after.log as ObservedLog).entries
  for (let peer = 0; peer < matchIndex.length; peer++) {
    const known = before?.matchIndex?.[peer] ?? 0
    const match = matchIndex[peer] as number
    if (match < known) report.violation(fell(server, peer, known, match))
    if (match > length) report.violation(beyondLog(server, peer, match, length))
  }
}

function fell(server: number, peer: number, from: number, to: number): Parameters<Report['violation']>[0] {
  return {
    reason: 'matchIndex fell',
    title: `${serverName(server)}, a leader, lowered its matchIndex of ${serverName(peer)} from ${from} to ${to}`,
    servers: [server, peer],
    evidence: [],
  }
}

function beyondLog(
  server: number,
  peer: number,
  match: number,
  length: number,
): Parameters<Report['violation']>[0] {
  return {
    reason: "matchIndex beyond the leader's own log",
    title: `${serverName(server)}, a leader, takes ${serverName(peer)} to hold index ${match}, but its own log ends at ${length}`,
    servers: [server, peer],
    evidence: [],
  }
}
