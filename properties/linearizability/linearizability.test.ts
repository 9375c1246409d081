import { expect, test } from 'vitest'
import { Operation } from '../../core/command.ts'
import { answerTo, AnswerStatus, Needs } from '../../core/effect.ts'
import { InputKind } from '../../core/input.ts'
import { MachineKind } from '../../core/options.ts'
import { runTrial, type Outcome } from '../../harness/campaign/trial.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { clusterOf } from '../../harness/plan/cluster-of.ts'
import { planOf } from '../../harness/plan/plans.ts'
import { scheduler } from '../../harness/schedule/scheduler.ts'
import { embeddedCore } from '../../harness/targets/core.ts'
import type { Target } from '../../harness/targets/target.ts'
import { openWorld } from '../../harness/world/world.ts'
import { linearizability } from './linearizability.ts'

/** A core that answers every read on the spot, with what was there at the start. */
function forgetful(machine: MachineKind): Target {
  const value = machine === MachineKind.KeyValue ? 0 : undefined
  return {
    ...embeddedCore,
    step(server, input) {
      const isRead = input.kind === InputKind.Request && input.command.operation === Operation.Read
      if (!isRead) return embeddedCore.step(server, input)
      const { session, serial } = input.command
      const answer = { from: 0, session, serial, status: AnswerStatus.Done, value, leader: -1 }
      return { server, effects: [answerTo(answer, Needs.Nothing)] }
    },
  }
}

function run(targetFor: (machine: MachineKind) => Target, seed: number): Outcome {
  const plan = planOf(seed)
  const world = openWorld(targetFor(plan.options.machine), clusterOf(plan))
  return runTrial(world, scheduler(world, plan), [linearizability as Monitor])
}

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed)

test('the histories of the embedded core are linearizable', () => {
  const outcomes = SEEDS.map((seed) => run(() => embeddedCore, seed))
  expect(outcomes.flatMap(({ violations }) => violations)).toEqual([])
  expect(outcomes.flatMap(({ undecided }) => undecided)).toEqual([])
  expect(outcomes.some(({ gauge }) => gauge.acknowledged > 50)).toBe(true)
})

test('a core that answers reads with what was there long ago is caught, with evidence', () => {
  const violations = SEEDS.flatMap((seed) => run(forgetful, seed).violations)
  expect(violations.length).toBeGreaterThan(5)
  expect(violations.map(({ identity }) => identity)).toContain('linearizability: stale read')
  for (const { title, evidence, reason } of violations) {
    expect(reason).not.toMatch(/\d/)
    expect(title).toMatch(/k[1-4]/)
    expect(
      evidence.every((line) =>
        /^C\d+\.\d+ .* k[1-4].*: called \d+, (never answered|answered \d+)$/.test(line),
      ),
    ).toBe(true)
  }
})
