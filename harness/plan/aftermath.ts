import fc, { type Arbitrary } from 'fast-check'
import { Operation } from '../../core/command.ts'
import type { DrawnRequest } from './administration.ts'
import type { Feature } from './feature.ts'
import type { PlannedOperation, Severance } from './plan.ts'

/** What a plan has for after its storm: how long the calm lasts, who asks in it, and what will never be whole again. */
export interface Aftermath {
  /** In election timeouts; 0: the run ends with the storm. */
  readonly calm: number
  /** The session that has commands left. */
  readonly asks: number
  readonly requests: readonly Omit<DrawnRequest, 'at'>[]
  readonly severed: readonly Severance[]
}

/** So many election timeouts let a cluster of seven with clocks at their worst fail at several elections. */
export const CALM_TIMEOUTS = 40
/** One plan in so many is never calm. */
const NEVER_CALM_IN = 8
/** So many commands are kept for the calm: more than it takes to see that they go on being committed. */
const COMMANDS = 24
/** One plan in so many ends in a partial partition: where progress is promised in those, and elsewhere. */
const SEVERED_IN = { promised: 4, elsewhere: 96 }

/** What plans have for after their storm. */
export function aftermaths(
  servers: number,
  sessions: number,
  stormEnds: number,
  has: readonly Feature[],
): Arbitrary<Aftermath> {
  const server = fc.nat(servers - 1)
  const flips = fc.array(server, { minLength: 1, maxLength: 3 })
  const learners = fc.oneof(fc.constant(0), fc.nat((1 << servers) - 1))
  const change = fc.record({ transfers: fc.constant(false), flips, learners })
  const transfer = fc.record({ transfers: fc.constant(true), flips, learners: fc.constant(0) })
  const promised = has.includes('pre-vote') && has.includes('check-quorum')
  const severedIn = promised ? SEVERED_IN.promised : SEVERED_IN.elsewhere
  return fc.record({
    calm: fc.nat(NEVER_CALM_IN - 1).map((drawn) => (drawn === NEVER_CALM_IN - 1 ? 0 : CALM_TIMEOUTS)),
    asks: fc.nat(sessions - 1),
    requests: fc.tuple(
      ...(has.includes('membership') ? [change] : []),
      ...(has.includes('transfers') ? [transfer] : []),
    ),
    severed: severances(servers, stormEnds, severedIn),
  })
}

/** The commands that are kept for the calm, all asked by one session, after all that is asked in the storm. */
export function commandsForCalm({ calm, asks }: Aftermath, at: number): PlannedOperation[] {
  return Array.from({ length: calm === 0 ? 0 : COMMANDS }, (_, place) => {
    return { session: asks, operation: Operation.Write, key: place % 4, value: 0, expected: 0, at }
  })
}

/** What is kept for the operator to ask in the calm. */
export function requestsForCalm({ calm, requests }: Aftermath, at: number): DrawnRequest[] {
  return calm === 0 ? [] : requests.map((request) => ({ ...request, at }))
}

/**
 * One server, often whoever leads then, loses its links to some of the others, but not to all, one way or both ways; a
 * majority still reach each other. Often it keeps a single one: then it has no quorum, and may still be heard.
 */
function severances(servers: number, stormEnds: number, one: number): Arbitrary<readonly Severance[]> {
  if (servers < 3) return fc.constant([])
  return fc
    .record({
      drawn: fc.nat(one - 1),
      at: fc.integer({ min: Math.floor((stormEnds * 7) / 8), max: stormEnds }),
      victim: fc.nat(servers - 1),
      others: fc.integer({ min: 1, max: (1 << servers) - 1 }),
      spared: fc.nat(servers - 2),
      ways: fc.constantFrom('both', 'to', 'both', 'to', 'from'),
      ofLeader: fc.boolean(),
      keepsOne: fc.boolean(),
    })
    .map(({ drawn, at, victim, others, spared, ways, ofLeader, keepsOne }) => {
      const kept = 1 << ((victim + 1 + spared) % servers)
      const lost = (keepsOne ? (1 << servers) - 1 : others) & ~(1 << victim) & ~kept
      if (drawn !== one >> 1 || lost === 0) return []
      const bothWays = ways === 'both'
      return ways === 'to'
        ? [{ at, from: lost, to: 1 << victim, bothWays, ofLeader }]
        : [{ at, from: 1 << victim, to: lost, bothWays, ofLeader }]
    })
}
