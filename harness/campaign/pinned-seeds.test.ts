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
      "seed 0: 5 servers, 2987 actions, 124c90ee833f7434",
      "seed 1: 5 servers, 9146 actions, 85e99b549a87d3c2",
      "seed 2: 3 servers, 2738 actions, 7c10f41417fd9106",
      "seed 3: 4 servers, 8914 actions, 73885a07433a57c9",
      "seed 4: 1 servers, 1980 actions, 944215778da80bf0",
      "seed 5: 4 servers, 1777 actions, aedcf406c54ca0c8",
      "seed 9: 2 servers, 4601 actions, 6717f10bdb62fac3",
      "seed 10: 7 servers, 8732 actions, 90f180f3d895673b",
      "seed 38: 6 servers, 5236 actions, 02ae1626c56b4078",
      "seed 2147483647: 3 servers, 881 actions, 05cae0eee4553258",
    ]
  `)
})
