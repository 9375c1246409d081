import { fitting } from './harness/campaign/fitting.ts'
import { runPlan } from './harness/campaign/run-plan.ts'
import { runTrial, type Outcome } from './harness/campaign/trial.ts'
import { clusterOf } from './harness/plan/cluster-of.ts'
import type { Plan } from './harness/plan/plan.ts'
import { planOf, type PlanOptions } from './harness/plan/plans.ts'
import { blankRecording, recordedActions } from './harness/schedule/record.ts'
import { replayer, type ReplayOptions } from './harness/schedule/replay.ts'
import type { Schedule } from './harness/schedule/schedule.ts'
import { embeddedCore } from './harness/targets/core.ts'
import { loadTarget } from './harness/targets/load-target.ts'
import type { Target, TargetSpec } from './harness/targets/target.ts'
import { openWorld } from './harness/world/world.ts'
import { monitors, rules } from './properties/monitors.ts'
import { situations } from './properties/situations.ts'

/** A run: what came of it, and all that happened in it. */
export interface Run {
  readonly outcome: Outcome
  readonly schedule: Schedule
}

/** Which target runs; the embedded core when left out. */
export interface RunTarget {
  readonly target: Target
  /** The target as data, for the schedule to carry. */
  readonly spec: TargetSpec
}

const EMBEDDED: RunTarget = { target: embeddedCore, spec: { kind: 'core' } }

/** Lets a plan happen before every monitor that the target shows enough for, and by the rules of single steps where that is asked for. */
export function run(plan: Plan, { target, spec }: RunTarget = EMBEDDED, byRules = false): Run {
  const recording = blankRecording()
  const { checked } = fitting(target, byRules ? [...monitors, ...rules] : monitors)
  const outcome = runPlan(target, checked, plan, recording, situations)
  return {
    outcome,
    schedule: { version: 1, target: spec, cluster: clusterOf(plan), actions: recordedActions(recording) },
  }
}

/**
 * Plays a schedule before every monitor, on the target it names. Throws `ImpossibleAction` where an action cannot
 * happen; lenient, it leaves that action out.
 */
export async function replaySchedule(schedule: Schedule, options: ReplayOptions = {}): Promise<Outcome> {
  const target = await loadTarget(schedule.target)
  const world = openWorld(target, schedule.cluster)
  const { checked } = fitting(target, monitors)
  return runTrial(world, replayer(world, schedule.actions, options), checked, { situations })
}

/** Runs one seed as `fuzz` runs it. */
export function replaySeed(
  seed: number,
  plan: PlanOptions = {},
  target: RunTarget = EMBEDDED,
  byRules = false,
): Run {
  return run(planOf(seed, plan), target, byRules)
}
