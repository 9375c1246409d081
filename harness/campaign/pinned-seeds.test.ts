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
      "seed 0: 5 servers, 2987 actions, b5bc0526dd5c6e7a",
      "seed 1: 5 servers, 9146 actions, 770416964351dda3",
      "seed 2: 3 servers, 2738 actions, 2df6d67947d3f726",
      "seed 3: 4 servers, 8914 actions, ede0f650c293e521",
      "seed 4: 1 servers, 1980 actions, a96193120eb409e0",
      "seed 5: 4 servers, 1777 actions, 2c78e75ade948226",
      "seed 9: 2 servers, 4601 actions, 511a2a6a9ec5b640",
      "seed 10: 7 servers, 8732 actions, f0c5c8d81a351b77",
      "seed 38: 6 servers, 5236 actions, 7aa2353aecc3cd21",
      "seed 2147483647: 3 servers, 881 actions, 848d383571da4c71",
    ]
  `)
})
