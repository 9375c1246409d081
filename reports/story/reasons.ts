import { InputKind } from '../../core/input.ts'
import { MessageKind, type Message } from '../../core/message.ts'
import { NOBODY, Role, type Server } from '../../core/server.ts'
import type { ObservedLog } from '../../harness/observation.ts'
import { lastTermOf } from '../../harness/last-term-of.ts'
import { serverName } from '../../harness/world/names.ts'
import { termInLog } from '../../properties/term-in-log.ts'
import { itemAt } from '../../core/vector.ts'
import type { PlacedConfiguration } from '../../core/log/log.ts'
import { endWords, serversText } from './words.ts'
import type { Parting } from './departure/parting.ts'

/** The message that a server stepped on, if it was one. */
export function heardIn({ input }: Parting): Message | undefined {
  return input?.kind === InputKind.Message ? input.message : undefined
}

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

/** Why a leader is not to commit an entry, which it does all the same: a clause behind a colon, or nothing. */
export function whyNoCommit({ did, right }: Parting): string {
  const { log, commitIndex, currentTerm, role, matchIndex, durableIndex, id } = did.server
  if (role !== Role.Leader || commitIndex <= log.baseIndex) return ''
  const { term } = itemAt(log.entries, commitIndex - 1)
  if (term < currentTerm)
    return `: entry ${commitIndex} is of term ${term}, and a leader commits only entries of its own term by counting (5.4.2)`
  const { configuration } = right.server.log.configurations.at(-1) as PlacedConfiguration
  const { voters, outgoing, learners } = configuration
  let holders = durableIndex >= commitIndex ? 1 << id : 0
  matchIndex.forEach((index, peer) => {
    if (peer !== id && index >= commitIndex) holders |= 1 << peer
  })
  const lacks =
    outgoing === 0
      ? `no majority of ${serversText(voters)}`
      : `not of a majority of ${serversText(outgoing)} and one of ${serversText(voters)}`
  const learning =
    (holders & learners) === 0 ? '' : `, and ${serversText(learners)} counts for nothing as a learner`
  return `: entry ${commitIndex} is durable on ${serversText(holders)} only, ${lacks}${learning}`
}

/** Why a follower is not to commit as much as it does: a clause behind a colon, or nothing. */
export function whyNoFurther({ before, right }: Parting, message: Message | undefined): string {
  if (message?.kind !== MessageKind.AppendEntries || before === undefined) return ''
  const { prevLogIndex, entries } = message
  const matches = prevLogIndex + entries.length
  return right.server.commitIndex === matches
    ? `: this AppendEntries only shows that its log matches the leader's up to entry ${matches}`
    : whyNoEntries(before, message)
}

/** Why a leader is not to begin a change of members: a clause behind a colon, or nothing. */
export function whyNoChange({ log, commitIndex, currentTerm }: Server): string {
  const newest = log.configurations.at(-1)
  if (newest !== undefined && newest.index > commitIndex)
    return `: the change before, entry ${newest.index}, is not committed yet`
  const committed = commitIndex === log.baseIndex ? log.baseTerm : itemAt(log.entries, commitIndex - 1).term
  return committed === currentTerm ? '' : `: it has committed no entry of its own term ${currentTerm} yet`
}

/** Another server's name, or `itself`. */
export function itselfOr({ id }: Pick<Server, 'id'>, server: number): string {
  return server === id ? 'itself' : serverName(server)
}
