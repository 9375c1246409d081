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
      "seed 0: 5 servers, 2665 actions, fee4fa938c2be4bc",
      "seed 1: 5 servers, 3977 actions, 31f19daaf1da07d2",
      "seed 2: 3 servers, 2868 actions, c582ddd58d459cc0",
      "seed 3: 4 servers, 9701 actions, 9b0f1754fc829011",
      "seed 4: 1 servers, 1411 actions, 48305c13bf372797",
      "seed 5: 4 servers, 1591 actions, 97e2161f750cf78f",
      "seed 9: 2 servers, 822 actions, 3c72f2aec84826e7",
      "seed 10: 7 servers, 3748 actions, bb371b28cee5725d",
      "seed 38: 6 servers, 11899 actions, 3f7c1a9ba5b287d8",
      "seed 2147483647: 3 servers, 2427 actions, 888242478b513da9",
    ]
  `)
})
