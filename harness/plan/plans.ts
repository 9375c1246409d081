import fc, { type Arbitrary } from 'fast-check'
import { Operation } from '../../core/command.ts'
import { MachineKind, type Options } from '../../core/options.ts'
import { administration, drawnRequests, type DrawnRequest, type Replacement } from './administration.ts'
import { aftermaths, commandsForCalm, requestsForCalm, type Aftermath } from './aftermath.ts'
import { FaultKind } from './fault-kind.ts'
import type { Feature } from './feature.ts'
import { clocks, clusterOptions, features } from './features.ts'
import type { Episode, Plan, PlannedOperation, Wait } from './plan.ts'
import { survivable } from './survivable.ts'
import { dials, episodes, leadersCutOff, losses, swarms, wipes } from './storms.ts'

/** What a user may fix of a plan; all else is drawn. Times are virtual microseconds. */
export interface PlanOptions {
  /** How many servers; drawn from 1 to 7, most often 3 or 5, when left out. */
  readonly servers?: number
  /** How long the storm lasts; drawn from 6 to 12 seconds when left out. */
  readonly storm?: number
  /** What the cluster has beyond plain Raft; drawn when left out. */
  readonly features?: readonly Feature[]
  /** All the faults there are to be, each of them; drawn when left out. */
  readonly faults?: readonly FaultKind[]
  /** Faults that there are not to be. */
  readonly without?: readonly FaultKind[]
}

/** One plan in so many has no faults. */
const FAULTLESS_IN = 32

/**
 * Of so many plans, in how many faults may land that break something: disks wiped under old names, and, where reads go by
 * lease, clocks that jump or run away.
 */
const RARITIES = 256
const RARE = 4

/** Plans to run: an arbitrary like any other of fast-check's, to use in properties of one's own. */
export function plans(options: PlanOptions = {}): Arbitrary<Plan> {
  const servers = options.servers === undefined ? anyServers : fc.constant(options.servers)
  const storm =
    options.storm === undefined ? fc.integer({ min: 6_000_000, max: 12_000_000 }) : fc.constant(options.storm)
  const { faults: fixed, without = [] } = options
  const may = (fault: FaultKind): boolean =>
    (fixed === undefined || fixed.includes(fault)) && !without.includes(fault)
  const wanted = { fixed, may }
  const moods = fixed === undefined ? fc.nat(FAULTLESS_IN - 1) : fc.constant(1)
  return fc
    .tuple(
      servers,
      storm,
      fc.integer({ min: 1, max: 8 }),
      features(options.features),
      moods,
      fc.nat(RARITIES - 1),
    )
    .chain(([count, stormEnds, clients, has, mood, rarity]) => {
      const leases = has.includes('leases')
      const rare = (turn: number): boolean => rarity >> 2 === RARITIES / RARE / 2 + turn
      const jumps = !leases || rare(1) || fixed !== undefined
      const land = (drawn: readonly FaultKind[]): readonly FaultKind[] =>
        leases && rare(1) && may(FaultKind.ClockJump)
          ? [...drawn, FaultKind.ClockJump]
          : drawn.filter((kind) => jumps || kind !== FaultKind.ClockJump)
      const runsAway = fixed !== undefined || (leases ? rare(2) : rarity % 8 === 7)
      const wiped = may(FaultKind.WipedDisk) && (rare(0) || fixed !== undefined)
      return swarms(wanted).chain((swarm) =>
        fc
          .record({
            seed: fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff })),
            options: clusterOptions(count, has, stormEnds),
            clocks: clocks(count, has, runsAway && may(FaultKind.RunawayClock)),
            synchronousDisk: fc.integer({ min: 0, max: 7 }).map((drawn) => drawn === 7),
            waits: leases && has.includes('clocks') ? mostlyQuick : anyWaits,
            operations: fc.constantFrom(...READS).chain((reads) => operations(clients, stormEnds, reads)),
            requests: drawnRequests(count, stormEnds, has),
            episodes: episodes(count, stormEnds, land(swarm)),
            tails: leadersCutOff(count, stormEnds, wanted),
            losses: losses(count, stormEnds, wanted),
            wipes: wiped ? wipes(count, stormEnds) : fc.constant([]),
            dials: dials(wanted),
            aftermath: aftermaths(count, clients, stormEnds, has),
          })
          .map((drawn) => finish(drawn, clients, stormEnds, mood === 0, may)),
      )
    })
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

