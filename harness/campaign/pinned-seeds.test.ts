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
      "seed 0: 5 servers, 3419 actions, f4ccf9fcb98f8bc7",
      "seed 1: 5 servers, 2947 actions, a159e40e546d908b",
      "seed 2: 3 servers, 6564 actions, 7859381ebd48f7ff",
      "seed 3: 4 servers, 7042 actions, a055286e3c39fc95",
      "seed 4: 1 servers, 2403 actions, 64c5f9a23753f0ac",
      "seed 5: 4 servers, 1775 actions, 1ad3ef8161996823",
      "seed 9: 2 servers, 4190 actions, 2208d39c9b73a9bd",
      "seed 10: 7 servers, 19036 actions, 5d90c1aa4dbd1e27",
      "seed 38: 6 servers, 5582 actions, 48ecb0d6c0bf43f1",
      "seed 2147483647: 3 servers, 2495 actions, ad4525a2c3fd692b",
    ]
  `)
})
