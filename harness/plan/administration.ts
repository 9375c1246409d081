import fc, { type Arbitrary } from 'fast-check'
import { Operation } from '../../core/command.ts'
import { MembershipKind, type Options } from '../../core/options.ts'
import type { Feature } from './features.ts'
import type { PlannedOperation } from './plan.ts'

/** What the operator of a cluster asks for, as drawn: a request for other members tells whom to add and remove by turns. */
export interface DrawnRequest {
  readonly at: number
  readonly transfers: boolean
  /** Up to three servers, the same one twice being none. */
  readonly flips: readonly number[]
  readonly learners: number
}

/** Requests over the length of the storm; none where the features leave nothing to ask. */
export function drawnRequests(
  servers: number,
  stormEnds: number,
  has: readonly Feature[],
): Arbitrary<readonly DrawnRequest[]> {
  const changes = has.includes('membership')
  const transfers = has.includes('transfers')
  if (!changes && !transfers) return fc.constant([])
  const server = fc.nat(servers - 1)
  const request = fc.record({
    at: fc.nat(stormEnds),
    transfers: changes && transfers ? fc.boolean() : fc.constant(transfers),
    flips: fc.array(server, { minLength: 1, maxLength: 3 }),
    learners: fc.oneof(fc.constant(0), fc.nat((1 << servers) - 1)),
  })
  return fc.array(request, { minLength: 0, maxLength: 32, size: 'max' })
}

/**
 * The requests as operations of one session, the operator's. Each asks for members that differ in one to three servers
 * from those asked for before it, so that most can be carried out; some ask for what is so, or must be refused.
 */
export function administration(
  drawn: readonly DrawnRequest[],
  session: number,
  options: Options,
): PlannedOperation[] {
  let voters = options.voters
  const inTime = [...drawn].sort((a, b) => a.at - b.at)
  return inTime.map(({ at, transfers, flips, learners }) => {
    if (transfers) return planned(session, Operation.TransferLeadership, flips[0] as number, 0, at)
    const most = options.membership === MembershipKind.SingleServer ? 1 : flips.length
    const flipped = flips.slice(0, most).reduce((set, server) => set ^ (1 << server), voters)
    if (flipped !== 0) voters = flipped
    return planned(session, Operation.Reconfigure, voters, learners & ~voters, at)
  })
}

function planned(
  session: number,
  operation: Operation,
  value: number,
  expected: number,
  at: number,
): PlannedOperation {
  return { session, operation, key: 0, value, expected, at }
}
