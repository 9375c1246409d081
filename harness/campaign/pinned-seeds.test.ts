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
      "seed 0: 5 servers, 3039 actions, ae03ef51cb17d650",
      "seed 1: 5 servers, 6437 actions, f0cb47c94fec5158",
      "seed 2: 3 servers, 2715 actions, a2235c268f720299",
      "seed 3: 4 servers, 8375 actions, 524a9951772bc7e5",
      "seed 4: 1 servers, 1351 actions, 548d690e7561da92",
      "seed 5: 4 servers, 1584 actions, 2aee5e839f6963ec",
      "seed 9: 2 servers, 822 actions, bf388599bc7ca0f1",
      "seed 10: 7 servers, 3567 actions, 458599f263e7c580",
      "seed 38: 6 servers, 8241 actions, 27dd3e9b53b5d174",
      "seed 2147483647: 3 servers, 2412 actions, 5c8e57dca87934fc",
    ]
  `)
})
