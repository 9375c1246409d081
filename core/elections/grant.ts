import { ask, change, type Draft } from '../draft.ts'
import { Needs, send } from '../effect.ts'
import { lastIndex, lastTerm, type Log } from '../log/log.ts'
import type { PreVote, RequestVote } from '../message.ts'
import { vote } from '../messages.ts'
import { NOBODY, type Server } from '../server.ts'
import { armElection, persistTerm } from '../term.ts'

/** "RequestVote RPC, Receiver implementation" (Figure 2). */
export function answerRequestVote(draft: Draft, request: RequestVote): void {
  const granted = mayVoteFor(draft.server, request)
  if (granted) {
    if (draft.server.votedFor !== request.from) change(draft).votedFor = request.from
    armElection(draft)
  }
  persistTerm(draft)
  const { id, currentTerm } = draft.server
  ask(draft, send(vote(id, request.from, currentTerm, granted), Needs.Term))
}

/**
 * "If a server receives a RequestVote request within the minimum election timeout of hearing from a current leader, it
 * does not update its term or grant its vote" (6), unless the leader itself wanted the election (dissertation 4.2.3).
 * Leases count on it (dissertation 6.4.1).
 */
export function keepsToLeader(server: Server, request: RequestVote): boolean {
  const { stickiness, leaseReads } = server.options
  return (stickiness || leaseReads) && server.hearsLeader && !request.byTransfer
}

/** Denies a vote, and enters no term, for the sake of a leader that is there. */
export function denyVote(draft: Draft, request: RequestVote): void {
  const { id, currentTerm } = draft.server
  ask(draft, send(vote(id, request.from, currentTerm, false), Needs.Term))
}

/**
 * "Reply false if term < currentTerm. If votedFor is null or candidateId, and candidate's log is at least as
 * up-to-date as receiver's log, grant vote" (Figure 2): one vote a term, first come, first served (5.2).
 */
function mayVoteFor(server: Server, request: RequestVote): boolean {
  if (request.term < server.currentTerm) return false
  if (server.votedFor !== NOBODY && server.votedFor !== request.from) return false
  return isUpToDate(request, server.log)
}

/** "If the logs have last entries with different terms, the later term is more up-to-date; else the longer log" (5.4.1). */
export function isUpToDate(candidate: RequestVote | PreVote, log: Log): boolean {
  if (candidate.lastLogTerm !== lastTerm(log)) return candidate.lastLogTerm > lastTerm(log)
  return candidate.lastLogIndex >= lastIndex(log)
}
