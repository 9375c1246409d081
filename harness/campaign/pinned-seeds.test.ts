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
      "seed 0: 5 servers, 3441 actions, a15b02131fbf688a",
      "seed 1: 5 servers, 2950 actions, d1856e7a23bd274d",
      "seed 2: 3 servers, 6512 actions, 7c7325d700a46796",
      "seed 3: 4 servers, 7052 actions, 8e223f78a2600ed8",
      "seed 4: 1 servers, 2417 actions, 241fc5c3b14bacef",
      "seed 5: 4 servers, 2159 actions, f0534810d28bb6e2",
      "seed 9: 2 servers, 4299 actions, f2a8d9d9fec8c86d",
      "seed 10: 7 servers, 19220 actions, fed935e9c097dc68",
      "seed 38: 6 servers, 5746 actions, 58b0f592f1f16385",
      "seed 2147483647: 3 servers, 2832 actions, 3f48631107ec96be",
    ]
  `)
})
