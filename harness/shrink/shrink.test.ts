import { expect, test } from 'vitest'
import { AnswerStatus } from '../../core/effect.ts'
import { runTrial } from '../campaign/trial.ts'
import { clusterOf } from '../plan/cluster-of.ts'
import { FaultKind } from '../plan/fault-kind.ts'
import { replayer } from '../schedule/replay.ts'
import { SOON, type Schedule } from '../schedule/schedule.ts'
import { embeddedCore } from '../targets/core.ts'
import { alarmAt } from '../testing/alarms.ts'
import { CALM, episode, play } from '../testing/small-plan.ts'
import { ActionKind } from '../world/action.ts'
import { openWorld } from '../world/world.ts'
import { shrink } from './shrink.ts'
import type { Search } from './strike.ts'

const answered = alarmAt(
  'a command is answered',
  ({ answered: answer }) => answer?.status === AnswerStatus.Done,
)
const secondTerm = alarmAt('an entry is committed in term 2', ({ after }) => {
  return (after?.currentTerm ?? 0) > 1 && (after?.commitIndex ?? 0) > 0
})

const plan = { ...CALM, seed: 3, episodes: [episode(FaultKind.CrashLeader, {})] }
const whole: Schedule = {
  version: 1,
  target: { kind: 'core' },
  cluster: clusterOf(plan),
  actions: play(plan).done,
}

function searchFor(monitor: typeof answered, isCalledOff: () => boolean = () => false): Search {
  const identity = `${monitor.name}: it was`
  const court = { target: embeddedCore, monitors: [monitor], identity, actionsLeft: 3_000_000 }
  return { court, isCalledOff, found: () => undefined }
}

/** Whether a schedule violates the property, by a replay that knows nothing of shrinking. */
function shows(
  monitor: typeof answered,
  { cluster, actions }: Omit<Schedule, 'target'>,
  lenient: boolean,
): boolean {
  const world = openWorld(embeddedCore, cluster)
  return runTrial(world, replayer(world, actions, { lenient }), [monitor]).violations.length > 0
}

test('of a run of thousands of actions those are left that the violation needs, and each of them is', () => {
  expect(whole.actions.length).toBeGreaterThan(1000)
  const shrunk = shrink(searchFor(answered), whole)
  expect(shrunk?.minimal).toBe(true)
  const { schedule } = shrunk as NonNullable<typeof shrunk>
  // One server elects itself, is asked, and answers: with a disk that is durable at once.
  expect(schedule.cluster.options.servers).toBe(1)
  expect(schedule.actions.map(({ kind }) => kind)).toEqual([
    ActionKind.Timer,
    ActionKind.Ask,
    ActionKind.Answer,
  ])
  expect(schedule.cluster.operations.flat()).toHaveLength(1)
  expect(shows(answered, schedule, false)).toBe(true)
  schedule.actions.forEach((_, struck) => {
    const actions = schedule.actions.filter((__, place) => place !== struck)
    expect(shows(answered, { ...schedule, actions }, true)).toBe(false)
  })
})

test('what took a storm is brought about by what may happen at any time', () => {
  const shrunk = shrink(searchFor(secondTerm), whole)
  expect(shrunk?.minimal).toBe(true)
  expect(shrunk?.schedule.actions.length).toBeLessThanOrEqual(8)
  expect(shrunk?.schedule.actions.every(({ at }) => at === SOON)).toBe(true)
})

test('called off at once it gives all there was, and does not call it minimal', () => {
  const shrunk = shrink(
    searchFor(answered, () => true),
    whole,
  )
  expect(shrunk?.minimal).toBe(false)
  expect(shrunk?.schedule.actions.length).toBeGreaterThan(20)
  expect(shows(answered, shrunk?.schedule as Schedule, false)).toBe(true)
})

test('a run that does not violate the property gives nothing', () => {
  const never = alarmAt('never', () => false)
  expect(shrink(searchFor(never), whole)).toBeUndefined()
})

test('where all that may be tried goes into striking, enough is kept to verify what came out', () => {
  const search = searchFor(secondTerm)
  const shrunk = shrink({ ...search, court: { ...search.court, actionsLeft: 16_000 } }, whole)
  expect(shrunk?.minimal).toBe(true)
  expect(shrunk?.schedule.actions.length).toBeLessThanOrEqual(8)
})
