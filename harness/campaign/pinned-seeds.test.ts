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
      "seed 0: 5 servers, 1983 actions, 1f117f38d0f0845a",
      "seed 1: 5 servers, 7742 actions, 4ea1cb4bb64af056",
      "seed 2: 3 servers, 2209 actions, dd7aea89d1bfec8c",
      "seed 3: 4 servers, 6436 actions, 6d0dec3b5324c014",
      "seed 4: 1 servers, 1641 actions, edb89bbc44c64160",
      "seed 5: 4 servers, 2043 actions, 062a7deef25f9e3e",
      "seed 9: 2 servers, 2669 actions, 804153c13ef49a34",
      "seed 10: 7 servers, 12939 actions, b1c09bc0a00a502f",
      "seed 38: 6 servers, 8148 actions, c2aa9d214f4b1fea",
      "seed 2147483647: 3 servers, 3424 actions, 46a48c309fe67bdf",
    ]
  `)
})
