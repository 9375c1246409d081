import { Tinypool } from 'tinypool'
import type { TargetSpec } from '../targets/target.ts'
import type { BatchJob, BatchResult } from './batch.ts'

/** What a thread is told: the target, as data, and the seeds. */
export interface ThreadJob {
  readonly target: TargetSpec
  readonly batch: BatchJob
}

/** Threads that stay, each with the target loaded and warm. */
export interface Pool {
  run(job: ThreadJob): Promise<BatchResult>
  close(): Promise<void>
}

/** Starts `workers` threads of a worker file that answers a `ThreadJob` with a `BatchResult`. */
export function openPool(workers: number, workerFile: string): Pool {
  const threads = new Tinypool({
    filename: workerFile,
    minThreads: workers,
    maxThreads: workers,
    isolateWorkers: false,
  })
  return { run: (job) => threads.run(job) as Promise<BatchResult>, close: () => threads.destroy() }
}
