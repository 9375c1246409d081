import { setImmediate } from 'node:timers/promises'
import { runBatch, type BatchJob, type BatchResult } from './harness/campaign/batch.ts'
import { runCampaign } from './harness/campaign/campaign.ts'
import { fitting } from './harness/campaign/fitting.ts'
import { openPool } from './harness/pool.ts'
import type { Monitor } from './harness/monitor.ts'
import type { PlanOptions } from './harness/plan/plans.ts'
import { loadTarget } from './harness/targets/load-target.ts'
import { workerFile } from './harness/targets/package-root.ts'
import type { Target, TargetSpec } from './harness/targets/target.ts'
import { monitors, rules } from './properties/monitors.ts'
import { situations } from './properties/situations.ts'

/** What to fuzz, and for how long. */
export interface FuzzOptions {
  readonly target?: TargetSpec
  /** The first seed, 1 when left out; the others follow it. */
  readonly seed?: number
  /** How many seeds; 1000 when left out. */
  readonly seeds?: number
  /** No new seeds after this many seconds of real time. */
  readonly seconds?: number
  readonly plan?: PlanOptions
  /** Go on after a seed that violates a property. */
  readonly keepGoing?: boolean
  /** Hold servers to the rules of single steps, too: what breaks one is told in `rules`, and ends nothing. */
  readonly rules?: boolean
  /** How many threads, 1 when left out; 0 runs everything in the caller's own. */
  readonly workers?: number
  /** Told of the sum so far, now and then. */
  readonly progress?: (sum: BatchResult) => void
  /** Ends the campaign with what it has so far. */
  readonly signal?: AbortSignal
}

/** What a campaign gave. */
export interface FuzzResult extends BatchResult {
  /** Seconds of real time, threads already started. */
  readonly seconds: number
  readonly checked: readonly string[]
  /** Properties that the target does not show enough of, and what is missing. */
  readonly notChecked: readonly { readonly property: string; readonly missing: readonly string[] }[]
  readonly interrupted: boolean
}

/** Runs many seeds, each a cluster in rough water of its own, and judges every action. */
export async function fuzz(options: FuzzOptions = {}): Promise<FuzzResult> {
  const { target: spec = { kind: 'core' }, seed = 1, seeds = 1000, workers = 1 } = options
  const target = await loadTarget(spec)
  const { checked, notChecked } = fitting(target, options.rules === true ? [...monitors, ...rules] : monitors)
  const crew = workers === 0 ? alone(target, checked) : await together(workers, spec)
  const begun = performance.now()
  const endOfTime = begun + (options.seconds ?? Infinity) * 1000
  try {
    const sum = await runCampaign(
      {
        first: seed,
        seeds,
        plan: options.plan ?? {},
        keepGoing: options.keepGoing ?? false,
        rules: options.rules ?? false,
        workers: Math.max(workers, 1),
        stop: () => options.signal?.aborted === true || performance.now() >= endOfTime,
        progress: options.progress ?? (() => undefined),
      },
      crew.run,
    )
    return {
      ...sum,
      seconds: (performance.now() - begun) / 1000,
      checked: checked.map(({ name }) => name),
      notChecked: notChecked.map(({ monitor, missing }) => ({ property: monitor.name, missing })),
      interrupted: options.signal?.aborted === true,
    }
  } finally {
    await crew.close()
  }
}

interface Crew {
  run(job: BatchJob): Promise<BatchResult>
  close(): Promise<void>
}

/** Runs batches in this thread, which is left free in between to notice an interruption. */
function alone(target: Target, checked: readonly Monitor[]): Crew {
  return {
    run: async (job) => {
      await setImmediate()
      return runBatch(target, checked, job, situations)
    },
    close: () => Promise.resolve(),
  }
}

async function together(workers: number, spec: TargetSpec): Promise<Crew> {
  const pool = openPool(workers, workerFile())
  const nothing: BatchJob = { first: 0, count: 0, plan: {}, keepGoing: false }
  await Promise.all(Array.from({ length: workers }, () => pool.run(spec, 'batch', nothing)))
  return { run: (batch) => pool.run(spec, 'batch', batch), close: () => pool.close() }
}
