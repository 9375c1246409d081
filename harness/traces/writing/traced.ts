import type { Entry } from '../../../core/log/entry.ts'
import { MessageKind, type AnyMessage, type Message } from '../../../core/message.ts'
import { Role } from '../../../core/server.ts'
import { itemAt } from '../../../core/vector.ts'
import type { Observation, ObservedLog } from '../../observation.ts'
import { operationName, serverName } from '../../world/names.ts'
import { MESSAGE_NAMES, TraceMessageKind } from '../trace-message.ts'

/** A line of a trace, or a part of one. */
export type Traced = Readonly<Record<string, unknown>>

/** The names of the servers in a set. */
export function namesOf(set: number): string[] {
  const names: string[] = []
  for (let server = 0, rest = set; rest !== 0; server++, rest >>>= 1)
    if ((rest & 1) !== 0) names.push(serverName(server))
  return names
}

const ROLES: Readonly<Record<Role, string>> = {
  [Role.Follower]: 'follower',
  [Role.Candidate]: 'candidate',
  [Role.Leader]: 'leader',
  [Role.PreCandidate]: 'pre-candidate',
}

/** What is observed of a server, as a trace shows it; what is not observed is left out. */
export function tracedState({ currentTerm, votedFor, commitIndex, role, log }: Observation): Traced {
  const state: Record<string, unknown> = {}
  if (currentTerm !== undefined) state['term'] = currentTerm
  if (votedFor !== undefined) state['vote'] = votedFor < 0 ? '' : serverName(votedFor)
  if (commitIndex !== undefined) state['commit'] = commitIndex
  if (log !== undefined) {
    state['last'] = log.entries.length
    state['lastTerm'] = lastTermOf(log)
    const { voters, outgoing } = log.configurations?.at(-1)?.configuration ?? { voters: 0, outgoing: 0 }
    state['voters'] = namesOf(voters)
    if (outgoing !== 0) state['outgoing'] = namesOf(outgoing)
  }
  if (role !== undefined) state['role'] = ROLES[role]
  return state
}

function lastTermOf({ entries, baseIndex, baseTerm }: ObservedLog): number {
  return entries.length > baseIndex ? itemAt(entries, entries.length - 1).term : baseTerm
}

/** An entry with what it holds. */
export function tracedEntry({ index, term, command, configuration }: Entry): unknown[] {
  if (configuration !== null) {
    const { voters, outgoing, learners } = configuration
    const content = `voters ${voters}, outgoing ${outgoing}, learners ${learners}`
    return [
      index,
      term,
      content,
      { voters: namesOf(voters), ...(outgoing === 0 ? {} : { outgoing: namesOf(outgoing) }) },
    ]
  }
  if (command === null) return [index, term, 'no-op']
  const { session, serial, operation, key, value, expected } = command
  return [index, term, `${operationName(session, serial)}: ${operation} ${key} ${value} ${expected}`]
}

const KINDS: Readonly<Record<MessageKind, TraceMessageKind>> = {
  [MessageKind.RequestVote]: TraceMessageKind.RequestVote,
  [MessageKind.Vote]: TraceMessageKind.Vote,
  [MessageKind.AppendEntries]: TraceMessageKind.Append,
  [MessageKind.Appended]: TraceMessageKind.Appended,
  [MessageKind.InstallSnapshot]: TraceMessageKind.Snapshot,
  [MessageKind.Installed]: TraceMessageKind.SnapshotAnswer,
  [MessageKind.PreVote]: TraceMessageKind.PreVote,
  [MessageKind.PreVoted]: TraceMessageKind.PreVoted,
  [MessageKind.TimeoutNow]: TraceMessageKind.TimeoutNow,
  [MessageKind.AskReadIndex]: TraceMessageKind.Other,
  [MessageKind.ReadIndex]: TraceMessageKind.Other,
}

/** A message as a trace shows it. A snapshot in chunks is one with its last; those before tell of the leader alone. */
export function tracedMessage(message: Message): Traced {
  const all = message as AnyMessage
  const { kind, from, to, term, chunk } = all
  const partial = chunk !== null && !chunk.done
  const k = MESSAGE_NAMES[partial ? TraceMessageKind.Other : KINDS[kind]]
  const link = { k, from: serverName(from), to: serverName(to), term }
  switch (kind) {
    case MessageKind.RequestVote:
    case MessageKind.PreVote:
      return { ...link, index: all.lastLogIndex, logTerm: all.lastLogTerm }
    case MessageKind.Vote:
    case MessageKind.PreVoted:
      return { ...link, reject: !all.voteGranted }
    case MessageKind.AppendEntries:
      return {
        ...link,
        index: all.prevLogIndex,
        logTerm: all.prevLogTerm,
        entries: all.entries.map(tracedEntry),
        commit: all.leaderCommit,
        hint: all.round,
      }
    case MessageKind.Appended:
      return all.success
        ? { ...link, index: all.matchIndex, reject: false, hint: all.round }
        : {
            ...link,
            index: all.prevLogIndex,
            logTerm: all.conflictTerm,
            reject: true,
            hint: all.conflictIndex,
          }
    case MessageKind.InstallSnapshot:
      return partial || chunk === null
        ? link
        : { ...link, index: chunk.lastIncludedIndex, logTerm: chunk.lastIncludedTerm, hint: all.round }
    case MessageKind.Installed:
      return partial || chunk === null
        ? link
        : { ...link, index: chunk.lastIncludedIndex, logTerm: chunk.lastIncludedTerm, reject: false }
    default:
      return link
  }
}
