import type { Draft } from '../draft.ts'
import { configurationAt, configurationIndex, latestConfiguration } from '../log/log.ts'
import { votersOf } from '../membership/configuration.ts'
import type { TimeoutNow } from '../message.ts'
import { Role, type Server } from '../server.ts'
import { startElection } from './campaign.ts'
import { startPreVote } from './pre-vote.ts'

/** "If election timeout elapses without receiving AppendEntries RPC from current leader or granting vote to candidate: convert to candidate" (Figure 2). */
export function electionTimeout(draft: Draft): void {
  if (!mayCampaign(draft.server)) return
  if (draft.server.options.preVote) startPreVote(draft)
  else startElection(draft, false)
}

/**
 * Voters of the newest configuration in its log may lead, and of the one it is leaving (6). So may those of the one
 * before, while the newest may not be committed: until then they "might still be needed" (dissertation 4.2.2).
 */
function mayCampaign({ role, id, log, commitIndex }: Server): boolean {
  const index = configurationIndex(log)
  const newest = votersOf(latestConfiguration(log))
  const before = index > commitIndex ? votersOf(configurationAt(log, index - 1)) : 0
  return role !== Role.Leader && ((newest | before) & (1 << id)) !== 0
}

/** A leader that wants to be succeeded has this server begin an election at once, without asking first (dissertation 3.10). */
export function timeoutNow(draft: Draft, { term }: TimeoutNow): void {
  const { server } = draft
  if (term === server.currentTerm && server.role === Role.Follower && mayCampaign(server))
    startElection(draft, true)
}
