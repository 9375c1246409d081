import { Tinypool } from 'tinypool'
import type { SeedPrint } from './campaign/print-seeds.ts'
import type { Trail } from './campaign/trail.ts'
import type { ShrinkJob } from './shrink/shrink-job.ts'
import type { Shrunk } from './shrink/shrink.ts'
import type { PlanOptions } from './plan/plans.ts'
import type { TargetSpec } from './targets/target.ts'
import type { BatchJob, BatchResult } from './campaign/batch.ts'

/** What a thread, or a process, can be asked to do with a target. */
export interface Jobs {
  /** Seeds to run and to judge. */
  readonly batch: { readonly job: BatchJob; readonly result: BatchResult }
  /** Seeds to run, in this order, for their fingerprints. */
  readonly prints: {
    readonly job: { readonly seeds: readonly number[]; readonly plan: PlanOptions }
    readonly result: readonly SeedPrint[]
  }
  /** A seed to run, and to take down action by action. */
  readonly trail: {
    readonly job: { readonly seed: number; readonly plan: PlanOptions }
    readonly result: Trail
  }
  /** A run to make as short as it can be; `undefined` where it does not show its violation. */
  readonly shrink: { readonly job: ShrinkJob; readonly result: Shrunk | undefined }
}

/** What a thread is told: the target, as data, which job, and what it is about. */
export type ThreadJob = {
  readonly [Name in keyof Jobs]: {
    readonly target: TargetSpec
    readonly name: Name
    readonly job: Jobs[Name]['job']
  }
}[keyof Jobs]

/** Threads or processes that stay, each with the target loaded and warm. */
export interface Pool {
  run<Name extends keyof Jobs>(
    target: TargetSpec,
    name: Name,
    job: Jobs[Name]['job'],
  ): Promise<Jobs[Name]['result']>
  close(): Promise<void>
}

/** Starts so many threads, or processes, of a worker file that does each of the `Jobs`. */
export function openPool(
  workers: number,
  workerFile: string,
  runtime: 'worker_threads' | 'child_process' = 'worker_threads',
): Pool {
  const threads = new Tinypool({
    filename: workerFile,
    runtime,
    minThreads: workers,
    maxThreads: workers,
    isolateWorkers: false,
  })
  return {
    run: (target, name, job) => threads.run({ target, name, job }) as Promise<never>,
    close: () => threads.destroy(),
  }
}
