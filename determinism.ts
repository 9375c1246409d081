import { openPool, type Pool } from './harness/pool.ts'
import type { SeedPrint } from './harness/campaign/print-seeds.ts'
import { actionAt, aftermathAt, firstApart, type Aftermath, type Trail } from './harness/campaign/trail.ts'
import type { PlanOptions } from './harness/plan/plans.ts'
import { workerFile } from './harness/targets/package-root.ts'
import type { TargetSpec } from './harness/targets/target.ts'
import type { Action } from './harness/world/action.ts'

/** Which seeds are to be run twice. */
export interface DeterminismOptions {
  readonly target?: TargetSpec
  /** The first seed, 1 when left out. */
  readonly seed?: number
  readonly seeds: number
  readonly plan?: PlanOptions
  /** Told how many runs are over, now and then. */
  readonly progress?: (runs: number) => void
  /** Ends it with what it has so far. */
  readonly signal?: AbortSignal
}

/** One of two runs of a seed, where they parted. */
export interface Side {
  readonly print: SeedPrint
  /** The action at which they parted; `undefined` where this run was over by then, or they did not part when run again. */
  readonly action: Action | undefined
  readonly aftermath: Aftermath | undefined
}

/** A seed whose two runs were not the same. */
export interface Mismatch {
  readonly seed: number
  /** The first action that differs, from 1; 0 where none did when both were run again. */
  readonly action: number
  readonly sides: readonly [one: Side, other: Side]
}

/** What came of running seeds twice. */
export interface DeterminismResult {
  /** How many seeds were run twice. */
  readonly seeds: number
  readonly actions: number
  readonly mismatches: readonly Mismatch[]
  readonly interrupted: boolean
}

/** Seeds that a process is handed at once. */
const CHUNK = 32
/** So many mismatches are looked into. */
const MOST_TOLD = 5

/**
 * Runs each seed twice, in two processes and in opposite orders, and compares the fingerprints. Where those differ it
 * has both runs taken down action by action, and finds the first that is not the same.
 */
export async function determinism(options: DeterminismOptions): Promise<DeterminismResult> {
  const { target = { kind: 'core' }, seed = 1, seeds, plan = {}, signal } = options
  const all = Array.from({ length: seeds }, (_, place) => seed + place)
  const pools = [0, 1].map(() => openPool(1, workerFile(), 'child_process')) as [Pool, Pool]
  let runs = 0
  const print = async (pool: Pool, order: readonly number[]): Promise<SeedPrint[]> => {
    const prints: SeedPrint[] = []
    for (let done = 0; done < order.length && signal?.aborted !== true; done += CHUNK) {
      prints.push(...(await pool.run(target, 'prints', { seeds: order.slice(done, done + CHUNK), plan })))
      runs += Math.min(CHUNK, order.length - done)
      options.progress?.(runs)
    }
    return prints
  }
  try {
    const [ones, others] = await Promise.all([print(pools[0], all), print(pools[1], all.toReversed())])
    const otherOf = new Map(others.map((print) => [print.seed, print]))
    const twice = ones.filter((one) => otherOf.has(one.seed))
    const apart = twice
      .map((one) => [one, otherOf.get(one.seed) as SeedPrint] as const)
      .filter(([one, other]) => one.fingerprint !== other.fingerprint)
    const mismatches: Mismatch[] = []
    for (const pair of apart) {
      mismatches.push(
        mismatches.length < MOST_TOLD ? await lookInto(pools, target, plan, pair) : unseen(pair),
      )
    }
    const actions = twice.reduce((sum, one) => sum + one.actions, 0)
    return { seeds: twice.length, actions, mismatches, interrupted: signal?.aborted === true }
  } finally {
    await Promise.all(pools.map((pool) => pool.close()))
  }
}

type Pair = readonly [one: SeedPrint, other: SeedPrint]

async function lookInto(
  pools: readonly Pool[],
  target: TargetSpec,
  plan: PlanOptions,
  pair: Pair,
): Promise<Mismatch> {
  const [{ seed }] = pair
  const [one, other] = (await Promise.all(
    pools.map((pool) => pool.run(target, 'trail', { seed, plan })),
  )) as [Trail, Trail]
  const action = firstApart(one, other)
  if (action === 0) return unseen(pair)
  return { seed, action, sides: [sideOf(one, pair[0], action), sideOf(other, pair[1], action)] }
}

function sideOf(trail: Trail, print: SeedPrint, position: number): Side {
  const action = actionAt(trail, position)
  return { print, action, aftermath: action === undefined ? undefined : aftermathAt(trail, position) }
}

function unseen(pair: Pair): Mismatch {
  const side = (print: SeedPrint): Side => ({ print, action: undefined, aftermath: undefined })
  return { seed: pair[0].seed, action: 0, sides: [side(pair[0]), side(pair[1])] }
}
