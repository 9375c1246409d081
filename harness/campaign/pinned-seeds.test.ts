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
      "seed 0: 5 servers, 2975 actions, e1fe267931a10752",
      "seed 1: 5 servers, 9146 actions, 770416964351dda3",
      "seed 2: 3 servers, 3072 actions, 428782c6063c8dac",
      "seed 3: 4 servers, 8813 actions, bc96ba3660a647ca",
      "seed 4: 1 servers, 2027 actions, 1efadd48170be4af",
      "seed 5: 4 servers, 1777 actions, 2c78e75ade948226",
      "seed 9: 2 servers, 4589 actions, ace396292956f297",
      "seed 10: 7 servers, 7713 actions, 68e52472611a59ad",
      "seed 38: 6 servers, 5236 actions, 441ca4b280db206d",
      "seed 2147483647: 3 servers, 868 actions, e8f8ad28b695a7a9",
    ]
  `)
})
