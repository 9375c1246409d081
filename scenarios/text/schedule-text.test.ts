import { expect, test } from 'vitest'
import { runTrial } from '../../harness/campaign/trial.ts'
import { clusterOf } from '../../harness/plan/cluster-of.ts'
import { planOf } from '../../harness/plan/plans.ts'
import { blankRecording, recordedActions } from '../../harness/schedule/record.ts'
import type { Schedule } from '../../harness/schedule/schedule.ts'
import { scheduler } from '../../harness/schedule/scheduler.ts'
import { embeddedCore } from '../../harness/targets/core.ts'
import { action, ActionKind } from '../../harness/world/action.ts'
import { openWorld } from '../../harness/world/world.ts'
import { playScenario } from '../play.ts'
import { readScenario } from './read-scenario.ts'
import { scenarioOf, scheduleOf } from './schedule-text.ts'
import { writeScenario } from './write-scenario.ts'

const SEEDS = Array.from({ length: 12 }, (_, place) => place + 1)

function recorded(seed: number): { schedule: Schedule; outcome: ReturnType<typeof runTrial> } {
  const plan = planOf(seed, { storm: 700_000 })
  const cluster = clusterOf(plan)
  const world = openWorld(embeddedCore, cluster)
  const recording = blankRecording()
  const outcome = runTrial(world, scheduler(world, plan), [], { recording })
  return {
    schedule: { version: 1, target: { kind: 'core' }, cluster, actions: recordedActions(recording) },
    outcome,
  }
}

test('the schedule of a fuzzed run comes back from its text, and plays as the same run', () => {
  const kinds = new Set<number>()
  for (const seed of SEEDS) {
    const { schedule, outcome } = recorded(seed)
    const scenario = scenarioOf(schedule, { file: 'run.scenario', title: `Seed ${seed}` })
    const text = writeScenario(scenario)
    const read = readScenario(text, 'run.scenario')
    expect(scheduleOf(read)).toEqual(schedule)
    expect(writeScenario(read)).toBe(text)
    expect(playScenario(read, embeddedCore, []).outcome).toEqual({ ...outcome, bites: [] })
    for (const { kind } of schedule.actions) kinds.add(kind)
  }
  expect(kinds.size).toBeGreaterThan(10)
})

test('a schedule is told with a title, comments at the head and expectations at the end, every line with its number', () => {
  const { schedule } = recorded(1)
  const target = { kind: 'core' as const, patch: { name: 'V-E1', text: '--- a\n+++ b\n\n' } }
  const short = { ...schedule, target, actions: [action(ActionKind.Crash, 7, 0, 0, 0, 0, 0, 0)] }
  const telling = {
    title: 'A title',
    comments: ['Found with seed 1.', '', '# As it is.', 'two\nlines'],
    expectations: [{ kind: 'violation' as const, property: 'election safety' }],
  }
  const scenario = scenarioOf(short, telling)
  const text = writeScenario(scenario)
  expect(text.split('\n').slice(0, 11)).toEqual([
    '# Found with seed 1.',
    '',
    '# As it is.',
    '# two lines',
    'whitewater scenario 1',
    'title A title',
    'target core with patch V-E1',
    '| --- a',
    '| +++ b',
    '|',
    '|',
  ])
  expect(text.endsWith('\n\nexpect violation election safety\n')).toBe(true)
  expect(readScenario(text, 'scenario')).toEqual(scenario)
})
