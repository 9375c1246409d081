import { change, type Draft } from '../draft.ts'
import type { Vote } from '../message.ts'
import { becomeLeaderWithQuorum } from './lead.ts'

/** A candidate counts a vote of its own term; each server's once, however often its message arrives (5.2). */
export function countVote(draft: Draft, vote: Vote): void {
  if (!vote.voteGranted || vote.term !== draft.server.currentTerm) return
  const votes = draft.server.votes | (1 << vote.from)
  if (votes === draft.server.votes) return
  change(draft).votes = votes
  becomeLeaderWithQuorum(draft)
}
