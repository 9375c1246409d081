import fc, { type Arbitrary } from 'fast-check'
import { Operation } from '../../core/command.ts'
import { MachineKind } from '../../core/options.ts'
import { administration, drawnRequests, type DrawnRequest } from './administration.ts'
import { aftermaths, commandsForCalm, requestsForCalm, type Aftermath } from './aftermath.ts'
import { clocks, clusterOptions, features, type Feature } from './features.ts'
import { survivable } from './survivable.ts'
import { FaultKind, type Episode, type Plan, type PlannedOperation, type Wait } from './plan.ts'

/** What a user may fix of a plan; all else is drawn. Times are virtual microseconds. */
export interface PlanOptions {
  /** How many servers; drawn from 1 to 7, most often 3 or 5, when left out. */
  readonly servers?: number
  /** How long the storm lasts; drawn from 6 to 12 seconds when left out. */
  readonly storm?: number
  /** What the cluster has beyond plain Raft; drawn when left out. */
  readonly features?: readonly Feature[]
}

/** How long a run goes on after the storm where no calm follows. */
const REST = 500_000

/** Plans to run: an arbitrary like any other of fast-check's, to use in properties of one's own. */
export function plans(options: PlanOptions = {}): Arbitrary<Plan> {
  const servers = options.servers === undefined ? anyServers : fc.constant(options.servers)
  const storm =
    options.storm === undefined ? fc.integer({ min: 6_000_000, max: 12_000_000 }) : fc.constant(options.storm)
  const sessions = fc.integer({ min: 1, max: 8 })
  const faults = fc.subarray([...FAULTS_DRAWN], { minLength: 1 })
  return fc
    .tuple(servers, storm, sessions, faults, features(options.features))
    .chain(([count, stormEnds, clients, swarm, has]) =>
      fc
        .record({
          seed: fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff })),
          options: clusterOptions(count, has),
          clocks: clocks(count, has),
          synchronousDisk: fc.integer({ min: 0, max: 7 }).map((drawn) => drawn === 7),
          waits: has.includes('leases') && has.includes('clocks') ? mostlyQuick : anyWaits,
          operations: fc.constantFrom(...READS).chain((reads) => operations(clients, stormEnds, reads)),
          requests: drawnRequests(count, stormEnds, has),
          episodes: fc.array(episodes(count, stormEnds, swarm), { minLength: 0, maxLength: 48, size: 'max' }),
          rots: rots(count, stormEnds),
          aftermath: aftermaths(count, clients, stormEnds, has),
        })
        .map((drawn) => finish(drawn, clients, stormEnds)),
    )
}

/** The plan of a seed: what the same arbitrary gives on it, always. */
export function planOf(seed: number, options: PlanOptions = {}): Plan {
  return fc.sample(plans(options), { seed, numRuns: 1, unbiased: true })[0] as Plan
}

const anyWaits = fc.record({ network: waits(200, 2_000, 500, 12_000), disk: waits(50, 2_000, 100, 25_000) })
/** Where leases depend on clocks: mostly quick enough for a new leader to be there almost as soon as followers stand. */
const quickWaits = fc.record({ network: waits(100, 400, 100, 1_000), disk: waits(50, 200, 50, 500) })
const mostlyQuick = fc.oneof({ arbitrary: anyWaits, weight: 1 }, { arbitrary: quickWaits, weight: 3 })
const anyServers = fc.constantFrom(5, 3, 5, 3, 5, 4, 7, 5, 6, 3, 5, 2, 1)

type Drawn = Pick<Plan, 'seed' | 'options' | 'clocks' | 'synchronousDisk' | 'episodes'> & {
  waits: Pick<Plan, 'network' | 'disk'>
  operations: readonly PlannedOperation[]
  requests: readonly DrawnRequest[]
  rots: readonly Episode[]
  aftermath: Aftermath
}

function finish(
  { requests, rots, waits, aftermath, ...drawn }: Drawn,
  clients: number,
  stormEnds: number,
): Plan {
  const { calm, severed } = aftermath
  const later = stormEnds + 1
  return survivable({
    version: 1,
    ...drawn,
    ...waits,
    episodes: [...clustered(drawn.episodes, stormEnds), ...rots],
    operations: [
      ...withValues([...drawn.operations, ...commandsForCalm(aftermath, later)], drawn.options.machine),
      ...administration([...requests, ...requestsForCalm(aftermath, later)], clients, drawn.options),
    ],
    severed,
    stormEnds,
    length: calm === 0 ? stormEnds + REST : stormEnds,
    calm,
  })
}

function waits(leastMin: number, leastMax: number, meanMin: number, meanMax: number): Arbitrary<Wait> {
  return fc.record({
    least: fc.integer({ min: leastMin, max: leastMax }),
    mean: fc.integer({ min: meanMin, max: meanMax }),
  })
}

/** An operation as one number, which fast-check draws and shrinks much faster than a record: kind, key, session, time. */
const KEYS = 4
const KINDS = 8
/** Of so many operations, how many read: in most plans, and in some. */
const READS = [3, 3, 6] as const
const TICKS = 4096

