import { expect, test } from 'vitest'
import { planOf } from '../plan/plans.ts'
import { fingerprintText } from '../schedule/fingerprint.ts'
import { blankRecording } from '../schedule/record.ts'
import { embeddedCore } from '../targets/core.ts'
import type { Target } from '../targets/target.ts'
import { runPlan } from './run-plan.ts'

/** The core, reading all of its disk at every start. */
const forgetful: Target = {
  ...embeddedCore,
  boot: (id, options, disk) => embeddedCore.boot(id, options, disk),
}

test('what earlier starts made of the disk saves time, and makes no other difference', () => {
  const recording = blankRecording()
  const printOf = (target: Target, seed: number): string =>
    fingerprintText(runPlan(target, [], planOf(seed, { storm: 3_000_000 }), recording).fingerprint)
  for (let seed = 0; seed < 60; seed++) expect(printOf(forgetful, seed)).toBe(printOf(embeddedCore, seed))
})
