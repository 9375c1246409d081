import type { Entry } from '../../core/log/entry.ts'
import { MessageKind, type AppendEntries } from '../../core/message.ts'
import type { Options } from '../../core/options.ts'
import { Role } from '../../core/server.ts'
import { itemAt } from '../../core/vector.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor, Report } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'
import type { InFlight } from '../../harness/world/transition.ts'
import { entryBytes } from '../entry-bytes.ts'
import { entryText } from '../entry-text.ts'
import { sameEntry } from '../same-entry.ts'
import { termInLog } from '../term-in-log.ts'

/**
 * What a leader sends is a piece of its own log, and what it says of it is so: "entries starting at nextIndex", "prevLogIndex:
 * index of log entry immediately preceding new ones, prevLogTerm: term of prevLogIndex entry, leaderCommit: leader's
 * commitIndex" (Figure 2); no more of it than the cluster's options let travel in one message.
 */
export const trueAppends: Monitor<Options> = {
  name: 'leaders send what is in their logs',
  grade: 'rule',
  promise:
    'AppendEntries carries entries of the leader’s log behind prevLogIndex, and its commitIndex (Figure 2)',
  watches: Changed.Sent,
  needs: ['role', 'currentTerm', 'log', 'commitIndex', 'matchIndex'],
  start: ({ options }) => options,

  see(options, transition, report) {
    const { sent, server, after } = transition
    if (after?.role !== Role.Leader) return options
    for (let i = 0; i < sent.length; i++) {
      const { message } = sent[i] as InFlight
      if (message.to === message.from) report.violation(toItself(server, after))
      if (message.kind !== MessageKind.AppendEntries || message.term !== after.currentTerm) continue
      const wrong =
        whatIsUntrue(message, after, transition.before) ??
        whatIsTooMuch(message, options, after, transition.before)
      if (wrong !== undefined) report.violation(untrue(wrong, message, server, after))
    }
    return options
  },
}

function whatIsUntrue(
  { prevLogIndex, prevLogTerm, entries, leaderCommit }: AppendEntries,
  leader: Observation,
  before: Observation | undefined,
): string | undefined {
  const log = leader.log as ObservedLog
  const term = termInLog(log, prevLogIndex)
  if (prevLogIndex > log.entries.length || (term >= 0 && prevLogTerm !== term))
    return 'an entry before it that is not in its log'
  for (let i = 0; i < entries.length; i++) {
    const { index } = entries[i] as Entry
    if (index !== prevLogIndex + 1 + i) return 'entries that do not follow each other'
    if (index <= log.baseIndex) continue
    if (index > log.entries.length || !sameEntry(itemAt(log.entries, index - 1), entries[i] as Entry))
      return 'an entry that is not in its log'
  }
  const atLeast = before?.role === Role.Leader ? (before.commitIndex as number) : 0
  const isSo = leaderCommit >= atLeast && leaderCommit <= (leader.commitIndex as number)
  return isSo ? undefined : 'another commitIndex than its own'
}

function whatIsTooMuch(
  { to, prevLogIndex, entries }: AppendEntries,
  { maxEntriesPerAppend, maxSizePerAppend, emptyProbes, maxInFlight }: Options,
  { matchIndex }: Observation,
  before: Observation | undefined,
): string | undefined {
  if (entries.length === 0) return undefined
  if (entries.length > maxEntriesPerAppend) return 'more entries than may travel together'
  let bytes = 0
  if (maxSizePerAppend > 0) for (let i = 0; i < entries.length; i++) bytes += entryBytes(entries[i] as Entry)
  if (bytes > maxSizePerAppend && entries.length > 1) return 'larger entries than may travel together'
  const next = prevLogIndex + entries.length + 1
  const { entries: held, baseIndex } = before?.log as ObservedLog
  if (next <= held.length && next > baseIndex && entries.length < maxEntriesPerAppend) {
    const more = maxSizePerAppend > 0 ? entryBytes(itemAt(held, next - 1)) : 0
    if (bytes + more <= maxSizePerAppend) return 'fewer entries than may travel together'
  }
  const isKnown = matchIndex?.[to] === prevLogIndex
  return emptyProbes && maxInFlight === 0 && !isKnown
    ? 'entries before it knows where the logs part'
    : undefined
}

function toItself(server: number, { currentTerm }: Observation): Parameters<Report['violation']>[0] {
  return {
    reason: 'a leader that writes to itself',
    title: `${serverName(server)}, leader of term ${currentTerm}, writes to itself`,
    servers: [server],
    evidence: [],
  }
}

function untrue(
  what: string,
  { to, prevLogIndex, prevLogTerm, entries, leaderCommit }: AppendEntries,
  server: number,
  { log, commitIndex, currentTerm }: Observation,
): Parameters<Report['violation']>[0] {
  const { entries: held, baseIndex } = log as ObservedLog
  return {
    reason: `a leader that sends ${what}`,
    title: `${serverName(server)}, leader of term ${currentTerm}, sent ${serverName(to)} ${what}`,
    servers: [server, to],
    evidence: [
      `sent behind index ${prevLogIndex} of term ${prevLogTerm}, with commitIndex ${leaderCommit}: ${entries.map(entryText).join(', ') || 'nothing'}`,
      `its log holds what follows index ${baseIndex}, up to ${held.length}; its commitIndex is ${commitIndex}`,
    ],
  }
}