type Drawn = Pick<Plan, 'seed' | 'options' | 'clocks' | 'synchronousDisk' | 'episodes' | 'dials'> & {
  waits: Pick<Plan, 'network' | 'disk'>
  operations: readonly PlannedOperation[]
  requests: readonly DrawnRequest[]
  tails: readonly Episode[]
  losses: readonly Episode[]
  wipes: readonly Episode[]
  aftermath: Aftermath
}

function finish(
  { requests, tails, losses: lost, wipes: wiped, waits: spent, aftermath, ...drawn }: Drawn,
  clients: number,
  stormEnds: number,
  faultless: boolean,
  may: (fault: FaultKind) => boolean,
): Plan {
  const { calm, severed } = aftermath
  const later = stormEnds + 1
  const replacement = faultless ? undefined : replacementOf(lost, drawn.options.servers)
  const options = optionsFor(drawn.options, replacement, may)
  const asked = [...requests, ...requestsForCalm(aftermath, later)].filter(({ transfers }) =>
    may(transfers ? FaultKind.Transfers : FaultKind.MembershipChanges),
  )
  return survivable({
    version: 1,
    ...drawn,
    ...spent,
    options,
    clocks: drawn.clocks.map(({ offset, rate }) => ({
      offset: may(FaultKind.ClockOffset) ? offset : 0,
      rate: may(FaultKind.ClockRate) || may(FaultKind.RunawayClock) ? rate : 1000,
    })),
    episodes: faultless ? [] : [...drawn.episodes, ...tails, ...lost, ...wiped],
    dials: faultless ? {} : drawn.dials,
    operations: [
      ...withValues([...drawn.operations, ...commandsForCalm(aftermath, later)], options.machine),
      ...administration(asked, {
        session: clients,
        options,
        replacement,
        needless: drawn.dials[FaultKind.NeedlessRequests] ?? 0,
        learners: may(FaultKind.Learners),
      }),
    ],
    severed: faultless || !may(FaultKind.SeveredLinks) ? [] : severed,
    stormEnds,
    length: stormEnds,
    calm,
  })
}

/** The last server is kept to take the place of one whose disk is gone. */
function replacementOf(lost: readonly Episode[], servers: number): Replacement | undefined {
  const replaced = lost.find(({ fault }) => fault === FaultKind.ReplacedDisk)
  if (replaced === undefined) return undefined
  return { at: replaced.from, victim: 31 - Math.clz32(replaced.victims), spare: servers - 1 }
}

function optionsFor(
  options: Options,
  replacement: Replacement | undefined,
  may: (fault: FaultKind) => boolean,
): Options {
  const others = replacement === undefined ? options.voters : options.voters & ~(1 << replacement.spare)
  return {
    ...options,
    voters: others !== 0 ? others : (1 << (options.servers - 1)) - 1,
    sessionTimeout: may(FaultKind.ExpiringSessions) ? options.sessionTimeout : 0,
    mostSessions: may(FaultKind.ExpiringSessions) ? options.mostSessions : 0,
  }
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
/** Of so many operations, how many read: in half of the plans, and in others, where logs stay as they are for long. */
const READS = [3, 3, 6, 7] as const
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
  const inTime = drawn.toSorted((a, b) => a.at - b.at)
  return inTime.map((operation, place) => {
    if (operation.operation === Operation.Read) return operation
    if (machine === MachineKind.AppendList)
      return { ...operation, operation: Operation.Append, value: place + 1 }
    const expected = operation.operation === Operation.Swap ? (newest[operation.key] as number) : 0
    newest[operation.key] = place + 1
    return { ...operation, value: place + 1, expected }
  })
}
