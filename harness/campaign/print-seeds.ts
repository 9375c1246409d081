import { runPlan } from './run-plan.ts'
import { planOf, type PlanOptions } from '../plan/plans.ts'
import { fingerprintText } from '../schedule/fingerprint.ts'
import { blankRecording } from '../schedule/record.ts'
import type { Target } from '../targets/target.ts'

/** What a seed came to, as far as it takes to see whether two runs of it were the same. */
export interface SeedPrint {
  readonly seed: number
  readonly actions: number
  readonly fingerprint: string
}

/** Runs seeds in the order given. A run that breaks has the error for its fingerprint. */
export function printSeeds(target: Target, seeds: readonly number[], options: PlanOptions): SeedPrint[] {
  const recording = blankRecording()
  return seeds.map((seed) => {
    try {
      const { actions, fingerprint } = runPlan(target, [], planOf(seed, options), recording)
      return { seed, actions, fingerprint: fingerprintText(fingerprint) }
    } catch (error) {
      return { seed, actions: recording.length, fingerprint: `broken: ${String(error)}` }
    }
  })
}
