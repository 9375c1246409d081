import { change, type Draft } from '../draft.ts'
import type { Server } from '../server.ts'
import { isUsed } from './leasing.ts'
import type { PendingRead } from './pending-read.ts'

/**
 * Begins a heartbeat round: what the leader sends from now on, which is to be sent to all, asks for answers to it. A
 * lease runs from one round at a time: else rounds that come faster than their answers would never prolong it.
 */
export function beginRound(draft: Draft): void {
  const server = change(draft)
  server.round += 1
  const { lease, round } = server
  if (lease !== null && isUsed(server)) server.lease = { round, began: draft.clock, until: lease.until }
}

/** With the heartbeat a round begins if reads wait for one, or a lease. */
export function beginRoundIfWanted(draft: Draft): void {
  if (isUsed(draft.server) || awaitsRound(draft.server)) beginRound(draft)
}

/** Whether reads wait for a round that has yet to begin. */
export function awaitsRound({ reads, round }: Server): boolean {
  for (let i = 0; i < reads.length; i++) if ((reads[i] as PendingRead).round > round) return true
  return false
}
