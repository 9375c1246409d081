import type { Options } from '../../core/options.ts'
import type { FaultKind } from '../plan/fault-kind.ts'
import { FOR_GOOD } from '../plan/for-good.ts'
import type { Plan } from '../plan/plan.ts'
import { survivable } from '../plan/survivable.ts'

/** A part of a storm, which is played on its own. */
export interface StormPart {
  /** How many of these parts the storm is long. */
  readonly parts: number
  /** How many halves of such a part lie before it. */
  readonly halves: number
  /** Which luck it has: its draws are those of another seed, but for 0; and where that is odd, logs are compacted soon. */
  readonly luck: number
}

/** From the shortest parts to the longest. */
const PARTS = [32, 16, 8, 4, 2]
/** How often each part is tried. */
const TRIES = 4
/** Far enough apart that no two seeds of a campaign come to the same. */
const LUCKS_APART = 7919
const SEEDS = 2 ** 31
/** After so many entries logs are compacted that are so soon. */
const SOON_COMPACTED = 2
const LOSSES: readonly FaultKind[] = FOR_GOOD

/** What may be tried of a storm: short parts before long ones, and of these the last first; then all again with new luck. */
export function* stormParts(): Generator<StormPart, never> {
  for (let round = 0; ; round++)
    for (const parts of PARTS)
      for (let luck = round * TRIES; luck < (round + 1) * TRIES; luck++)
        for (let halves = 2 * parts - 2; halves >= 0; halves--) yield { parts, halves, luck }
}

/**
 * The plan with nothing but a part of its storm: what is planned before and after it does not happen. What is for good
 * happens all the same, at the part's beginning or end, and what was kept for after the storm comes after its part.
 */
export function withPart(plan: Plan, { parts, halves, luck }: StormPart): Plan {
  const { seed, options, stormEnds, operations, episodes, severed } = plan
  const length = Math.floor(stormEnds / parts)
  const begins = Math.floor((halves * length) / 2)
  const within = (at: number): number => Math.min(Math.max(at - begins, 0), length)
  return survivable({
    ...plan,
    seed: (seed + luck * LUCKS_APART) % SEEDS,
    options: luck % 2 === 0 ? options : compactingSoon(options),
    operations: operations.flatMap((one) => {
      if (one.at > stormEnds) return [{ ...one, at: one.at - stormEnds + length }]
      return one.at >= begins && one.at < begins + length ? [{ ...one, at: one.at - begins }] : []
    }),
    episodes: episodes
      .filter((one) => LOSSES.includes(one.fault) || (one.from < begins + length && one.until > begins))
      .map((one) => ({ ...one, from: within(one.from), until: within(one.until) })),
    severed: severed.map((one) => ({ ...one, at: within(one.at) })),
    stormEnds: length,
    length,
  })
}

/** Logs that are compacted after a few entries: what has to do with snapshots takes fewer entries then. */
function compactingSoon(options: Options): Options {
  return { ...options, snapshotThreshold: Math.min(options.snapshotThreshold, SOON_COMPACTED) }
}
