import { fitting } from './harness/campaign/fitting.ts'
import { runPlan } from './harness/campaign/run-plan.ts'
import type { Outcome } from './harness/campaign/trial.ts'
import { clusterOf } from './harness/plan/cluster-of.ts'
import type { Plan } from './harness/plan/plan.ts'
import { planOf, type PlanOptions } from './harness/plan/plans.ts'
import { blankRecording, recordedActions, type Recording } from './harness/schedule/record.ts'
import type { Schedule } from './harness/schedule/schedule.ts'
import type { Shrinkable } from './harness/shrink/shrink-job.ts'
import { shrink, type Shrunk } from './harness/shrink/shrink.ts'
import { partThatShows, shrinkPlan } from './harness/shrink/shrink-plan.ts'
import { stormParts, type StormPart } from './harness/shrink/storm-part.ts'
import { isOver, within, type Search } from './harness/shrink/strike.ts'
import type { TargetSpec } from './harness/targets/target.ts'
import { monitors, rules } from './properties/monitors.ts'
import type { RunTarget } from './run.ts'

/** How to shrink, beside what. */
export interface ShrinkOptions {
  /** Which violation: its identity. */
  readonly identity: string
  /** It is of a rule of single steps. */
  readonly byRules?: boolean
  /** How many actions may be tried: what bounds the time, alike on every machine; 8 million when left out. */
  readonly mostActions?: number
  /** Asked often: says that it is time to come to an end with what there is. */
  readonly isCalledOff?: () => boolean
  /** Told whenever a shorter story was found: in how many actions. */
  readonly found?: (actions: number) => void
}

const MOST_ACTIONS = 8_000_000

/** Of what may be tried, the part that goes to the plan, and of that the part that goes to looking for a part of its storm. */
const FOR_THE_PLAN = 0.4
const FOR_PARTS = 0.6

/** A story of more lines is hard to read: it is told again from another part of the storm, and may come out shorter. */
const READABLE = 24

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
  const parts = stormParts()
  let best: Shrunk | undefined
  do {
    const schedule = simplerRun(search, what, parts, best === undefined, runTarget.spec)
    const shrunk = schedule === undefined ? undefined : shrink(search, schedule)
    if (shrunk === undefined) return best
    if (best === undefined || lengthOf(shrunk) < lengthOf(best)) best = shrunk
  } while (lengthOf(best) > READABLE && !isOver(search))
  return best
}

function lengthOf({ schedule }: Shrunk): number {
  return schedule.actions.length
}

/**
 * The run of the simplest plan that fast-check comes to from that of a seed, or from the next part of its storm that shows
 * the violation alone. `orWhole`: where no part does, from the whole storm.
 */
function simplerRun(
  search: Search,
  { seed, plan: options }: { readonly seed: number; readonly plan: PlanOptions },
  parts: Iterator<StormPart, never>,
  orWhole: boolean,
  target: TargetSpec,
): Schedule | undefined {
  const { court } = search
  const recording = blankRecording()
  const actionsOf = (tried: Plan): number | undefined => {
    const outcome = tryPlan(court, tried, recording)
    court.actionsLeft -= Math.max(outcome?.actions ?? recording.length, 1)
    const shown = [...(outcome?.violations ?? []), ...(outcome?.rules ?? [])]
    return shown.some(({ identity }) => identity === court.identity) ? outcome?.actions : undefined
  }
  const over = (): boolean => isOver(search)
  const simpler = within(search, FOR_THE_PLAN, () => {
    const part = within(search, FOR_PARTS, () => partThatShows(planOf(seed, options), parts, actionsOf, over))
    return part === undefined && !orWhole ? undefined : shrinkPlan(seed, options, part, actionsOf, over)
  })
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
  let least = Infinity
  return {
    court,
    isCalledOff: options.isCalledOff ?? (() => false),
    found: ({ story: { items } }) => {
      if (items.length < least) options.found?.((least = items.length))
    },
  }
}
