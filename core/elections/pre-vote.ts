import { ask, change, type Draft } from '../draft.ts'
import { Needs, send } from '../effect.ts'
import { lastIndex, lastTerm, latestConfiguration } from '../log/log.ts'
import { votersOf } from '../membership/configuration.ts'
import { isQuorum } from '../membership/quorum.ts'
import type { PreVote, PreVoted } from '../message.ts'
import { preVote, preVoted } from '../messages.ts'
import { NOBODY, Role, type Server } from '../server.ts'
import { armElection } from '../term.ts'
import { startElection } from './campaign.ts'
import { isUpToDate } from './grant.ts'

/**
 * A server asks the others whether they would vote for it, before it enters a new term and makes the leader of the
 * present one step down for nothing (dissertation 9.6). It keeps its term and its vote.
 */
export function startPreVote(draft: Draft): void {
  const { id, currentTerm, log, options, role, votes } = draft.server
  if (role !== Role.PreCandidate || votes !== 1 << id) becomePreCandidate(draft)
  armElection(draft)
  const voters = votersOf(latestConfiguration(log))
  for (let peer = 0; peer < options.servers; peer++) {
    if (peer === id || (voters & (1 << peer)) === 0) continue
    ask(draft, send(preVote(id, peer, currentTerm + 1, lastIndex(log), lastTerm(log)), Needs.Term))
  }
  countFor(draft, id)
}

function becomePreCandidate(draft: Draft): void {
  const server = change(draft)
  server.role = Role.PreCandidate
  server.leader = NOBODY
  server.hearsLeader = false
  server.votes = 0
}

/**
 * A PreVote is answered like a RequestVote, but nobody enters its term and nobody's vote is spent. A denial tells of
 * the own term, so that whoever is behind in that learns of it.
 */
export function answerPreVote(draft: Draft, request: PreVote): void {
  const { id, currentTerm } = draft.server
  const granted = wouldVoteFor(draft.server, request)
  ask(draft, send(preVoted(id, request.from, granted ? request.term : currentTerm, granted), Needs.Term))
}

/** Only if "the voter hasn't heard from a leader" lately and the candidate's log is up to date (dissertation 9.6). */
function wouldVoteFor(server: Server, request: PreVote): boolean {
  return request.term > server.currentTerm && !server.hearsLeader && isUpToDate(request, server.log)
}

/** A pre-candidate counts who would vote for it in the next term; with a quorum it begins the election. */
export function countPreVote(draft: Draft, answer: PreVoted): void {
  const { role, currentTerm } = draft.server
  if (role !== Role.PreCandidate || !answer.voteGranted || answer.term !== currentTerm + 1) return
  countFor(draft, answer.from)
}

function countFor(draft: Draft, voter: number): void {
  const { votes, log } = draft.server
  if ((votes & (1 << voter)) !== 0) return
  change(draft).votes = votes | (1 << voter)
  if (isQuorum(draft.server.votes, latestConfiguration(log))) startElection(draft, false)
}
