import fc, { type Arbitrary } from 'fast-check'
import { FaultKind } from './fault-kind.ts'
import { FOR_GOOD } from './for-good.ts'
import type { Dials, Episode } from './plan.ts'

/** Which faults may be drawn, and whether the user wants them all. */
export interface Swarm {
  readonly may: (fault: FaultKind) => boolean
  readonly fixed: readonly FaultKind[] | undefined
}

/** Kinds that episodes are drawn from; each plan draws a few of them (swarm testing): a run with few kinds of fault goes further with them. Some count twice. */
const EPISODES = [
  FaultKind.Loss,
  FaultKind.Duplication,
  FaultKind.Slowness,
  FaultKind.Split,
  FaultKind.OneWay,
  FaultKind.Bridge,
  FaultKind.Isolate,
  FaultKind.IsolateLeader,
  FaultKind.IsolateLeader,
  FaultKind.Flapping,
  FaultKind.BoundedQueue,
  FaultKind.Clog,
  FaultKind.FadingLeader,
  FaultKind.Crash,
  FaultKind.Crash,
  FaultKind.CrashLeader,
  FaultKind.CrashLeader,
  FaultKind.CrashLoop,
  FaultKind.Pause,
  FaultKind.InterruptedStep,
  FaultKind.SlowServer,
  FaultKind.SlowDisk,
  FaultKind.FailedWrite,
  FaultKind.FailedFlush,
  FaultKind.CrashInSnapshot,
  FaultKind.ClockJump,
] as const
const MOST_KINDS = 9
const MOST_EPISODES = 48

/** The kinds of the episodes of a plan: a few of those that may be drawn, or all that are wanted. */
export function swarms({ may, fixed }: Swarm): Arbitrary<readonly FaultKind[]> {
  const kinds = EPISODES.filter(may)
  if (fixed !== undefined || kinds.length < 2) return fc.constant([...new Set<FaultKind>(kinds)])
  return fc.subarray<FaultKind>(kinds, { minLength: 1, maxLength: Math.min(MOST_KINDS, kinds.length) })
}

/** Episodes of these kinds, anywhere in the storm. */
export function episodes(
  servers: number,
  stormEnds: number,
  kinds: readonly FaultKind[],
): Arbitrary<readonly Episode[]> {
  if (kinds.length === 0) return fc.constant([])
  const episode = fc
    .record({
      fault: fc.constantFrom(...kinds),
      from: fc.integer({ min: 0, max: stormEnds }),
      lasts: fc.oneof(fc.integer({ min: 1_000, max: 100_000 }), fc.integer({ min: 50_000, max: 1_200_000 })),
      victims: fc.integer({ min: 1, max: (1 << servers) - 1 }),
      strength: fc.integer({ min: 1, max: 1000 }),
    })
    .map(({ lasts, ...drawn }) => ({
      ...drawn,
      until: Math.min(drawn.from + outlasting(drawn.fault, lasts), stormEnds),
    }))
  return fc
    .array(episode, { minLength: 0, maxLength: MOST_EPISODES, size: 'max' })
    .map((all) => clustered(all, stormEnds))
}

/** How long a leader is cut off while its clients go on asking it: long enough for another to be elected. */
const CUT_OFF = { min: 350_000, max: 1_500_000 }
const MOST_CUT_OFF = 5

/** In most plans, leaders that are cut off for long, with a tail of entries that nobody else has. */
export function leadersCutOff(
  servers: number,
  stormEnds: number,
  { may, fixed }: Swarm,
): Arbitrary<readonly Episode[]> {
  if (!may(FaultKind.IsolateLeader) || fixed !== undefined) return fc.constant([])
  const one = fc.record({
    from: fc.integer({ min: 0, max: stormEnds }),
    lasts: fc.integer(CUT_OFF),
    victims: fc.integer({ min: 1, max: (1 << servers) - 1 }),
  })
  return fc.array(one, { minLength: 0, maxLength: MOST_CUT_OFF, size: 'max' }).map((all) =>
    all.map(({ from, lasts, victims }) => ({
      fault: FaultKind.IsolateLeader,
      from,
      until: Math.min(from + lasts, stormEnds),
      victims,
      strength: 1000,
    })),
  )
}

/** Faults that matter most where they outlast an election. */
const OUTLASTING: readonly FaultKind[] = [
  FaultKind.Split,
  FaultKind.Isolate,
  FaultKind.IsolateLeader,
  FaultKind.FadingLeader,
  FaultKind.Clog,
  FaultKind.Pause,
]

function outlasting(fault: FaultKind, lasts: number): number {
  return lasts < 100_000 && lasts % 4 > 0 && OUTLASTING.includes(fault) ? 200_000 + lasts * 10 : lasts
}

/** How long after the end of another episode a crash comes, at most, when it comes then: by that time logs have been mended. */
const AFTERMATH = 150_000
/** What is mended at the end of an episode: links. */
const MENDED: readonly FaultKind[] = [
  FaultKind.Split,
  FaultKind.OneWay,
  FaultKind.Bridge,
  FaultKind.Isolate,
  FaultKind.IsolateLeader,
  FaultKind.Clog,
]

/** While these last some servers hear the leader and others do not: whoever crashes then may forget what it promised. */
const PARTIAL: readonly FaultKind[] = [
  FaultKind.OneWay,
  FaultKind.Bridge,
  FaultKind.Isolate,
  FaultKind.FadingLeader,
]

/**
 * Writes fail, and half of the crashes come, when links are mended again: those who come back into the cluster have the
 * most to write then, and to cut off. Half of the crash loops come while some hear the leader and others do not.
 */
