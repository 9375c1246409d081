import { fitting } from './harness/campaign/fitting.ts'
import { runBatch, type BatchResult } from './harness/campaign/batch.ts'
import type { ThreadJob } from './harness/campaign/pool.ts'
import type { Monitor } from './harness/monitor.ts'
import { loadTarget } from './harness/targets/load-target.ts'
import type { Target, TargetSpec } from './harness/targets/target.ts'
import { monitors } from './properties/monitors.ts'

/** What a thread keeps from one batch to the next. */
interface Loaded {
  readonly spec: string
  readonly target: Target
  readonly checked: readonly Monitor[]
}

let loaded: Loaded | undefined

/** One batch of seeds in a thread. A thread serves one target, whose code stays compiled. */
export default async function runJob({ target: spec, batch }: ThreadJob): Promise<BatchResult> {
  const { target, checked } = await loadedFor(spec)
  return runBatch(target, checked, batch)
}

async function loadedFor(spec: TargetSpec): Promise<Loaded> {
  const text = JSON.stringify(spec)
  if (loaded?.spec !== text) {
    const target = await loadTarget(spec)
    loaded = { spec: text, target, checked: fitting(target, monitors).checked }
  }
  return loaded
}
