import { fitting } from './harness/campaign/fitting.ts'
import { runBatch } from './harness/campaign/batch.ts'
import type { Jobs, ThreadJob } from './harness/pool.ts'
import { printSeeds } from './harness/campaign/print-seeds.ts'
import { trailOf } from './harness/campaign/trail.ts'
import type { Monitor } from './harness/monitor.ts'
import { planOf } from './harness/plan/plans.ts'
import { CALLED_OFF, SHORTEST, type ShrinkJob } from './harness/shrink/shrink-job.ts'
import { loadTarget } from './harness/targets/load-target.ts'
import type { Target, TargetSpec } from './harness/targets/target.ts'
import { monitors, rules } from './properties/monitors.ts'
import { situations } from './properties/situations.ts'
import type { RunTarget } from './run.ts'
import { shrinkRun } from './shrink.ts'

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
    case 'shrink':
      return shrinkAsAsked({ target, spec: asked.target }, asked.job)
  }
}

/** Shrinks until it is called off, and says how far it has come. */
function shrinkAsAsked(
  runTarget: RunTarget,
  { what, line, ...options }: ShrinkJob,
): Jobs['shrink']['result'] {
  const words = new Int32Array(line)
  return shrinkRun(what, runTarget, {
    ...options,
    isCalledOff: () => Atomics.load(words, CALLED_OFF) !== 0,
    found: (actions) => void Atomics.store(words, SHORTEST, actions),
  })
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