function clustered(drawn: readonly Episode[], stormEnds: number): readonly Episode[] {
  const mended = drawn.filter(({ fault }) => MENDED.includes(fault))
  const partial = drawn.filter(({ fault }) => PARTIAL.includes(fault))
  return drawn.map((episode) => {
    const { fault, from, until, strength } = episode
    if (fault === FaultKind.CrashLoop && strength % 2 === 1 && partial.length > 0) {
      const within = partial[strength % partial.length] as Episode
      return { ...episode, from: within.from, until: within.until }
    }
    if (mended.length === 0) return episode
    const fails = fault === FaultKind.FailedWrite || fault === FaultKind.FailedFlush
    if (!fails && (fault !== FaultKind.Crash || strength % 2 === 0)) return episode
    const { until: end } = mended[strength % mended.length] as Episode
    const later = fault === FaultKind.Crash ? Math.floor((AFTERMATH * strength) / 1000) : 0
    const begins = Math.min(end + later, stormEnds)
    return { ...episode, from: begins, until: Math.min(begins + until - from, stormEnds) }
  })
}

/** One plan in so many has servers that suffer one of these. */
const FOR_GOOD_IN = 8
/** With fewer servers than this none is kept to take the place of another. */
const LEAST_FOR_SPARE = 4

/** In few plans, servers that are lost for good, fewer than a majority of them; at most one of them is replaced. */
export function losses(
  servers: number,
  stormEnds: number,
  { may, fixed }: Swarm,
): Arbitrary<readonly Episode[]> {
  const kinds = FOR_GOOD.filter(
    (kind) => may(kind) && (kind !== FaultKind.ReplacedDisk || servers >= LEAST_FOR_SPARE),
  )
  const most = Math.floor((servers - 1) / 2)
  if (kinds.length === 0 || most === 0) return fc.constant([])
  const one = fc.record({
    fault: fc.constantFrom(...kinds),
    from: fc.integer({ min: 0, max: stormEnds }),
    victim: fc.nat(servers - 1),
  })
  const some = fc.array(one, { minLength: 1, maxLength: most, size: 'max' }).map((all) => {
    const replaced = all.findIndex(({ fault }) => fault === FaultKind.ReplacedDisk)
    return all
      .filter(({ fault }, place) => fault !== FaultKind.ReplacedDisk || place === replaced)
      .map(({ fault, from, victim }) =>
        forGood(fault, from, victim % (servers - (replaced < 0 ? 0 : 1)), stormEnds),
      )
  })
  if (fixed !== undefined) return some
  return fc
    .tuple(fc.integer({ min: 1, max: FOR_GOOD_IN }), some)
    .map(([drawn, all]) => (drawn === FOR_GOOD_IN >> 1 ? all : []))
}

function forGood(fault: FaultKind, from: number, victim: number, stormEnds: number): Episode {
  return { fault, from, until: Math.min(from + 50_000, stormEnds), victims: 1 << victim, strength: 1000 }
}

/** Disks that are wiped, whose servers come back under their old names. */
export function wipes(servers: number, stormEnds: number): Arbitrary<readonly Episode[]> {
  const one = fc.record({
    from: fc.integer({ min: 0, max: stormEnds }),
    lasts: fc.integer({ min: 1_000, max: 300_000 }),
    victim: fc.nat(servers - 1),
  })
  return fc.array(one, { minLength: 1, maxLength: 3, size: 'max' }).map((all) =>
    all.map(({ from, lasts, victim }) => ({
      fault: FaultKind.WipedDisk,
      from,
      until: Math.min(from + lasts, stormEnds),
      victims: 1 << victim,
      strength: 1000,
    })),
  )
}

/** A dial: in how many of a thousand plans it is on, and what it is set to then. */
interface Dial {
  readonly on: number
  readonly values: readonly number[]
}

/** In permille where nothing else is said. */
const DIALS: { readonly [fault in FaultKind]?: Dial } = {
  [FaultKind.UniformDelay]: { on: 200, values: [500, 1000] },
  [FaultKind.HeavyDelay]: { on: 250, values: [100, 1000, 500] },
  [FaultKind.Reordering]: { on: 800, values: [300, 1000, 1000] },
  [FaultKind.LostWrites]: { on: 850, values: [333, 100, 600] },
  [FaultKind.TornWrites]: { on: 850, values: [333, 100, 600] },
  [FaultKind.ReorderedWrites]: { on: 800, values: [1000, 1000, 500] },
  // Milliseconds.
  [FaultKind.SlowSnapshots]: { on: 250, values: [100, 400, 800] },
  [FaultKind.NeedlessRequests]: { on: 500, values: [100, 500] },
  [FaultKind.RemovedServers]: { on: 750, values: [1000] },
  // Milliseconds.
  [FaultKind.Impatience]: { on: 850, values: [250, 250, 100, 60] },
  [FaultKind.RetriesElsewhere]: { on: 700, values: [300, 700, 1000] },
  [FaultKind.HedgedRequests]: { on: 300, values: [20, 100, 500] },
  [FaultKind.LateCopies]: { on: 800, values: [20, 20, 200] },
}

/** The dials of a plan: which are on, and how far. */
export function dials({ may, fixed }: Swarm): Arbitrary<Dials> {
  const drawn = Object.entries(DIALS).map(([fault, { on, values }]) => {
    const kind = Number(fault) as FaultKind
    const chance = fixed === undefined ? on : 1000
    return fc
      .tuple(fc.nat(999), fc.constantFrom(...values))
      .map(([lot, value]) => (may(kind) && lot >= 1000 - chance ? [[kind, value] as const] : []))
  })
  return fc.tuple(...drawn).map((all) => Object.fromEntries(all.flat()) as Dials)
}
