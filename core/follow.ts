import { ask, change, type Draft } from './draft.ts'
import { Timer, type Effect } from './effect.ts'
import { watchesContact } from './options.ts'
import { armElection, becomeFollower } from './term.ts'

/**
 * The leader of this term has spoken: "if AppendEntries RPC received from new leader: convert to follower" (Figure 2,
 * Candidates); either way the election timer starts again.
 */
export function followLeader(draft: Draft, leader: number): void {
  becomeFollower(draft)
  if (draft.server.leader !== leader) change(draft).leader = leader
  armElection(draft)
  if (!watchesContact(draft.server.options)) return
  if (!draft.server.hearsLeader) change(draft).hearsLeader = true
  ask(draft, draft.server.arms[Timer.Stickiness] as Effect)
}
