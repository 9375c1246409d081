import { fitting } from './harness/campaign/fitting.ts'
import { runBatch, type BatchResult } from './harness/campaign/batch.ts'
import type { ThreadJob } from './harness/campaign/pool.ts'
import { loadTarget } from './harness/targets/load-target.ts'
import type { Target, TargetSpec } from './harness/targets/target.ts'
import { monitors } from './properties/monitors.ts'

let loaded: { readonly spec: string; readonly target: Target } | undefined

/** One batch of seeds in a thread. A thread serves one target, whose code stays compiled. */
export default async function runJob({ target: spec, batch }: ThreadJob): Promise<BatchResult> {
  const target = await targetFor(spec)
  return runBatch(target, fitting(target, monitors).checked, batch)
}

async function targetFor(spec: TargetSpec): Promise<Target> {
  const text = JSON.stringify(spec)
  if (loaded?.spec !== text) loaded = { spec: text, target: await loadTarget(spec) }
  return loaded.target
}
