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
      "seed 1: 5 servers, 9163 actions, ed94525dc2ee65d1",
      "seed 2: 3 servers, 2896 actions, 51344191a6029e40",
      "seed 3: 4 servers, 9030 actions, 8c2d384259796ac3",
      "seed 4: 1 servers, 1935 actions, d85c1d158306c7f5",
      "seed 5: 4 servers, 2568 actions, 1cce08d9c590d566",
      "seed 9: 2 servers, 4747 actions, c3a9c2f3084bc9c2",
      "seed 10: 7 servers, 9868 actions, 0b0d9b9e0fddb5f1",
      "seed 38: 6 servers, 5528 actions, 1777369881027045",
      "seed 2147483647: 3 servers, 978 actions, 7a6035b16a21fad2",
    ]
  `)
})
