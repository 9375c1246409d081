import fc, { type Arbitrary } from 'fast-check'
import { Operation, type Command } from '../../../core/command.ts'
import { EntryKind, entryOf, type Entry } from '../../../core/log/entry.ts'
import type { Configuration } from '../../../core/membership/configuration.ts'
import { MachineKind, MembershipKind, type Options } from '../../../core/options.ts'
import type { Clock } from '../../../harness/world/clock.ts'
import type { Cluster, Given } from '../../../harness/world/cluster.ts'

const MOST = 2 ** 31 - 1

/** Whole numbers up to a bound, most of them small. */
export function upTo(most: number): Arbitrary<number> {
  return fc.oneof(fc.integer({ min: 0, max: Math.min(most, 9) }), fc.integer({ min: 0, max: most }))
}

/** Sets of a cluster's servers, the empty one among them. */
function anySet(servers: number, least = 0): Arbitrary<number> {
  return fc.integer({ min: least, max: (1 << servers) - 1 })
}

/** Configurations, those that make no sense among them. */
export function anyMembers(servers: number): Arbitrary<Configuration> {
  return fc.record({ voters: anySet(servers), outgoing: anySet(servers), learners: anySet(servers) })
}

function anyOptions(servers: number): Arbitrary<Options> {
  return fc.record({
    servers: fc.constant(servers),
    voters: fc.oneof(fc.constant((1 << servers) - 1), anySet(servers, 1)),
    electionTimeoutLeast: fc.constantFrom(1_000, 150_000, 299_999),
    electionTimeoutMost: fc.constantFrom(300_000, 10_000_000),
    electionTimeoutStretch: fc.array(upTo(1_000), { maxLength: servers }),
    heartbeatInterval: fc.constantFrom(50_000, 100, 10_000_000),
    maxEntriesPerAppend: fc.constantFrom(8, 1, 1024),
    emptyProbes: fc.boolean(),
    batching: fc.boolean(),
    machine: fc.constantFrom(MachineKind.KeyValue, MachineKind.AppendList),
    snapshotThreshold: upTo(1_000_000),
    trailingEntries: upTo(1_000_000),
    snapshotChunk: fc.constantFrom(1024, 1, 1_000_000),
    membership: fc.constantFrom(MembershipKind.Joint, MembershipKind.SingleServer),
    catchUp: fc.boolean(),
    preVote: fc.boolean(),
    checkQuorum: fc.boolean(),
    stickiness: fc.boolean(),
    registration: fc.boolean(),
    sessionTimeout: upTo(900),
    mostSessions: upTo(900),
    followerReads: fc.boolean(),
    batchReads: fc.boolean(),
    leaseReads: fc.boolean(),
    clockDrift: upTo(900),
    maxInFlight: upTo(900),
    maxSizePerAppend: upTo(900),
    maxQueued: upTo(900),
    applyPage: upTo(900),
    segmentRecords: upTo(900),
    persistentMachine: fc.boolean(),
    landmarkSpacing: fc.integer({ min: 1, max: 900 }),
  })
}

type Deed = Pick<Command, 'operation' | 'key' | 'value' | 'expected'>

function anyDeed({ machine, servers }: Options): Arbitrary<Deed> {
  const deed = (
    operation: Operation,
    fields: { [F in 'key' | 'value' | 'expected']?: Arbitrary<number> },
  ): Arbitrary<Deed> => {
    const none = fc.constant(0)
    return fc.record({ operation: fc.constant(operation), key: none, value: none, expected: none, ...fields })
  }
  const key = upTo(1022)
  const value = upTo(MOST)
  const ofMachine =
    machine === MachineKind.AppendList
      ? [deed(Operation.Append, { key, value })]
      : [deed(Operation.Write, { key, value }), deed(Operation.Swap, { key, value, expected: value })]
  return fc.oneof(
    deed(Operation.Read, { key }),
    ...ofMachine,
    deed(Operation.Reconfigure, { value: anySet(servers), expected: anySet(servers) }),
    deed(Operation.TransferLeadership, { value: fc.integer({ min: 0, max: servers - 1 }) }),
  )
}

function anyOperations(options: Options): Arbitrary<Command[][]> {
  const session = fc.array(anyDeed(options), { maxLength: 3 })
  return fc.array(session, { maxLength: 4 }).map((sessions) => {
    while (sessions.at(-1)?.length === 0) sessions.pop()
    return sessions.map((deeds, session) =>
      deeds.map((deed, place) => ({ session, serial: place + 1, registration: 0, ...deed })),
    )
  })
}

function anyLog(servers: number): Arbitrary<Entry[]> {
  const content = fc.record({ term: fc.integer({ min: 1, max: 9 }), members: fc.option(anyMembers(servers)) })
  return fc.array(content, { maxLength: 5 }).map((contents) =>
    contents
      .sort((one, other) => one.term - other.term)
      .map(({ term, members }, place) => {
        const kind = members === null ? EntryKind.NoOp : EntryKind.Configuration
        return entryOf(place + 1, term, kind, null, members)
      }),
  )
}

function anyGiven(servers: number): Arbitrary<Given[]> {
  const one = fc
    .record({ votedFor: fc.integer({ min: -1, max: servers - 1 }), log: anyLog(servers), above: upTo(5) })
    .map(({ votedFor, log, above }) => ({ currentTerm: (log.at(-1)?.term ?? 0) + above, votedFor, log }))
  const each = fc.array(fc.option(one), { minLength: servers, maxLength: servers })
  return each.map((some) => some.flatMap((given, server) => (given === null ? [] : [{ server, ...given }])))
}

function anyClocks(servers: number): Arbitrary<Clock[]> {
  const clock = fc.record({ offset: upTo(10_000_000), rate: fc.integer({ min: 900, max: 1100 }) })
  return fc.array(clock, { maxLength: servers })
}

/** What a run may run on: all that a header can say of it. */
export const anyCluster: Arbitrary<Cluster> = fc
  .integer({ min: 1, max: 7 })
  .chain(anyOptions)
  .chain((options) =>
    fc.record({
      options: fc.constant(options),
      synchronousDisk: fc.boolean(),
      clocks: anyClocks(options.servers),
      operations: anyOperations(options),
      given: anyGiven(options.servers),
    }),
  )
