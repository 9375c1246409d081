import { change, type Draft } from '../draft.ts'
import { termAt } from '../log/log.ts'
import type { Options } from '../options.ts'
import type { Server } from '../server.ts'
import { isAnswered } from './round.ts'

/*
 * Why a lease holds. Whoever answers a round promises, by its own clock, to vote for nobody and not to stand itself for
 * the shortest election timeout. It keeps that promise in whatever term, and after a restart. Let the first leader that
 * is elected after this one be elected before the lease is over. It has all that this leader committed, so it has a
 * configuration of this leader's log. It has none appended after the round began: it would have heard from this leader
 * since, and could not stand yet. So it was elected with the configuration in force when the round began or, if that
 * was not committed, the one before. The round was answered by a quorum of that configuration or of a later one; and
 * of later ones at most the next, for that one had to be committed, and then the new leader would have it. Quorums of
 * adjacent configurations meet: somebody broke its promise.
 */

/** A new leader's announcement is the first round that it may hold a lease from. */
export function beginLease(draft: Draft): void {
  const server = change(draft)
  server.round = 1
  server.lease = { round: 1, began: draft.clock, until: 0 }
}

/** Whether a leader may take it for certain, without asking anybody, that it still leads. */
export function holdsLease({ server: { lease }, clock }: Draft): boolean {
  return lease !== null && clock < lease.until
}

/**
 * "Once the leader's heartbeats were acknowledged by a majority of the cluster, the leader would extend its lease", from
 * when it sent them (dissertation 6.4.1); not before it knows what is committed, which it does when an entry of its own
 * term is.
 */
export function prolongLease(draft: Draft): void {
  const { lease, log, commitIndex, currentTerm } = draft.server
  if (lease === null || !mayProlong(draft.server) || termAt(log, commitIndex) !== currentTerm) return
  const { round, began } = lease
  change(draft).lease = { round, began, until: began + leaseLength(draft.server.options) }
}

/** Whether the round that a lease waits for has been answered, and has not prolonged it yet. */
function mayProlong(server: Server): boolean {
  return !isUsed(server) && isAnswered(server, server.lease?.round ?? 0)
}

/** Whether a lease has all that it will get from the round that it waited for. */
export function isUsed({ lease, options }: Server): boolean {
  return lease !== null && lease.until >= lease.began + leaseLength(options)
}

/**
 * In microseconds of the leader's clock: the shortest election timeout, as fast as the fastest clock may measure it,
 * on the slowest: "start + election timeout / clock drift bound" (dissertation 6.4.1).
 */
function leaseLength({ electionTimeoutLeast, clockDrift }: Options): number {
  return Math.floor((electionTimeoutLeast * (1000 - clockDrift)) / (1000 + clockDrift))
}
