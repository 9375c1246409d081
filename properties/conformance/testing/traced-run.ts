import { runPlan } from '../../../harness/campaign/run-plan.ts'
import { clusterOf } from '../../../harness/plan/cluster-of.ts'
import { planOf, type PlanOptions } from '../../../harness/plan/plans.ts'
import { blankRecording, recordedActions } from '../../../harness/schedule/record.ts'
import { embeddedCore } from '../../../harness/targets/core.ts'
import { bytesOf, type TraceLine } from '../../../harness/traces/writing/degrade.ts'
import { keepsAssumptions } from '../../../harness/traces/writing/keeps-assumptions.ts'
import { traceSchedule } from '../../../harness/traces/writing/trace-schedule.ts'
import { judgeTrace, type TraceVerdict } from '../judge-trace.ts'

/**
 * The trace of a seed, run by our own core; `undefined` where its run is not one of a correct Raft, because what it
 * assumes of disks or clocks was not kept.
 */
export function tracedRun(seed: number, options: PlanOptions = {}): TraceLine[] | undefined {
  const plan = planOf(seed, options)
  const recording = blankRecording()
  runPlan(embeddedCore, [], plan, recording, [])
  const schedule = { cluster: clusterOf(plan), actions: recordedActions(recording) }
  const lines: TraceLine[] = []
  const world = traceSchedule(embeddedCore, schedule, (line) => lines.push(line))
  return keepsAssumptions(world, schedule.actions) ? lines : undefined
}

/** What comes of a trace of these lines, in a file or in several. */
export function verdictOn(...files: readonly (readonly TraceLine[])[]): TraceVerdict {
  return judgeTrace(files.map((lines, place) => ({ name: `file ${place + 1}`, bytes: bytesOf(lines) })))
}

/** The rule that a trace is rejected by, and at which line; `accept`, or `undecided`. */
export function ruleAgainst(...files: readonly (readonly TraceLine[])[]): string {
  const { verdict, rejection } = verdictOn(...files)
  return rejection === null ? verdict : `${rejection.fault.rule}, line ${rejection.at.line}`
}
