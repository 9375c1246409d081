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
      "seed 0: 5 servers, 2965 actions, ab5a6c971f5d4189",
      "seed 1: 5 servers, 9146 actions, 770416964351dda3",
      "seed 2: 3 servers, 2819 actions, b2f2e6ca71d32df3",
      "seed 3: 4 servers, 8865 actions, 5d7614c6dbc0047d",
      "seed 4: 1 servers, 1968 actions, a8a58563caa7dbde",
      "seed 5: 4 servers, 1777 actions, 2c78e75ade948226",
      "seed 9: 2 servers, 4879 actions, 7c00f8c934858e7d",
      "seed 10: 7 servers, 7713 actions, 68e52472611a59ad",
      "seed 38: 6 servers, 5236 actions, 7aa2353aecc3cd21",
      "seed 2147483647: 3 servers, 875 actions, 2a0e23f54ffdefdb",
    ]
  `)
})
