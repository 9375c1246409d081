import { expect, test } from 'vitest'
import { AnswerStatus, EffectKind, type Effect } from '../../core/effect.ts'
import { Operation } from '../../core/command.ts'
import { runTrial, type Outcome } from '../../harness/campaign/trial.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { clusterOf } from '../../harness/plan/cluster-of.ts'
import { planOf } from '../../harness/plan/plans.ts'
import { scheduler } from '../../harness/schedule/scheduler.ts'
import { embeddedCore } from '../../harness/targets/core.ts'
import type { Target } from '../../harness/targets/target.ts'
import { InputKind } from '../../core/input.ts'
import { openWorld } from '../../harness/world/world.ts'
import { linearizability } from './linearizability.ts'

function run(target: Target, seed: number): Outcome {
  const plan = planOf(seed)
  const world = openWorld(target, clusterOf(plan))
  return runTrial(world, scheduler(world, plan), [linearizability as Monitor])
}

/** A core that answers reads on the spot, whoever leads. */
const hasty: Target = {
  ...embeddedCore,
  step(server, input) {
    return embeddedCore.step(server, input)
  },
}

test('the histories of the embedded core are linearizable', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { violations, undecided, gauge } = run(embeddedCore, seed)
    expect(violations).toEqual([])
    expect(undecided).toEqual([])
    expect(gauge.acknowledged).toBeGreaterThan(0)
  }
})
