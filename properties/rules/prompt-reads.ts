import type { Command } from '../../core/command.ts'
import type { Options } from '../../core/options.ts'
import type { PendingRead } from '../../core/reads/pending-read.ts'
import { Role } from '../../core/server.ts'
import { isQuorum } from '../../harness/quorum.ts'
import { Changed, type Observation } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { operationName, serverName } from '../../harness/world/names.ts'
import { answeredRound } from '../answered-round.ts'
import { configurationInLog } from '../configurations.ts'

/**
 * A read waits no longer than it must: a client's until the machine has applied all up to its read index, a follower's until
 * the leader knows that to be committed, and on a leader until a quorum has answered the round that it waits for (8;
 * dissertation 6.4). Then it is answered in the same step.
 */
export const promptReads: Monitor<Options> = {
  name: 'reads are answered as soon as they may',
  grade: 'rule',
  promise: 'a read is answered once its index is applied and a majority has vouched for the leader (6.4)',
  watches: Changed.Applied | Changed.Commit | Changed.Reads | Changed.Rounds | Changed.Log,
  needs: ['role', 'log', 'snapshot', 'commitIndex', 'lastApplied', 'reads', 'roundAnswered'],
  start: ({ options }) => options,

  see(options, { after, server }, report) {
    const { reads = [] } = after ?? {}
    for (let i = 0; i < reads.length; i++) {
      const read = reads[i] as PendingRead
      if (isOwed(options, server, after as Observation, read)) report.violation(kept(server, read.command))
    }
    return options
  },
}

/** Whether nothing is missing any more for the answer to a read that waits on. */
function isOwed(
  options: Options,
  server: number,
  sight: Observation,
  { asker, readIndex, round }: PendingRead,
): boolean {
  const reached = asker === server ? sight.lastApplied : sight.commitIndex
  if (readIndex > (reached as number)) return false
  if (round === 0 || sight.role !== Role.Leader) return round === 0
  return isQuorum(answeredRound(server, sight, round), configurationInLog(sight, options))
}

function kept(
  server: number,
  { session, serial }: Command,
): { reason: string; title: string; servers: number[]; evidence: string[] } {
  return {
    reason: 'a read that may be answered and waits',
    title: `${serverName(server)} has the answer to ${operationName(session, serial)} and keeps it`,
    servers: [server],
    evidence: [],
  }
}
