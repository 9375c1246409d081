import { runPlan } from '../../../harness/campaign/run-plan.ts'
import { clusterOf } from '../../../harness/plan/cluster-of.ts'
import { planOf } from '../../../harness/plan/plans.ts'
import { blankRecording, recordedActions } from '../../../harness/schedule/record.ts'
import type { Schedule } from '../../../harness/schedule/schedule.ts'
import { loadTarget } from '../../../harness/targets/load-target.ts'
import type { Target } from '../../../harness/targets/target.ts'
import type { Violation } from '../../../harness/violation.ts'
import { monitors } from '../../../properties/monitors.ts'
import { findBug } from '../../../scenarios/zoo/zoo.ts'

/** A seed of a bug that violates something, as it was recorded. */
export interface RecordedRun {
  readonly schedule: Schedule
  readonly violation: Violation
  readonly target: Target
}

/** Runs a seed on the core with a bug. */
export async function recordedRun(name: string, seed: number): Promise<RecordedRun> {
  const spec = { kind: 'core', patch: findBug(name).patch } as const
  const target = await loadTarget(spec)
  const plan = planOf(seed)
  const recording = blankRecording()
  const { violations } = runPlan(target, monitors, plan, recording, [])
  const [violation] = violations
  if (violation === undefined) throw new Error(`seed ${seed} of ${name} violates nothing`)
  const actions = recordedActions(recording)
  return { schedule: { version: 1, target: spec, cluster: clusterOf(plan), actions }, violation, target }
}
