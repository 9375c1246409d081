import { fitting } from './harness/campaign/fitting.ts'
import { runPlan } from './harness/campaign/run-plan.ts'
import type { Outcome } from './harness/campaign/trial.ts'
import { clusterOf } from './harness/plan/cluster-of.ts'
import type { Plan } from './harness/plan/plan.ts'
import type { PlanOptions } from './harness/plan/plans.ts'
import { blankRecording, recordedActions, type Recording } from './harness/schedule/record.ts'
import type { Schedule } from './harness/schedule/schedule.ts'
import type { Shrinkable } from './harness/shrink/shrink-job.ts'
import { shrink, type Shrunk } from './harness/shrink/shrink.ts'
import { shrinkPlan } from './harness/shrink/shrink-plan.ts'
import type { Search } from './harness/shrink/strike.ts'
import type { TargetSpec } from './harness/targets/target.ts'
import { monitors, rules } from './properties/monitors.ts'
import type { RunTarget } from './run.ts'

/** How to shrink, beside what. */
export interface ShrinkOptions {
  /** Which violation: its identity. */
  readonly identity: string
  /** It is of a rule of single steps. */
  readonly byRules?: boolean
  /** How many actions may be tried: what bounds the time, alike on every machine; 6 million when left out. */
  readonly mostActions?: number
  /** Asked often: says that it is time to come to an end with what there is. */
  readonly isCalledOff?: () => boolean
  /** Told whenever a shorter story was found: in how many actions. */
  readonly found?: (actions: number) => void
}

const MOST_ACTIONS = 6_000_000

/** Of what may be tried, the part that goes to the plan. */
const FOR_THE_PLAN = 0.3

/**
 * Makes a run as short as it can, of a seed first its plan, then what happens in it; `undefined` where it does not show the
 * violation. It takes seconds, and this thread.
 */
export function shrinkRun(
  what: Shrinkable,
  runTarget: RunTarget,
  options: ShrinkOptions,
): Shrunk | undefined {
  const search = searchOf(runTarget.target, options)
  if ('schedule' in what) return shrink(search, what.schedule)
  const schedule = simplerRun(search, what.seed, what.plan, runTarget.spec)
  return schedule === undefined ? undefined : shrink(search, schedule)
}

/** The run of the simplest plan that fast-check comes to from that of a seed. */
function simplerRun(
  search: Search,
  seed: number,
  plan: PlanOptions,
  target: TargetSpec,
): Schedule | undefined {
  const { court } = search
  const recording = blankRecording()
  const before = court.actionsLeft
  const actionsOf = (tried: Plan): number | undefined => {
    const outcome = tryPlan(court, tried, recording)
    court.actionsLeft -= outcome?.actions ?? recording.length
    if (outcome === undefined) return undefined
    const shown = [...outcome.violations, ...outcome.rules].some(
      ({ identity }) => identity === court.identity,
    )
    return shown ? outcome.actions : undefined
  }
  const isOver = (share: number): boolean =>
    before - court.actionsLeft >= before * FOR_THE_PLAN * share || search.isCalledOff()
  const simpler = shrinkPlan(seed, plan, actionsOf, isOver)
  if (simpler === undefined) return undefined
  tryPlan(court, simpler.plan, recording)
  const cluster = clusterOf(simpler.plan)
  return { version: 1, target, cluster, actions: recordedActions(recording) }
}

/** Lets a plan happen; `undefined` where the target fails. */
function tryPlan(court: Search['court'], plan: Plan, recording: Recording): Outcome | undefined {
  try {
    return runPlan(court.target, court.monitors, plan, recording)
  } catch {
    return undefined
  }
}

function searchOf(target: RunTarget['target'], options: ShrinkOptions): Search {
  const checked = options.byRules === true ? [...monitors, ...rules] : monitors
  const court = {
    target,
    monitors: fitting(target, checked).checked,
    identity: options.identity,
    actionsLeft: options.mostActions ?? MOST_ACTIONS,
  }
  return {
    court,
    isCalledOff: options.isCalledOff ?? (() => false),
    found: ({ story }) => options.found?.(story.items.length),
  }
}
