import fc, { type Arbitrary } from 'fast-check'
import { MachineKind, MembershipKind, type Options } from '../../core/options.ts'
import type { Clock } from '../world/clock.ts'
import { FEATURES, type Feature } from './feature.ts'

/** By how many permille clocks are fast or slow, at most. */
const CLOCK_DRIFT = 100

/**
 * How many entries lie between applied states that are kept: few, so that in a storm as plans draw it some are behind what is
 * known to be committed after a crash, and some before; but of logs that are long, hardly any should be before.
 */
const CLOSE = 8
const FAR = 1000
const LONG_STORM = 60_000_000

/** The features of a plan: any of them, where they are not fixed. */
export function features(fixed: readonly Feature[] | undefined): Arbitrary<readonly Feature[]> {
  return fixed === undefined ? fc.subarray([...FEATURES]) : fc.constant(fixed)
}

/** The options of a cluster with these features, for a storm that lasts so long. */
export function clusterOptions(servers: number, has: readonly Feature[], storm: number): Arbitrary<Options> {
  const everyone = (1 << servers) - 1
  return fc.record({
    servers: fc.constant(servers),
    voters: has.includes('membership')
      ? fc.oneof(
          { arbitrary: fc.constant(everyone), weight: 2 },
          { arbitrary: fc.integer({ min: 1, max: everyone }), weight: 1 },
        )
      : fc.constant(everyone),
    electionTimeoutLeast: fc.constant(150_000),
    electionTimeoutMost: fc.constant(300_000),
    electionTimeoutStretch: has.includes('own-timeouts') ? stretches(servers) : fc.constant([]),
    heartbeatInterval: fc.constantFrom(50_000, 40_000, 75_000),
    maxEntriesPerAppend: fc.constantFrom(8, 1, 2, 1, 64),
    emptyProbes: fc.boolean(),
    batching: fc.constantFrom(true, true, false),
    machine: fc.constantFrom(MachineKind.KeyValue, MachineKind.AppendList),
    snapshotThreshold: has.includes('snapshots') ? fc.constantFrom(10, 1, 2, 40) : fc.constant(0),
    trailingEntries: fc.constantFrom(0, 0, 1, 5),
    snapshotChunk: fc.constantFrom(1024, 16, 64),
    membership: fc.constantFrom(MembershipKind.Joint, MembershipKind.SingleServer),
    catchUp: fc.boolean(),
    preVote: fc.constant(has.includes('pre-vote')),
    checkQuorum: fc.constant(has.includes('check-quorum')),
    stickiness: fc.constant(has.includes('stickiness')),
    registration: fc.constant(has.includes('sessions')),
    sessionTimeout: has.includes('sessions') ? fc.constantFrom(1_000_000, 400_000, 0, 3_000_000) : never,
    mostSessions: has.includes('sessions') ? fc.constantFrom(0, 5, 3, 8) : never,
    followerReads: fc.constant(has.includes('follower-reads')),
    batchReads: fc.boolean(),
    leaseReads: fc.constant(has.includes('leases')),
    clockDrift: fc.constant(CLOCK_DRIFT),
    maxInFlight: has.includes('pipelining') ? fc.constantFrom(4, 1, 2, 16) : never,
    maxSizePerAppend: fc.constantFrom(0, 0, 32, 12),
    maxQueued: has.includes('queued-proposals') ? fc.constantFrom(8, 1, 64) : never,
    applyPage: has.includes('paged-apply') ? fc.constantFrom(2, 1, 8) : never,
    segmentRecords: has.includes('segments') ? fc.constantFrom(4, 1, 2, 16) : never,
    persistentMachine: fc.constant(has.includes('persistent-machine')),
    landmarkSpacing: fc.constant(storm <= LONG_STORM ? CLOSE : FAR),
  })
}

/**
 * The clocks of its servers, none of which is further off in its rate than leases allow for if they do not run away; in
 * some clusters, and in most with leases, all are as far off as that.
 */
export function clocks(
  servers: number,
  has: readonly Feature[],
  runaway: boolean,
): Arbitrary<readonly Clock[]> {
  if (!has.includes('clocks')) return fc.constant([])
  const [slowest, fastest] = [1000 - CLOCK_DRIFT, 1000 + CLOCK_DRIFT]
  const clocksOf = (rate: Arbitrary<number>): Arbitrary<readonly Clock[]> =>
    fc.array(fc.record({ offset: fc.nat(2_000_000), rate }), { minLength: servers, maxLength: servers })
  if (runaway) {
    const [least, most] = [slowest - CLOCK_DRIFT, fastest + CLOCK_DRIFT]
    const anyhow = clocksOf(fc.integer({ min: least, max: most }))
    const furthest = clocksOf(fc.constantFrom(least, most))
    return fc.oneof({ arbitrary: anyhow, weight: 1 }, { arbitrary: furthest, weight: 3 })
  }
  const any = fc.oneof(fc.constantFrom(1000, slowest, fastest), fc.integer({ min: slowest, max: fastest }))
  return fc.oneof(
    { arbitrary: clocksOf(any), weight: 1 },
    { arbitrary: clocksOf(fc.constantFrom(slowest, fastest)), weight: has.includes('leases') ? 3 : 1 },
  )
}

const never = fc.constant(0)

/** Percents by which servers' election timeouts are longer than the shortest. */
function stretches(servers: number): Arbitrary<readonly number[]> {
  return fc.array(fc.constantFrom(0, 0, 30, 100), { minLength: servers, maxLength: servers })
}
