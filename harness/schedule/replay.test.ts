import { expect, test } from 'vitest'
import { runTrial } from '../campaign/trial.ts'
import { clusterOf } from '../plan/cluster-of.ts'
import { planOf } from '../plan/plans.ts'
import { embeddedCore } from '../targets/core.ts'
import { action, ActionKind, type Action } from '../world/action.ts'
import { openWorld, type World } from '../world/world.ts'
import { blankRecording, recordedActions } from './record.ts'
import { ImpossibleAction, replayer } from './replay.ts'
import { SOON } from './schedule.ts'
import { scheduler } from './scheduler.ts'

const PLAN = planOf(7, { servers: 3, storm: 400_000, features: [] })
const LEAST = PLAN.options.electionTimeoutLeast
const open = (): World => openWorld(embeddedCore, clusterOf(PLAN))
const timer = (at: number, server: number): Action => action(ActionKind.Timer, at, server, 0, 0, 0, 0, 0)
const crash = (at: number, server: number): Action => action(ActionKind.Crash, at, server, 0, 0, 0, 0, 0)

test('a recorded run, played again, is the same run', () => {
  const recording = blankRecording()
  const world = open()
  const first = runTrial(world, scheduler(world, PLAN), [], { recording })
  const again = open()
  const second = runTrial(again, replayer(again, recordedActions(recording)), [])
  expect(first.actions).toBeGreaterThan(200)
  // Nobody draws faults for a schedule.
  expect(second).toEqual({ ...first, bites: [] })
})

test('an action without a time happens at once, but a timer not before it may fire', () => {
  const world = open()
  const recording = blankRecording()
  runTrial(world, replayer(world, [crash(SOON, 0), timer(SOON, 1), timer(SOON, 2), crash(SOON, 1)]), [], {
    recording,
  })
  expect(recordedActions(recording).map(({ at }) => at)).toEqual([0, LEAST, LEAST, LEAST])
})

test('an action that cannot happen is refused, with its place and the reason', () => {
  const world = open()
  const chooser = replayer(world, [crash(5, 0), crash(9, 0)])
  try {
    runTrial(world, chooser, [])
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(ImpossibleAction)
    expect(error).toMatchObject({ position: 2, action: crash(9, 0), reason: 'S1 is down' })
  }
})

test('a lenient replayer leaves out what cannot happen, and counts it', () => {
  const world = open()
  const tooSoon = timer(LEAST - 1, 1)
  const chooser = replayer(world, [crash(5, 0), crash(9, 0), tooSoon, crash(3, 2), crash(LEAST, 1)], {
    lenient: true,
  })
  const outcome = runTrial(world, chooser, [])
  expect(outcome.actions).toBe(2)
  expect(chooser.skipped).toBe(3)
  expect(world.seats.map(({ server }) => server === null)).toEqual([true, true, false])
})

test('actions that are struck out take down with them only what depended on them', () => {
  const recording = blankRecording()
  const world = open()
  runTrial(world, scheduler(world, PLAN), [], { recording })
  const storm = recordedActions(recording).filter(({ kind }) => kind !== ActionKind.Calm)
  const kept = storm.filter((_, place) => place % 40 !== 0)
  const again = open()
  const chooser = replayer(again, kept, { lenient: true })
  const some = runTrial(again, chooser, [])
  expect(some.actions + chooser.skipped).toBe(kept.length)
  expect(chooser.skipped).toBeGreaterThan(0)
  expect(some.actions).toBeGreaterThan(storm.length / 5)
})
