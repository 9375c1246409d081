import { InputKind } from '../../../core/input.ts'
import type { PlacedConfiguration } from '../../../core/log/log.ts'
import { MessageKind, type Message } from '../../../core/message.ts'
import { Role, type Server } from '../../../core/server.ts'
import { itemAt } from '../../../core/vector.ts'
import { serverNames } from '../../../harness/world/names.ts'
import { whyNoEntries } from '../telling/reasons.ts'
import { serversText } from '../telling/words.ts'
import type { Parting } from './parting.ts'

/** The message that a server stepped on, if it was one. */
export function heardIn({ input }: Parting): Message | undefined {
  return input?.kind === InputKind.Message ? input.message : undefined
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
      : `not on a majority of each, ${serverNames(outgoing)} and ${serverNames(voters)}`
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
