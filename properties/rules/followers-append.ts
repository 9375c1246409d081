import type { Entry } from '../../core/log/entry.ts'
import { MessageKind, type AppendEntries, type Appended } from '../../core/message.ts'
import { Role } from '../../core/server.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import type { InFlight, Transition } from '../../harness/world/transition.ts'
import { termInLog } from '../term-in-log.ts'

/**
 * The receiver's side of AppendEntries (Figure 2): whoever hears from the leader of its term, or of a newer one, follows
 * it; "reply false if log doesn't contain an entry at prevLogIndex whose term matches prevLogTerm", telling "the term of
 * the conflicting entry and the first index it stores for that term" (end of 5.3); else "append any new entries not
 * already in the log" and "set commitIndex = min(leaderCommit, index of last new entry)".
 */
export const followersAppend: Monitor<null> = {
  name: 'followers append what they are sent',
  grade: 'rule',
  promise: 'AppendEntries RPC, receiver implementation (Figure 2; end of 5.3)',
  watches: Changed.Armed | Changed.Log | Changed.Commit,
  needs: ['role', 'currentTerm', 'log', 'commitIndex'],
  start: () => null,

  see(memory, transition, report) {
    const { before, after, heard } = transition
    if (heard?.kind !== MessageKind.AppendEntries || before === undefined || after === undefined)
      return memory
    if (heard.term < (before.currentTerm as number)) return memory
    const wrong = whatIsWrong(heard, before, after, transition)
    if (wrong !== undefined) report.violation(otherwise(wrong, heard, transition))
    return memory
  },
}

function whatIsWrong(
  heard: AppendEntries,
  before: Observation,
  after: Observation,
  transition: Transition,
): string | undefined {
  if (after.currentTerm !== heard.term || after.role !== Role.Follower) return 'does not follow the leader'
  const [old, now] = [before.log as ObservedLog, after.log as ObservedLog]
  const refusal = refusalIn(transition, heard)
  const { prevLogIndex, entries, leaderCommit } = heard
  if (prevLogIndex >= old.baseIndex && termInLog(old, prevLogIndex) !== heard.prevLogTerm) {
    if (now !== old || after.commitIndex !== before.commitIndex) return 'takes what does not fit its log'
    return refusal === undefined || tellsConflict(refusal, old)
      ? undefined
      : 'tells wrong where the logs part'
  }
  if (refusal !== undefined) return 'refuses what fits its log'
  for (let i = 0; i < entries.length; i++) {
    const { index, term } = entries[i] as Entry
    if (index > now.baseIndex && termInLog(now, index) !== term) return 'does not append what is new'
  }
  const last = prevLogIndex + entries.length
  if (now.entries.length > Math.max(old.entries.length, last)) return 'appends more than it was sent'
  const commit = Math.max(before.commitIndex as number, Math.min(leaderCommit, last))
  return after.commitIndex === commit ? undefined : 'commits otherwise than it was told'
}

/** The refusal of a message that left as soon as that had come. */
function refusalIn({ sent }: Transition, { from, term }: AppendEntries): Appended | undefined {
  for (let i = 0; i < sent.length; i++) {
    const { message } = sent[i] as InFlight
    if (message.kind !== MessageKind.Appended || message.to !== from) continue
    if (message.term === term && !message.success) return message
  }
  return undefined
}

function tellsConflict({ prevLogIndex, conflictIndex, conflictTerm }: Appended, log: ObservedLog): boolean {
  const last = log.entries.length
  if (prevLogIndex > last) return conflictTerm === 0 && conflictIndex === last + 1
  if (conflictTerm !== termInLog(log, prevLogIndex) || conflictIndex > prevLogIndex) return false
  const isFirst = conflictIndex === log.baseIndex + 1 || termInLog(log, conflictIndex - 1) !== conflictTerm
  return isFirst && termInLog(log, conflictIndex) === conflictTerm
}

function otherwise(
  wrong: string,
  { from, prevLogIndex, prevLogTerm, entries, leaderCommit }: AppendEntries,
  { server, before, after }: Transition,
): Parameters<Report['violation']>[0] {
  const { entries: held, baseIndex } = before?.log as ObservedLog
  return {
    reason: `a server that ${wrong}`,
    title: `${serverName(server)}, sent entries by ${serverName(from)}, ${wrong}`,
    servers: [server, from],
    evidence: [
      `sent: ${entries.length} behind index ${prevLogIndex} of term ${prevLogTerm}, commitIndex ${leaderCommit}`,
      `before, its log held what follows index ${baseIndex}, up to ${held.length}; commitIndex ${before?.commitIndex}`,
      `after, its log ends at ${(after?.log as ObservedLog).entries.length}; commitIndex ${after?.commitIndex}`,
    ],
  }
}
