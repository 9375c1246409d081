import { fitting } from './harness/campaign/fitting.ts'
import { runBatch } from './harness/campaign/batch.ts'
import type { Jobs, ThreadJob } from './harness/campaign/pool.ts'
import { printSeeds } from './harness/campaign/print-seeds.ts'
import { trailOf } from './harness/campaign/trail.ts'
import type { Monitor } from './harness/monitor.ts'
import { planOf } from './harness/plan/plans.ts'
import { loadTarget } from './harness/targets/load-target.ts'
import type { Target, TargetSpec } from './harness/targets/target.ts'
import { monitors, rules } from './properties/monitors.ts'
import { situations } from './properties/situations.ts'

/** What a thread keeps from one batch to the next. */
interface Loaded {
  readonly spec: string
  readonly target: Target
  readonly checked: readonly Monitor[]
  readonly withRules: readonly Monitor[]
}

let loaded: Loaded | undefined

/** One job in a thread, or a process. It serves one target, whose code stays compiled. */
export default async function runJob(asked: ThreadJob): Promise<Jobs[keyof Jobs]['result']> {
  const { target, checked, withRules } = await loadedFor(asked.target)
  switch (asked.name) {
    case 'batch':
      return runBatch(target, asked.job.rules === true ? withRules : checked, asked.job, situations)
    case 'prints':
      return printSeeds(target, asked.job.seeds, asked.job.plan)
    case 'trail':
      return trailOf(target, planOf(asked.job.seed, asked.job.plan))
  }
}

async function loadedFor(spec: TargetSpec): Promise<Loaded> {
  const text = JSON.stringify(spec)
  if (loaded?.spec !== text) {
    const target = await loadTarget(spec)
    const withRules = fitting(target, [...monitors, ...rules]).checked
    loaded = { spec: text, target, checked: fitting(target, monitors).checked, withRules }
  }
  return loaded
}
