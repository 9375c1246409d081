import { fitting } from './harness/campaign/fitting.ts'
import { runPlan } from './harness/campaign/run-plan.ts'
import type { Outcome } from './harness/campaign/trial.ts'
import { clusterOf } from './harness/plan/cluster-of.ts'
import type { Plan } from './harness/plan/plan.ts'
import type { PlanOptions } from './harness/plan/plans.ts'
import { blankRecording, recordedActions } from './harness/schedule/record.ts'
import type { Schedule } from './harness/schedule/schedule.ts'
import { shrink, type Shrunk } from './harness/shrink/shrink.ts'
import { shrinkPlan } from './harness/shrink/shrink-plan.ts'
import type { Search } from './harness/shrink/strike.ts'
import { monitors, rules } from './properties/monitors.ts'
import type { RunTarget } from './run.ts'

/** How to shrink, beside what. */
export interface ShrinkOptions {
  /** Which violation: its identity. */
  readonly identity: string
  /** It is of a rule of single steps. */
  readonly byRules?: boolean
  /** How many actions may be tried: what bounds the time, alike on every machine; 5 million when left out. */
  readonly mostActions?: number
  /** Asked often: says that it is time to come to an end with what there is. */
  readonly isCalledOff?: () => boolean
  /** Told whenever a shorter story was found: in how many actions. */
  readonly found?: (actions: number) => void
}

const MOST_ACTIONS = 5_000_000

/** Of what may be tried, the part that goes to the plan. */
const FOR_THE_PLAN = 0.2

/** Makes a schedule that shows a violation as short as it can; `undefined` where it does not show it. */
export function shrinkSchedule(
  schedule: Schedule,
  { target }: RunTarget,
  options: ShrinkOptions,
): Shrunk | undefined {
  return shrink(searchOf(target, options), schedule)
}

/** Makes the run of a seed as short as it can: first its plan, then what happens; `undefined` where it does not show the violation. */
export function shrinkSeed(
  seed: number,
  plan: PlanOptions,
  runTarget: RunTarget,
  options: ShrinkOptions,
): Shrunk | undefined {
  const search = searchOf(runTarget.target, options)
  const { court } = search
  const rest = court.actionsLeft * (1 - FOR_THE_PLAN)
  const recording = blankRecording()
  const runIt = (tried: Plan): Outcome | undefined => {
    try {
      return runPlan(court.target, court.monitors, tried, recording)
    } catch {
      return undefined
    }
  }
  const actionsOf = (tried: Plan): number | undefined => {
    const outcome = runIt(tried)
    court.actionsLeft -= outcome?.actions ?? recording.length
    if (outcome === undefined) return undefined
    const shown = [...outcome.violations, ...outcome.rules].some((one) => one.identity === court.identity)
    return shown ? outcome.actions : undefined
  }
  const isOver = (): boolean => court.actionsLeft <= rest || search.isCalledOff()
  const simpler = shrinkPlan(seed, plan, actionsOf, isOver)
  if (simpler === undefined) return undefined
  runIt(simpler.plan)
  return shrink(search, {
    version: 1,
    target: runTarget.spec,
    cluster: clusterOf(simpler.plan),
    actions: recordedActions(recording),
  })
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
