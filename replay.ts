import { fitting } from './harness/campaign/fitting.ts'
import { runSeed } from './harness/campaign/batch.ts'
import type { Outcome } from './harness/campaign/trial.ts'
import { clusterOf } from './harness/plan/cluster-of.ts'
import { planOf, type PlanOptions } from './harness/plan/plans.ts'
import { blankRecording, recordedActions } from './harness/schedule/record.ts'
import type { Schedule } from './harness/schedule/schedule.ts'
import { loadTarget } from './harness/targets/load-target.ts'
import type { TargetSpec } from './harness/targets/target.ts'
import { monitors } from './properties/monitors.ts'

/** A run, seen again: what came of it, and all that happened. */
export interface Replay {
  readonly outcome: Outcome
  readonly schedule: Schedule
}

/** Runs one seed as `fuzz` runs it, and keeps its schedule. */
export async function replaySeed(seed: number, plan: PlanOptions = {}, target: TargetSpec = { kind: 'core' }): Promise<Replay> {
  const loaded = await loadTarget(target)
  const recording = blankRecording()
  const outcome = runSeed(loaded, fitting(loaded, monitors).checked, seed, plan, recording)
  const cluster = clusterOf(planOf(seed, plan))
  return { outcome, schedule: { version: 1, target, cluster, actions: recordedActions(recording) } }
}
