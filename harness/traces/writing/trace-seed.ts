import { runPlan } from '../../campaign/run-plan.ts'
import { clusterOf } from '../../plan/cluster-of.ts'
import { planOf, type PlanOptions } from '../../plan/plans.ts'
import { blankRecording, recordedActions } from '../../schedule/record.ts'
import { embeddedCore } from '../../targets/core.ts'
import type { TraceLine } from './degrade.ts'
import { keepsAssumptions } from './keeps-assumptions.ts'
import { traceSchedule } from './trace-schedule.ts'

/**
 * The trace of a seed, run by our own core; `undefined` where its run is not one of a correct Raft, because what it
 * assumes of disks or clocks was not kept.
 */
export function traceSeed(seed: number, options: PlanOptions = {}): TraceLine[] | undefined {
  const plan = planOf(seed, options)
  const recording = blankRecording()
  runPlan(embeddedCore, [], plan, recording, [])
  const schedule = { cluster: clusterOf(plan), actions: recordedActions(recording) }
  const lines: TraceLine[] = []
  const world = traceSchedule(embeddedCore, schedule, (line) => lines.push(line))
  return keepsAssumptions(world, schedule.actions) ? lines : undefined
}
