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
      "seed 0: 5 servers, 3479 actions, 408766e2949becbe",
      "seed 1: 5 servers, 4591 actions, ff37f35227c95a89",
      "seed 2: 3 servers, 1347 actions, 7e29f2d122e89e94",
      "seed 3: 4 servers, 5870 actions, 713392bbdce47f25",
      "seed 4: 1 servers, 2087 actions, b6e86a4236decc1a",
      "seed 5: 4 servers, 2778 actions, e31edafea38160eb",
      "seed 9: 2 servers, 1551 actions, 4d69667a2851986f",
      "seed 10: 7 servers, 10040 actions, 921f51462fa09865",
      "seed 38: 6 servers, 4869 actions, 4744dbea04439d7f",
      "seed 2147483647: 3 servers, 4709 actions, 590b9af5c0e7e49b",
    ]
  `)
})