function operations(
  sessions: number,
  stormEnds: number,
  reads: number,
): Arbitrary<readonly PlannedOperation[]> {
  const writes = (KINDS + 1 - reads) >> 1
  const operation = fc.nat(KINDS * KEYS * sessions * TICKS - 1).map((drawn): PlannedOperation => {
    const kind = drawn % KINDS
    const key = Math.floor(drawn / KINDS) % KEYS
    const session = Math.floor(drawn / (KINDS * KEYS)) % sessions
    const tick = Math.floor(drawn / (KINDS * KEYS * sessions))
    const at = Math.floor((tick * stormEnds) / TICKS)
    return {
      session,
      operation: kind < reads ? Operation.Read : kind < reads + writes ? Operation.Write : Operation.Swap,
      key,
      value: 0,
      expected: 0,
      at,
    }
  })
  return fc.array(operation, { minLength: 0, maxLength: 1000, size: 'max' })
}

/**
 * Gives every operation that writes a value of its own, so that a history tells which write a read saw, and every swap
 * the newest value written before it to its key. The append list knows appends only.
 */
function withValues(drawn: readonly PlannedOperation[], machine: MachineKind): PlannedOperation[] {
  const newest = new Array<number>(KEYS).fill(0)
  const inTime = drawn.map((operation, place) => ({ operation, place }))
  inTime.sort((a, b) => a.operation.at - b.operation.at || a.place - b.place)
  return inTime.map(({ operation }, place) => {
    if (operation.operation === Operation.Read) return operation
    if (machine === MachineKind.AppendList)
      return { ...operation, operation: Operation.Append, value: place + 1 }
    const expected = operation.operation === Operation.Swap ? (newest[operation.key] as number) : 0
    newest[operation.key] = place + 1
    return { ...operation, value: place + 1, expected }
  })
}

function episodes(servers: number, stormEnds: number, swarm: readonly FaultKind[]): Arbitrary<Episode> {
  return fc
    .record({
      fault: fc.constantFrom(...swarm),
      from: fc.integer({ min: 0, max: stormEnds }),
      lasts: fc.oneof(fc.integer({ min: 1_000, max: 100_000 }), fc.integer({ min: 50_000, max: 1_200_000 })),
      victims: fc.integer({ min: 1, max: (1 << servers) - 1 }),
      strength: fc.integer({ min: 1, max: 1000 }),
    })
    .map(({ lasts, ...episode }) => ({ ...episode, until: Math.min(episode.from + lasts, stormEnds) }))
}

/** How long after the end of another episode a crash comes, at most, when it comes then: by that time logs have been mended. */
const AFTERMATH = 150_000

/**
 * Writes fail, and half of the crashes come, when links are mended again: those who come back into the cluster have the
 * most to write then, and to cut off.
 */
function clustered(drawn: readonly Episode[], stormEnds: number): readonly Episode[] {
  const mended = drawn.filter(({ fault }) => fault >= FaultKind.Split && fault <= FaultKind.IsolateLeader)
  if (mended.length === 0) return drawn
  return drawn.map((episode) => {
    const { fault, from, until, strength } = episode
    if (fault !== FaultKind.FailedWrite && (fault !== FaultKind.Crash || strength % 2 === 0)) return episode
    const { until: end } = mended[strength % mended.length] as Episode
    const later = fault === FaultKind.Crash ? Math.floor((AFTERMATH * strength) / 1000) : 0
    const begins = Math.min(end + later, stormEnds)
    return { ...episode, from: begins, until: Math.min(begins + until - from, stormEnds) }
  })
}

/** One plan in so many has disks that lose what they held. */
const ROT_IN = 32

/** In few plans, servers that lose their term and vote, each for good: fewer than a majority of them. */
function rots(servers: number, stormEnds: number): Arbitrary<readonly Episode[]> {
  const most = Math.floor((servers - 1) / 2)
  const one = fc.record({
    fault: fc.constant(FaultKind.Rot),
    from: fc.integer({ min: 0, max: stormEnds }),
    victim: fc.nat(servers - 1),
  })
  const some = fc.array(one, { minLength: 1, maxLength: Math.max(most, 1), size: 'max' })
  return fc
    .tuple(fc.integer({ min: 1, max: ROT_IN }), some)
    .map(([drawn, drawnRots]) => (drawn === ROT_IN >> 1 && most > 0 ? drawnRots : []))
    .map((all) =>
      all.map(({ fault, from, victim }) => ({
        fault,
        from,
        until: Math.min(from + 50_000, stormEnds),
        victims: 1 << victim,
        strength: 1000,
      })),
    )
}

/** Each plan draws which of these it has (swarm testing): a run with few kinds of fault goes further with them. Crashes count twice. */
const FAULTS_DRAWN = [
  FaultKind.Loss,
  FaultKind.Duplication,
  FaultKind.Slowness,
  FaultKind.Split,
  FaultKind.OneWay,
  FaultKind.Bridge,
  FaultKind.IsolateLeader,
  FaultKind.Crash,
  FaultKind.Crash,
  FaultKind.CrashLeader,
  FaultKind.CrashLeader,
  FaultKind.FailedWrite,
  FaultKind.FadingLeader,
] as const
