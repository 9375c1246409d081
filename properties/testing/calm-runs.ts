import { runTrial, type Outcome } from '../../harness/campaign/trial.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { clusterOf } from '../../harness/plan/cluster-of.ts'
import type { Plan } from '../../harness/plan/plan.ts'
import { planOf } from '../../harness/plan/plans.ts'
import type { Chooser } from '../../harness/schedule/chooser.ts'
import { scheduler } from '../../harness/schedule/scheduler.ts'
import { embeddedCore } from '../../harness/targets/core.ts'
import type { Target } from '../../harness/targets/target.ts'
import { ActionKind, type Action } from '../../harness/world/action.ts'
import { openWorld, type World } from '../../harness/world/world.ts'
import { monitors } from '../monitors.ts'

/** A run that ends in a calm: what is under test, and what befalls it last. */
export interface CalmRun {
  readonly target?: Target
  /** Those of liveness, where nothing else is said. */
  readonly judges?: readonly Monitor[]
  /** What happens at the end of the storm, found in the world as it is then. */
  readonly last?: (world: World) => readonly Action[]
}

/** The monitors of liveness. */
export const LIVENESS = monitors.filter(({ grade }) => grade === 'liveness')

/** A short storm without faults of three servers, with these features, and a calm after it; its options can be set. */
export function calmPlan(
  seed: number,
  features: Parameters<typeof planOf>[1],
  options: Partial<Plan['options']> = {},
): Plan {
  const calmSeed = Array.from({ length: 64 }, (_, turn) => seed * 64 + turn).find(
    (one) => planOf(one, features).calm > 0,
  ) as number
  const plan = planOf(calmSeed, { servers: 3, storm: 600_000, ...features })
  return { ...plan, options: { ...plan.options, ...options }, episodes: [], severed: [] }
}

/** Lets a plan happen, and what befalls it last, and then the calm. */
export function runToCalm(
  plan: Plan,
  { target = embeddedCore, judges = LIVENESS, last }: CalmRun = {},
): Outcome {
  const world = openWorld(target, clusterOf(plan))
  const { see, next } = scheduler(world, plan)
  let rest: Action[] | undefined
  const chooser: Chooser = {
    see,
    next: () => {
      const action = rest === undefined ? next() : undefined
      if (action !== undefined && action.kind !== ActionKind.Calm) return action
      rest ??= [...(last?.(world) ?? []), ...(action === undefined ? [] : [action])]
      return rest.shift()
    },
  }
  return runTrial(world, chooser, judges)
}

/** What was found in a run, by property and reason. */
export function found({ violations }: Outcome): string[] {
  return violations.map(({ identity }) => identity)
}
