import { MessageKind, type Message } from '../../../core/message.ts'
import { NOBODY, Role, type Server } from '../../../core/server.ts'
import type { ObservedLog } from '../../../harness/observation.ts'
import { lastTermOf } from '../../../harness/last-term-of.ts'
import { serverName } from '../../../harness/world/names.ts'
import { termInLog } from '../../../properties/term-in-log.ts'
import { endWords } from './words.ts'

/** What of a server tells whether it may give a vote. */
export type Voter = Pick<Server, 'id' | 'currentTerm' | 'votedFor' | 'hearsLeader' | 'options' | 'role'> & {
  readonly log: ObservedLog
}

/**
 * Why a vote, or the promise of one, is to be refused: a clause behind a colon, or nothing. `keepsTerm`: it does not even
 * enter the candidate's term.
 */
export function whyNoVote(server: Voter, request: Message, keepsTerm = false): string {
  if (request.kind !== MessageKind.RequestVote && request.kind !== MessageKind.PreVote) return ''
  const { currentTerm, votedFor, log } = server
  const who = serverName(request.from)
  if (keepsTerm && request.term > currentTerm) return whyKeeps(server)
  if (request.term < currentTerm) return `: it is in term ${currentTerm} already`
  if (request.kind === MessageKind.RequestVote && request.term === currentTerm && votedFor !== NOBODY)
    if (votedFor !== request.from) return `: it has voted for ${itselfOr(server, votedFor)} in this term`
  const [index, term] = [log.entries.length, lastTermOf(log)]
  const { lastLogIndex, lastLogTerm } = request
  if (lastLogTerm < term || (lastLogTerm === term && lastLogIndex < index))
    return `: ${endWords('its own', index, term)}, and ${endWords(`${who}'s`, lastLogIndex, lastLogTerm)}`
  return whyKeeps(server)
}

function whyKeeps({ hearsLeader, options, role }: Voter): string {
  if (!hearsLeader || !(options.stickiness || options.leaseReads || options.preVote)) return ''
  return role === Role.Leader ? ', for it leads and hears from a majority' : ', for it hears from a leader'
}

/** Why entries are to be refused: a clause behind a colon, or nothing. */
export function whyNoEntries(
  { currentTerm, log }: Pick<Voter, 'currentTerm' | 'log'>,
  message: Message,
): string {
  if (message.kind !== MessageKind.AppendEntries) return ''
  const { term, prevLogIndex, prevLogTerm } = message
  if (term < currentTerm) return `: its sender is in term ${term}, and it is in term ${currentTerm} itself`
  const own = termInLog(log, prevLogIndex)
  if (own === prevLogTerm) return ''
  if (prevLogIndex > log.entries.length) return `: it has no entry ${prevLogIndex}, which comes before`
  if (own < 0)
    return `: what it is sent is to follow entry ${prevLogIndex}, and a snapshot stands for more than that already`
  if (prevLogIndex === 0) return ''
  return `: what it is sent is to follow entry ${prevLogIndex} of term ${prevLogTerm}, and its own entry ${prevLogIndex} is of term ${own}`
}

/** Another server's name, or `itself`. */
export function itselfOr({ id }: Pick<Server, 'id'>, server: number): string {
  return server === id ? 'itself' : serverName(server)
}
