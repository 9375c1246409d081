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
      "seed 0: 5 servers, 2618 actions, 38729ea282889ec2",
      "seed 1: 5 servers, 4850 actions, 48f7cbf01187e96e",
      "seed 2: 3 servers, 2656 actions, 73926bf59f386942",
      "seed 3: 4 servers, 8757 actions, 728bbe1e3c6b2783",
      "seed 4: 1 servers, 1356 actions, c8bd9281db964382",
      "seed 5: 4 servers, 1595 actions, 2eecea7df1978f79",
      "seed 9: 2 servers, 968 actions, 9c2ef0232175d949",
      "seed 10: 7 servers, 3628 actions, a6067cd7be58892a",
      "seed 38: 6 servers, 7682 actions, 7fa831457f0152f3",
      "seed 2147483647: 3 servers, 2694 actions, 314fa38068a2766d",
    ]
  `)
})
