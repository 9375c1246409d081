import { ask, change, type Draft } from '../draft.ts'
import { Needs, send } from '../effect.ts'
import { lastIndex, lastTerm, latestConfiguration } from '../log/log.ts'
import { votersOf } from '../membership/configuration.ts'
import { requestVote } from '../messages.ts'
import { NOBODY, Role } from '../server.ts'
import { armElection, persistTerm } from '../term.ts'
import { becomeLeaderWithQuorum } from './lead.ts'

/**
 * "On conversion to candidate, start election: increment currentTerm, vote for self, reset election timer, send
 * RequestVote RPCs to all other servers" (Figure 2). A split vote ends in the same way, with a new election (5.2).
 */
export function startElection(draft: Draft, byTransfer: boolean): void {
  const server = change(draft)
  server.role = Role.Candidate
  server.currentTerm += 1
  server.votedFor = server.id
  server.leader = NOBODY
  server.hearsLeader = false
  server.votes = 0
  persistTerm(draft)
  armElection(draft)
  const { id, currentTerm, log, options } = server
  const voters = votersOf(latestConfiguration(log))
  for (let peer = 0; peer < options.servers; peer++) {
    if (peer === id || (voters & (1 << peer)) === 0) continue
    const request = requestVote(id, peer, currentTerm, lastIndex(log), lastTerm(log), byTransfer)
    ask(draft, send(request, Needs.Term))
  }
}

/** A candidate's vote for itself counts, like any other, once it is durable. */
export function countOwnVote(draft: Draft, durableTerm: number): void {
  const { role, currentTerm, votedFor, votes, id } = draft.server
  if (role !== Role.Candidate || durableTerm !== currentTerm || votedFor !== id) return
  if ((votes & (1 << id)) !== 0) return
  change(draft).votes |= 1 << id
  becomeLeaderWithQuorum(draft)
}
