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
      "seed 0: 5 servers, 3898 actions, 9af5710ed908c76d",
      "seed 1: 5 servers, 4589 actions, 303bd9068f3c1a89",
      "seed 2: 3 servers, 1322 actions, f7bef8604cd645d6",
      "seed 3: 4 servers, 7683 actions, fa40038f4d46fab2",
      "seed 4: 1 servers, 2838 actions, 2ea693370491f793",
      "seed 5: 4 servers, 4632 actions, 9302cae2106b6bf8",
      "seed 9: 2 servers, 3886 actions, bd758dcbfa73f7a8",
      "seed 10: 7 servers, 12531 actions, 8f5d53e056d1d48d",
      "seed 38: 6 servers, 5469 actions, 7668825b9ba7cf92",
      "seed 2147483647: 3 servers, 5069 actions, c34a8880ad43090c",
    ]
  `)
})
