import fc, { type Arbitrary } from 'fast-check'
import { Operation } from '../../core/command.ts'
import { MembershipKind, type Options } from '../../core/options.ts'
import type { Feature } from './feature.ts'
import type { PlannedOperation } from './plan.ts'
import { sizeOf } from '../size-of.ts'

/** What the operator of a cluster asks for, as drawn: a request for other members tells whom to add and remove by turns. */
export interface DrawnRequest {
  readonly at: number
  readonly transfers: boolean
  /** Up to three servers, the same one twice being none. */
  readonly flips: readonly number[]
  readonly learners: number
}

/** A server that takes the place of another one, whose disk is gone. */
export interface Replacement {
  readonly at: number
  readonly victim: number
  readonly spare: number
}

/** Of the requests for members, one in so many asks for no voters at all: that is to be refused. */
const FOR_NOBODY_IN = 32
/** With fewer voters than this there is little that can go wrong: few requests leave so few. */
const FEW = 3
/** How long after the loss of a disk the operator adds a server, and then removes the one that is lost. */
const ADDED_AFTER = 150_000
const REMOVED_AFTER = 400_000
/** How long after a request the same is asked once more, where that is so. */
const REPEATED_AFTER = 50_000

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

/** What the operator is to ask for, beside what was drawn, and how often it repeats itself. */
export interface Administration {
  readonly session: number
  readonly options: Options
  readonly replacement: Replacement | undefined
  /** Of a thousand requests, so many are made once more: for what is so by then. Where none is, none asks for the same as the one before it. */
  readonly needless: number
  readonly learners: boolean
}

/** A request at its time: for the leadership of a server, or for members. */
interface Request {
  readonly at: number
  /** It is for whatever was asked for last. */
  readonly isRepeat: boolean
  readonly target: number | undefined
  readonly isForNobody: boolean
  readonly flips: readonly number[]
  readonly adds: number
  readonly removes: number
  readonly learners: number
}

/**
 * The requests as operations of one session, the operator's. Each asks for members that differ in one to three servers
 * from those asked for before it, so that most can be carried out; some must be refused, or ask for what is so.
 */
export function administration(drawn: readonly DrawnRequest[], how: Administration): PlannedOperation[] {
  const { options, replacement, needless, session } = how
  let voters = options.voters
  let last: PlannedOperation | undefined
  const requests = [...drawn.map((one) => requestOf(one, how)), ...replacing(replacement)]
  const repeats = requests
    .filter(({ at }) => at % 1000 < needless)
    .map((one) => ({ ...one, at: one.at + REPEATED_AFTER, isRepeat: true }))
  return [...requests, ...repeats]
    .sort((a, b) => a.at - b.at)
    .flatMap(({ at, isRepeat, target, isForNobody, flips, adds, removes, learners }) => {
      if (isRepeat) return last === undefined ? [] : [{ ...last, at }]
      if (isForNobody) return [planned(session, Operation.Reconfigure, 0, learners, at)]
      const wanted = flips.reduce((set, server) => set ^ (1 << server), voters)
      const grown = sizeOf(wanted) < FEW && at % 8 !== 0 ? voters | wanted : wanted
      const flipped = (grown | adds) & ~removes
      if (target === undefined && flipped !== 0) voters = flipped
      const asked =
        target === undefined
          ? planned(session, Operation.Reconfigure, voters, learners & ~voters, at)
          : planned(session, Operation.TransferLeadership, target, 0, at)
      if (needless === 0 && isSame(asked, last)) return []
      last = asked
      return [asked]
    })
}

/** Whether two requests are for the same, at different times. */
function isSame(one: PlannedOperation, other: PlannedOperation | undefined): boolean {
  return one.operation === other?.operation && one.value === other.value && one.expected === other.expected
}

/** A request as drawn, but that a spare server, and one that it replaces, are for the replacement alone. */
function requestOf(
  { at, transfers, flips, learners }: DrawnRequest,
  { options, replacement, learners: has }: Administration,
): Request {
  const most = options.membership === MembershipKind.SingleServer ? 1 : flips.length
  const kept = replacement === undefined ? [] : [replacement.victim, replacement.spare]
  return {
    at,
    isRepeat: false,
    target: transfers ? (flips[0] as number) : undefined,
    isForNobody: !transfers && at % FOR_NOBODY_IN === FOR_NOBODY_IN >> 1,
    flips: flips.slice(0, most).filter((server) => !kept.includes(server)),
    adds: 0,
    removes: 0,
    learners: has ? kept.reduce((set, server) => set & ~(1 << server), learners) : 0,
  }
}

function replacing(replacement: Replacement | undefined): readonly Request[] {
  if (replacement === undefined) return []
  const { at, victim, spare } = replacement
  const request = {
    isRepeat: false,
    target: undefined,
    isForNobody: false,
    flips: [],
    adds: 0,
    removes: 0,
    learners: 0,
  }
  return [
    { ...request, at: at + ADDED_AFTER, adds: 1 << spare },
    { ...request, at: at + REMOVED_AFTER, removes: 1 << victim },
  ]
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
