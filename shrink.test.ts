import { expect, test } from 'vitest'
import { shrinkTogether } from './shrink-together.ts'
import { loadTarget } from './harness/targets/load-target.ts'
import { ActionKind } from './harness/world/action.ts'
import { monitors } from './properties/monitors.ts'
import { replaySchedule, replaySeed } from './run.ts'
import { playScenario } from './scenarios/play.ts'
import { shrunkText } from './scenarios/recorded.ts'
import { readScenario } from './scenarios/text/read-scenario.ts'
import { findBug } from './scenarios/zoo/zoo.ts'
import { shrinkRun } from './shrink.ts'

async function targetWith(bug: string) {
  const spec = { kind: 'core' as const, patch: findBug(bug).patch }
  return { spec, target: await loadTarget(spec) }
}

test('a failing seed becomes a story of a few lines, every one of them needed, that shows the same as text', async () => {
  const runTarget = await targetWith('V-D1')
  const [violation] = replaySeed(1, {}, runTarget).outcome.violations
  const identity = violation?.identity as string
  const shrunk = shrinkRun({ seed: 1, plan: {} }, runTarget, { identity })
  const { schedule, minimal } = shrunk as NonNullable<typeof shrunk>
  expect(shrunk?.violation.identity).toBe(identity)
  expect(minimal).toBe(true)
  expect(schedule.actions.length).toBeLessThanOrEqual(16)

  const text = shrunkText(shrunk as NonNullable<typeof shrunk>, 'seed 1', 141)
  const played = playScenario(readScenario(text, 'story'), runTarget.target, monitors)
  expect(played.passed).toBe(true)
  expect(played.outcome.violations.map((one) => one.identity)).toEqual([identity])

  for (const struck of schedule.actions) {
    const actions = schedule.actions.filter((one) => one !== struck)
    const { violations } = await replaySchedule({ ...schedule, actions }, { lenient: true })
    expect(violations.map((one) => one.identity)).not.toContain(identity)
  }
}, 60_000)

test('of a run that violates liveness the storm is shrunk, and the calm stays its last line', async () => {
  const runTarget = await targetWith('V-LV4')
  const [violation] = replaySeed(1, {}, runTarget).outcome.violations
  expect(violation?.grade).toBe('liveness')
  const identity = violation?.identity as string
  const shrunk = shrinkRun({ seed: 1, plan: {} }, runTarget, { identity, mostActions: 400_000 })
  const { actions } = (shrunk as NonNullable<typeof shrunk>).schedule
  expect(actions.at(-1)?.kind).toBe(ActionKind.Calm)
  expect(actions.length).toBeLessThan(40)
}, 60_000)

test('threads shrink several runs at once, and end with what there is when they are called off', async () => {
  const { spec } = await targetWith('V-E8')
  const identity = 'committed means durable on a quorum: committed without being durable on a quorum'
  const controller = new AbortController()
  controller.abort()
  const runs = [3, 4].map((seed) => ({ what: { seed, plan: {} }, identity }))
  const [one] = await shrinkTogether(spec, runs, { signal: controller.signal })
  expect(one?.minimal).toBe(false)
  expect(one?.violation.identity).toBe(identity)
}, 60_000)
