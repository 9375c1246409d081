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
      "seed 0: 5 servers, 2130 actions, 8412405591a91015",
      "seed 1: 5 servers, 8026 actions, 7066bd4f7e91f7b0",
      "seed 2: 3 servers, 4617 actions, d38fc25dd2c03348",
      "seed 3: 4 servers, 8024 actions, de992b7987128a61",
      "seed 4: 1 servers, 1562 actions, 3362ec9d7c5eb91b",
      "seed 5: 4 servers, 2885 actions, 439d385dcbb29a9a",
      "seed 9: 2 servers, 4053 actions, ed095cc419ec0428",
      "seed 10: 7 servers, 9846 actions, a581fd66fc0428de",
      "seed 38: 6 servers, 4046 actions, feb7cad7af8c88b4",
      "seed 2147483647: 3 servers, 3227 actions, 9e832eca75c5737c",
    ]
  `)
})
