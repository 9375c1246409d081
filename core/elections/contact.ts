import { ask, change, type Draft } from '../draft.ts'
import { Timer, type Effect } from '../effect.ts'
import { lastIndex, latestConfiguration } from '../log/log.ts'
import { isQuorum } from '../membership/quorum.ts'
import { watchesContact } from '../options.ts'
import { NOBODY, Role } from '../server.ts'
import { becomeFollower } from '../term.ts'

/** A follower has not heard from its leader for the shortest election timeout: it owes it nothing any more. */
export function missLeader(draft: Draft): void {
  if (draft.server.role !== Role.Leader && draft.server.hearsLeader) change(draft).hearsLeader = false
}

/** A leader notes that a follower of its term answered. */
export function noteContact(draft: Draft, from: number): void {
  const { contacted, options } = draft.server
  if (!watchesContact(options) || (contacted & (1 << from)) !== 0) return
  change(draft).contacted |= 1 << from
}

/**
 * "A leader steps down if an election timeout elapses without a successful round of heartbeats to a majority of its
 * cluster" (dissertation 6.2). It counts itself where its own disk goes on: with one that stands still, the heartbeats of
 * a leader may reach a majority, and its entries never be on one. One that need not step down denies no votes meanwhile.
 */
export function lookForQuorum(draft: Draft): void {
  const { role, id, contacted, hearsLeader, log, options, arms, durableIndex } = draft.server
  if (role !== Role.Leader) return
  const self = durableIndex === lastIndex(log) ? 1 << id : 0
  const inContact = isQuorum(contacted | self, latestConfiguration(log))
  if (options.checkQuorum && !inContact) {
    becomeFollower(draft)
    change(draft).leader = NOBODY
    return
  }
  if (contacted !== 0 || hearsLeader !== inContact) {
    const server = change(draft)
    server.contacted = 0
    server.hearsLeader = inContact
  }
  ask(draft, arms[Timer.Contact] as Effect)
}
