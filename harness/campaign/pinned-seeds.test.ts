import { expect, test } from 'vitest'
import { planOf } from '../plan/plans.ts'
import { fingerprintText } from '../schedule/fingerprint.ts'
import { blankRecording } from '../schedule/record.ts'
import { embeddedCore } from '../targets/core.ts'
import { runPlan } from './run-plan.ts'

// A change here means that every seed means something else: failing seeds that people noted down are worth nothing any
// more. It belongs into CHANGELOG.md; `npx vitest run -u` takes it over.
test('each seed means one run, on every machine', () => {
  const recording = blankRecording()
  const runs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 0x7fffffff].map((seed) => {
    const plan = planOf(seed)
    const { actions, fingerprint } = runPlan(embeddedCore, [], plan, recording)
    return `seed ${seed}: ${plan.options.servers} servers, ${actions} actions, ${fingerprintText(fingerprint)}`
  })
  expect(runs).toMatchInlineSnapshot(`
    [
      "seed 0: 5 servers, 7021 actions, d0f9cda167b6d36b",
      "seed 1: 5 servers, 4978 actions, 3a019e3c70830350",
      "seed 2: 3 servers, 1130 actions, 40e39a85114ffa3a",
      "seed 3: 4 servers, 4151 actions, f0a935e28ad94e6a",
      "seed 4: 1 servers, 1497 actions, 5b387cf00d53e673",
      "seed 5: 4 servers, 929 actions, d3f81a8b1b020a31",
      "seed 6: 5 servers, 2546 actions, 884947790be74b04",
      "seed 7: 5 servers, 9794 actions, 2d700a05e074e675",
      "seed 8: 5 servers, 5775 actions, 04ec6d9f4f0f2169",
      "seed 2147483647: 3 servers, 7815 actions, 106841331d49480f",
    ]
  `)
})
