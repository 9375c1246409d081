import { expect, test } from 'vitest'
import { planOf } from '../plan/plans.ts'
import { fingerprintText } from '../schedule/fingerprint.ts'
import { blankRecording } from '../schedule/record.ts'
import { embeddedCore } from '../targets/core.ts'
import { runPlan } from './run-plan.ts'

// A change here means that every seed means something else: failing seeds that people noted down are worth nothing any
// more. It belongs into CHANGELOG.md; `npx vitest run harness/campaign/pinned-seeds -u` takes it over.
test('each seed means one run, on every machine', () => {
  const recording = blankRecording()
  const runs = [0, 1, 2, 3, 4, 5, 9, 10, 38, 0x7fffffff].map((seed) => {
    const plan = planOf(seed)
    const { actions, fingerprint } = runPlan(embeddedCore, [], plan, recording)
    return `seed ${seed}: ${plan.options.servers} servers, ${actions} actions, ${fingerprintText(fingerprint)}`
  })
  expect(runs).toMatchInlineSnapshot(`
    [
      "seed 0: 5 servers, 3898 actions, ebb01e5323bebf7e",
      "seed 1: 5 servers, 4591 actions, ff37f35227c95a89",
      "seed 2: 3 servers, 1322 actions, f7bef8604cd645d6",
      "seed 3: 4 servers, 7679 actions, 223db8a3dd6a0639",
      "seed 4: 1 servers, 2818 actions, be1c7c8a0e0346bd",
      "seed 5: 4 servers, 4635 actions, ea05d5ea5444dd90",
      "seed 9: 2 servers, 3886 actions, bd758dcbfa73f7a8",
      "seed 10: 7 servers, 12501 actions, 20525acb062bcee1",
      "seed 38: 6 servers, 5405 actions, 98f9ef7945d1725c",
      "seed 2147483647: 3 servers, 5062 actions, 274d5b6b422df5a3",
    ]
  `)
})
