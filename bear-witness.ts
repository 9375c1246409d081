import { runPlan } from './harness/campaign/run-plan.ts'
import type { Monitor } from './harness/monitor.ts'
import type { FaultKind } from './harness/plan/fault-kind.ts'
import type { Plan } from './harness/plan/plan.ts'
import { planOf } from './harness/plan/plans.ts'
import { blankRecording } from './harness/schedule/record.ts'
import { embeddedCore } from './harness/targets/core.ts'
import { loadTarget } from './harness/targets/load-target.ts'
import { monitors } from './properties/monitors.ts'
import { situations } from './properties/situations.ts'
import { findBug } from './scenarios/zoo/zoo.ts'
import type { Evidence, Witness } from './witnesses.ts'

/** Of a witness's seeds, how many come to what it names: with its fault, and without. */
export interface Testimony {
  readonly with: number
  readonly without: number
}

/** Runs the seeds of a witness in both settings. */
export async function bearWitness({ fault, seenBy, seeds, beside, plan }: Witness): Promise<Testimony> {
  const isSeen = await seeing(seenBy)
  const count = (faults: readonly FaultKind[]): number => {
    let seen = 0
    for (let seed = 1; seed <= seeds; seed++) if (isSeen(planOf(seed, { ...plan, faults }))) seen++
    return seen
  }
  return { with: count([...beside, fault]), without: count(beside) }
}

/**
 * Whether a plan's run comes to it. Situations are looked out for in the storm alone: all that was stopped or held back
 * comes to life in a calm, whatever the plan says. A bug that only liveness shows needs the calm.
 */
async function seeing(evidence: Evidence): Promise<(plan: Plan) => boolean> {
  const recording = blankRecording()
  if ('situation' in evidence) {
    const wanted = situations.filter(({ name }) => name === evidence.situation)
    return (plan) => runPlan(embeddedCore, [], stormOf(plan), recording, wanted).reached.length > 0
  }
  if ('breaks' in evidence) {
    const judges = monitors.filter(({ name }) => name === evidence.breaks).map(unexcused)
    return (plan) => runPlan(embeddedCore, judges, stormOf(plan), recording).violations.length > 0
  }
  const { patch, bug } = findBug(evidence.bug)
  const target = await loadTarget({ kind: 'core', patch })
  const judges = monitors.filter(({ name }) => bug?.property.includes(name))
  return (plan) => runPlan(target, judges, plan, recording).violations.length > 0
}

function stormOf(plan: Plan): Plan {
  return { ...plan, calm: 0 }
}

/** A monitor under another name: what excuses a property once a fault has landed that breaks it goes by its name. */
function unexcused(monitor: Monitor): Monitor {
  return { ...monitor, name: `${monitor.name}, excused or not` }
}
