import { expect, test } from 'vitest'
import { Operation, type Value } from '../../core/command.ts'
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
import { Changed } from '../../harness/observation.ts'
import { ActionKind, action } from '../../harness/world/action.ts'
import { blankTransition, type Transition } from '../../harness/world/transition.ts'
import { openWorld } from '../../harness/world/world.ts'
import { CLUSTER } from '../testing/sightings.ts'
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

const { Read, Write, Reconfigure, TransferLeadership } = Operation
const { Done, Refused, Expired } = AnswerStatus

/** What C1 and C2 ask in the stories below, in order. */
const operations = [
  [Reconfigure, Write, TransferLeadership, Read],
  [Read, Read],
].map((asked, session) =>
  asked.map((operation, place) => ({
    session,
    serial: place + 1,
    registration: 0,
    operation,
    key: 0,
    value: 7,
    expected: 0,
  })),
)

const asks = (session: number, serial: number): Transition => ({
  ...blankTransition(),
  action: action(ActionKind.Ask, 0, 0, session, 0, serial, 0, 0),
  changed: Changed.Asked,
})

const hears = (
  session: number,
  serial: number,
  value: Value,
  status: AnswerStatus = Done,
  failed = false,
): Transition => ({
  ...blankTransition(),
  failed,
  answered: { from: 0, session, serial, status, value, leader: -1 },
  changed: Changed.Answered,
})

const found: string[] = []
const report = {
  violation: ({ reason }: { reason: string }) => void found.push(reason),
  undecided: expect.fail,
}
const cluster = { ...CLUSTER, operations }
type Memory = ReturnType<typeof linearizability.start>

/** What is remembered of such a story, which began with what `before` has. */
function told(story: readonly Transition[], before = linearizability.start(cluster)): Memory {
  return story
    .map((transition, position) => ({ ...transition, position: 3 * (before.events.length + position) }))
    .reduce((memory, transition) => linearizability.see(memory, transition, report), before)
}

/** The reasons for which what is remembered is no history of an atomic machine, if the run ends there. */
function reasonsIn(memory: Memory): string[] {
  linearizability.end?.(memory, report, openWorld(embeddedCore, cluster))
  return found.splice(0)
}

function reasons(...story: Transition[]): string[] {
  return reasonsIn(told(story))
}

test('what is asked of the cluster itself is no part of the history, whatever is answered', () => {
  const change = [asks(0, 1), hears(0, 1, 5), asks(0, 3), hears(0, 3, 0, Refused)]
  expect(reasons(...change, asks(1, 1), hears(1, 1, 0))).toEqual([])
  expect(reasons(asks(0, 1), asks(0, 2), hears(0, 2, 0), asks(0, 3), asks(0, 4), hears(0, 4, 7))).toEqual([])
})

test('a write that failed for certain has no effect, ever', () => {
  const failed = [asks(0, 2), hears(0, 2, 0, Refused, true)]
  expect(reasons(...failed, asks(1, 1), hears(1, 1, 0))).toEqual([])
  const effect = ['what had failed took effect']
  expect(reasons(...failed, asks(1, 1), hears(1, 1, 7))).toEqual(effect)
  expect(reasons(asks(1, 1), ...failed, hears(1, 1, 7))).toEqual(effect)
})

test('6.3: one whose session was over may have been done before, or not', () => {
  const expired = [asks(0, 2), hears(0, 2, 0, Expired)]
  expect(reasons(...expired, asks(1, 1), hears(1, 1, 0))).toEqual([])
  expect(reasons(...expired, asks(1, 1), hears(1, 1, 0), asks(1, 2), hears(1, 2, 7))).toEqual([])
  expect(reasons(...expired, asks(1, 1), hears(1, 1, 7), asks(1, 2), hears(1, 2, 0))).toHaveLength(1)
  expect(reasons(asks(0, 2), hears(0, 2, 0), asks(1, 1), hears(1, 1, 0))).toHaveLength(1)
})

test('that a client registers is no part of the history', () => {
  expect(reasons(hears(0, 0, 5), asks(0, 2), hears(0, 2, 0), hears(0, 0, 7))).toEqual([])
})

test('it can be asked in the middle of a run: what is open then is taken as open, and the run goes on', () => {
  const open = told([asks(0, 2), asks(1, 1)])
  expect(reasonsIn(open)).toEqual([])
  const read = told([hears(1, 1, 7), asks(1, 2)], open)
  expect(reasonsIn(read)).toEqual([])
  expect(reasonsIn(told([hears(1, 2, 0)], read))).toHaveLength(1)
  expect(reasonsIn(told([hears(1, 2, 7), hears(0, 2, 0)], read))).toEqual([])
  expect(reasonsIn(told([hears(1, 1, 8)], open))).toHaveLength(1)
})

const matters = (...story: Transition[]): unknown => linearizability.matters?.(told(story))

test('of operations that overlap it does not matter which was called or returned first', () => {
  const same = matters(asks(0, 2), asks(1, 1), hears(1, 1, 0), hears(0, 2, 0))
  expect(matters(asks(1, 1), asks(0, 2), hears(0, 2, 0), hears(1, 1, 0))).toEqual(same)
  expect(matters(asks(0, 1), asks(1, 1), asks(0, 2), hears(1, 1, 0), hears(0, 2, 0))).toEqual(same)
})

test('it matters what had returned before, what was answered, what is open and what failed', () => {
  const stories = [
    [asks(0, 2), asks(1, 1)],
    [asks(0, 2), hears(0, 2, 0), asks(1, 1)],
    [asks(1, 1), asks(0, 2), hears(0, 2, 0)],
    [asks(0, 2), hears(0, 2, 0, Refused, true), asks(1, 1)],
    [asks(0, 2), hears(0, 2, 0), asks(1, 1), hears(1, 1, 7)],
    [asks(0, 2), asks(1, 1), hears(1, 1, 7), hears(0, 2, 0)],
    [asks(0, 2), asks(1, 1), hears(1, 1, 0), hears(0, 2, 0)],
    [asks(1, 1), hears(1, 1, 0), asks(0, 2), hears(0, 2, 0)],
  ]
  expect(new Set(stories.map((story) => JSON.stringify(matters(...story)))).size).toBe(stories.length)
})
