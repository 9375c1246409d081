import { expect, test } from 'vitest'
import { Operation } from '../../core/command.ts'
import { answerTo, AnswerStatus, Needs } from '../../core/effect.ts'
import { InputKind } from '../../core/input.ts'
import { machineOf } from '../../core/machines/machine.ts'
import { NOBODY, type Server } from '../../core/server.ts'
import { runTrial, type Outcome } from '../../harness/campaign/trial.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { clusterOf } from '../../harness/plan/cluster-of.ts'
import { planOf } from '../../harness/plan/plans.ts'
import { scheduler } from '../../harness/schedule/scheduler.ts'
import { embeddedCore } from '../../harness/targets/core.ts'
import type { Target } from '../../harness/targets/target.ts'
import { openWorld } from '../../harness/world/world.ts'
import { linearizability } from './linearizability.ts'

/** A core that answers a read on the spot with what it has, whether it leads or not. */
const hasty: Target = {
  ...embeddedCore,
  step(state, input) {
    if (input.kind !== InputKind.Request || input.command.operation !== Operation.Read)
      return embeddedCore.step(state, input)
    const { id, options, machine } = state as Server
    const { session, serial } = input.command
    const value = machineOf(options.machine).answer(machine, input.command)
    const answer = { from: id, session, serial, status: AnswerStatus.Done, value, leader: NOBODY }
    return { server: state, effects: [answerTo(answer, Needs.Nothing)] }
  },
}

function run(target: Target, seed: number): Outcome {
  const plan = planOf(seed)
  const world = openWorld(target, clusterOf(plan))
  return runTrial(world, scheduler(world, plan), [linearizability as Monitor])
}

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed)

test('the histories of the embedded core are linearizable', () => {
  const outcomes = SEEDS.map((seed) => run(embeddedCore, seed))
  expect(outcomes.flatMap(({ violations }) => violations)).toEqual([])
  expect(outcomes.flatMap(({ undecided }) => undecided)).toEqual([])
  expect(outcomes.some(({ gauge }) => gauge.acknowledged > 50)).toBe(true)
})

test('a core whose servers answer reads without asking anybody is caught, with evidence', () => {
  const violations = SEEDS.flatMap((seed) => run(hasty, seed).violations)
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
