import { MessageKind, type Appended } from '../../core/message.ts'
import { Role } from '../../core/server.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import { termInLog } from '../term-in-log.ts'

/**
 * "If desired, the protocol can be optimized": told of a conflict, "the leader can decrement nextIndex to bypass all of the
 * conflicting entries in that term" (end of 5.3). It goes to behind its own last entry of that term or, if it has none, to
 * the first index that the follower could be sent from; never up again, nor to what is known to match. A refusal of what
 * is known to match came late, and moves nothing.
 */
export const backingUp: Monitor<null> = {
  name: 'leaders back up to where the logs may part',
  grade: 'rule',
  promise:
    'a refusal takes nextIndex behind the leader’s last entry of the conflicting term, or before the conflict (5.3)',
  watches: Changed.Other | Changed.Sent,
  needs: ['role', 'currentTerm', 'log', 'matchIndex', 'nextIndex'],
  start: () => null,

  see(memory, { before, after, heard, server }, report) {
    if (heard?.kind !== MessageKind.Appended || heard.success || heard.conflictIndex === 0) return memory
    if (before?.role !== Role.Leader || after?.role !== Role.Leader) return memory
    if (heard.term !== before.currentTerm || after.currentTerm !== before.currentTerm) return memory
    const { from, prevLogIndex } = heard
    const [next, now] = [before.nextIndex?.[from] as number, after.nextIndex?.[from] as number]
    const isLate = prevLogIndex <= (before.matchIndex?.[from] as number)
    const expected = isLate ? next : whereLogsPart(heard, before, next)
    // With entries sent ahead of the answers, it goes on from there in the same step.
    if (now === expected || (!isLate && now > expected && isAhead(after, from))) return memory
    report.violation({
      reason: 'a leader that does not back up to where the logs may part',
      title: `${serverName(server)}, refused by ${serverName(from)}, takes nextIndex from ${next} to ${now}, not ${expected}`,
      servers: [server, from],
      evidence: [
        `refused: what follows index ${prevLogIndex}; the conflict is of term ${heard.conflictTerm} from index ${heard.conflictIndex} on`,
        `its matchIndex of ${serverName(from)} is ${before.matchIndex?.[from]}`,
      ],
    })
    return memory
  },
}

function isAhead({ inFlight }: Observation, peer: number): boolean {
  return (inFlight?.[peer]?.length ?? 0) > 0
}

function whereLogsPart(
  { from, conflictIndex, conflictTerm }: Appended,
  leader: Observation,
  next: number,
): number {
  const shared = conflictTerm === 0 ? 0 : lastOfTerm(leader.log as ObservedLog, conflictTerm)
  const hinted = shared > 0 ? shared + 1 : conflictIndex
  return Math.max((leader.matchIndex?.[from] as number) + 1, Math.min(next, hinted))
}

/** The index of the last entry of a term that a log holds; 0 where it holds none. */
function lastOfTerm(log: ObservedLog, term: number): number {
  let index = log.entries.length
  while (index > log.baseIndex && termInLog(log, index) > term) index--
  return index > log.baseIndex && termInLog(log, index) === term ? index : 0
}
