import { change, type Draft } from '../draft.ts'
import { latestConfiguration } from '../log/log.ts'
import { isQuorum } from '../membership/quorum.ts'
import type { Appended, Installed } from '../message.ts'
import { withItemAt } from '../replication/with-item-at.ts'
import type { Server } from '../server.ts'

/** A follower of this term, by answering a round, vouches that nobody had replaced the leader when the round began. */
export function noteRound(draft: Draft, answer: Appended | Installed): void {
  const { from, round } = answer
  const { roundAnswered } = draft.server
  if (round <= (roundAnswered[from] as number)) return
  change(draft).roundAnswered = withItemAt(roundAnswered, from, round)
}

/** Whether a quorum, the leader included, has answered this round or a later one. */
export function isAnswered(server: Server, round: number): boolean {
  let answered = 1 << server.id
  for (let peer = 0; peer < server.options.servers; peer++) {
    if ((server.roundAnswered[peer] as number) >= round) answered |= 1 << peer
  }
  return isQuorum(answered, latestConfiguration(server.log))
}
