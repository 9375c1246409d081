import type { Monitor } from '../monitor.ts'
import { clusterOf } from '../plan/cluster-of.ts'
import type { Plan } from '../plan/plan.ts'
import type { Recording } from '../schedule/record.ts'
import { scheduler } from '../schedule/scheduler.ts'
import type { Situation } from '../situation.ts'
import type { Target } from '../targets/target.ts'
import { openWorld } from '../world/world.ts'
import { runTrial, type Outcome } from './trial.ts'

/** Lets a plan happen; `recording` takes down how. */
export function runPlan(
  target: Target,
  monitors: readonly Monitor[],
  plan: Plan,
  recording: Recording,
  situations: readonly Situation[] = [],
): Outcome {
  const world = openWorld(target, clusterOf(plan))
  recording.length = 0
  return runTrial(world, scheduler(world, plan), monitors, { recording, situations })
}
