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
      "seed 0: 5 servers, 1954 actions, 7e8006fb401b23b9",
      "seed 1: 5 servers, 3889 actions, 4227a18eb27cb336",
      "seed 2: 3 servers, 4469 actions, 5eb942515b0e5e58",
      "seed 3: 4 servers, 7485 actions, 7d09d02799cdb946",
      "seed 4: 1 servers, 2161 actions, c554a98e973efbd3",
      "seed 5: 4 servers, 1918 actions, 7ebc7bc533038b8b",
      "seed 9: 2 servers, 2587 actions, 991e8fb7a7cfc8df",
      "seed 10: 7 servers, 3071 actions, f2df0800b4af9877",
      "seed 38: 6 servers, 15706 actions, d7e3609bcfea1be4",
      "seed 2147483647: 3 servers, 3914 actions, 6f49e21234f1a421",
    ]
  `)
})
