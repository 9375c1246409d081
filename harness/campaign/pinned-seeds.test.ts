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
      "seed 0: 5 servers, 3792 actions, 1640ae6ad38af35d",
      "seed 1: 5 servers, 4430 actions, b8e4c46c70cc03d4",
      "seed 2: 3 servers, 1836 actions, a6d325afcf35ffe3",
      "seed 3: 4 servers, 7483 actions, ecf12735aac809c6",
      "seed 4: 1 servers, 2763 actions, 7fc5b41549a8be14",
      "seed 5: 4 servers, 5025 actions, 48e0acc1f03b1056",
      "seed 9: 2 servers, 3886 actions, 875faa0dddd1068a",
      "seed 10: 7 servers, 12208 actions, 743b69ffd1dc1516",
      "seed 38: 6 servers, 4758 actions, 4daa6034383c742d",
      "seed 2147483647: 3 servers, 4953 actions, 59b91636e0ddf0af",
    ]
  `)
})
