import { expect, test } from 'vitest'
import { Operation } from '../../core/command.ts'
import { answerTo, AnswerStatus, Needs, Timer } from '../../core/effect.ts'
import { InputKind, type Input } from '../../core/input.ts'
import { frozen } from '../../core/testing/frozen-step.ts'
import { MessageKind } from '../../core/message.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { currentLeader } from '../../harness/faults/stage/stage.ts'
import { embeddedCore } from '../../harness/targets/core.ts'
import { loadTarget } from '../../harness/targets/load-target.ts'
import type { Target } from '../../harness/targets/target.ts'
import { action, ActionKind, FOR_GOOD, type Action } from '../../harness/world/action.ts'
import type { World } from '../../harness/world/world.ts'
import { calmPlan, found, LIVENESS, runToCalm } from '../testing/calm-runs.ts'

/** A core that does nothing at some inputs. */
const deafTo = (isUnheard: (input: Input) => boolean): Target => ({
  ...embeddedCore,
  step: (server, input) => (isUnheard(input) ? { server, effects: [] } : embeddedCore.step(server, input)),
})
const isMessage = (input: Input, kind: MessageKind): boolean =>
  input.kind === InputKind.Message && input.message.kind === kind
const administers = (input: Input): boolean =>
  input.kind === InputKind.Request &&
  (input.command.operation === Operation.Reconfigure ||
    input.command.operation === Operation.TransferLeadership)

const SEEDS = [1, 2, 3, 4, 5, 6]
const three = (seed: number, options = {}): ReturnType<typeof calmPlan> =>
  calmPlan(seed, { servers: 3, storm: 600_000, features: [] }, options)
const changing = (seed: number): ReturnType<typeof calmPlan> =>
  calmPlan(seed, { servers: 3, storm: 600_000, features: ['membership', 'transfers'] }, { voters: 0b111 })
const transferring = (seed: number): ReturnType<typeof calmPlan> =>
  calmPlan(seed, { servers: 3, storm: 600_000, features: ['transfers'] }, {})
const five = (seed: number, options = {}): ReturnType<typeof calmPlan> =>
  calmPlan(seed, { servers: 5, storm: 600_000, features: ['pre-vote', 'check-quorum'] }, options)

const down = (server: number): Action => action(ActionKind.Crash, 0, server, 0, 0, 0, 0, 1)
const stalled = (server: number): Action => action(ActionKind.Stall, 0, server, 0, 0, 0, 0, 0)
const cut = (from: number, to: number): Action => action(ActionKind.Cut, 0, from, to, 0, 0, 0, FOR_GOOD | 1)
const now = ({ now: at }: World, actions: readonly Action[]): Action[] =>
  actions.map((one) => ({ ...one, at }))

test('the correct core does all that is asked of it, and little has to happen for that', () => {
  for (const seed of SEEDS) {
    for (const plan of [three(seed), changing(seed), five(seed)]) {
      const { violations, calm, excuse } = runToCalm(plan)
      expect({ violations, calm, excuse }).toEqual({ violations: [], calm: true, excuse: undefined })
    }
  }
})

test('memories are values: nobody changes them, and judging twice gives the same', () => {
  let seen = 0
  const twice = LIVENESS.map((monitor): Monitor => {
    const { start, see } = monitor
    return {
      ...monitor,
      start: (cluster) => frozen(start(cluster)),
      see: (memory, transition, report) => {
        const after = see(memory, transition, report)
        expect(see(memory, transition, report)).toEqual(after)
        seen++
        return Object.freeze(after)
      },
    }
  })
  expect(runToCalm(changing(1), { judges: twice }).violations).toEqual([])
  expect(seen).toBeGreaterThan(100)
})

test('a core in which nobody votes commits nothing', () => {
  const target = deafTo((input) => isMessage(input, MessageKind.RequestVote))
  for (const seed of SEEDS)
    expect(found(runToCalm(three(seed), { target }))).toContain(
      'progress in the calm: no command is committed',
    )
})

test('a leader that sends no heartbeats is not kept: what it commits meanwhile does not count', () => {
  const target = deafTo((input) => input.kind === InputKind.Timer && input.timer === Timer.Heartbeat)
  const identities = SEEDS.flatMap((seed) => found(runToCalm(three(seed), { target })))
  expect(identities).toContain('progress in the calm: commands do not go on being committed under one leader')
})

test('followers that are not told what is committed do not converge', () => {
  const target: Target = {
    ...embeddedCore,
    step: (server, input) =>
      input.kind === InputKind.Message && input.message.kind === MessageKind.AppendEntries
        ? embeddedCore.step(server, { ...input, message: { ...input.message, leaderCommit: 0 } })
        : embeddedCore.step(server, input),
  }
  for (const seed of SEEDS)
    expect(found(runToCalm(three(seed), { target }))).toContain('logs converge: logs do not converge')
})

test('requests that nobody answers, and those refused without a reason, are told', () => {
  const silent = deafTo(administers)
  const refusing: Target = {
    ...embeddedCore,
    step: (server, input) => {
      if (!administers(input) || input.kind !== InputKind.Request) return embeddedCore.step(server, input)
      const { session, serial } = input.command
      const answer = { from: 0, session, serial, status: AnswerStatus.Refused, value: 0, leader: -1 }
      return { server, effects: [answerTo(answer, Needs.Nothing)] }
    },
  }
  const reasons = (target: Target, planned: typeof changing): string[] =>
    SEEDS.flatMap((seed) => found(runToCalm(planned(seed), { target })))
  expect(reasons(silent, changing)).toContain('requests are answered: the change of members is not answered')
  expect(reasons(refusing, changing)).toContain(
    'requests are answered: a change of members is refused without a reason',
  )
  expect(reasons(refusing, transferring)).toContain(
    'requests are answered: a transfer of leadership is refused without a reason',
  )
})

/** Nobody leaves a joint configuration. */
const STAYS_JOINT = `--- a/core/reconfiguration/change-members.ts
+++ b/core/reconfiguration/change-members.ts
@@ -66,5 +66,5 @@
     endRound(draft, waiting)
-  } else if (isJoint(latestConfiguration(log)) && isCommitted(draft.server)) {
+  } else if (isJoint(latestConfiguration(log)) && isCommitted(draft.server) && log.baseIndex < 0) {
     leaveJoint(draft)
   }
 }
`

test('a joint configuration that is never left is told', async () => {
  const target = await loadTarget({ kind: 'core', patch: { name: 'stays joint', text: STAYS_JOINT } })
  const all = SEEDS.flatMap((seed) => found(runToCalm(changing(seed), { target })))
  expect(all).toContain('requests are answered: a joint configuration stays')
})

test('with a minority down for good, or stalled, the leader among them, commands are committed', () => {
  for (const seed of SEEDS) {
    for (const options of [{}, { maxQueued: 4 }, { maxQueued: 4, preVote: true, checkQuorum: true }]) {
      for (const befalls of [down, stalled]) {
        const last = (world: World): Action[] => now(world, [befalls(Math.max(0, currentLeader(world)))])
        const outcome = runToCalm(three(seed, options), { last })
        expect(outcome).toMatchObject({ violations: [], calm: true, excuse: undefined })
      }
    }
  }
})

test('a cluster that needs all of its servers makes no progress without a minority', () => {
  const target = deafTo((input) => isMessage(input, MessageKind.RequestVote))
  const last = (world: World): Action[] => now(world, [down(Math.max(0, currentLeader(world)))])
  for (const seed of SEEDS)
    expect(found(runToCalm(three(seed), { target, last }))).toContain(
      'progress without a minority: no command is committed',
    )
})

test('nothing is owed without a quorum that is up, whose disks work, and whose servers reach each other', () => {
  const excuseAfter = (...actions: Action[]): string | undefined => {
    const { violations, excuse } = runToCalm(three(1), { last: (world) => now(world, actions) })
    expect(violations).toEqual([])
    return excuse
  }
  expect(excuseAfter(down(0))).toBe(undefined)
  expect(excuseAfter(down(0), down(1))).toBe('a configuration in force has no quorum that is up')
  expect(excuseAfter(stalled(0), down(1))).toBe('a configuration in force has no quorum whose disks work')
  expect(excuseAfter(cut(0b001, 0b110), cut(0b010, 0b100))).toMatch('have no quorum whose servers all reach')
})

/** The leader reaches one other server only, the bridge; one more is down; the other three, the bridge among them, all reach each other. */
const onlyBridge = (world: World): Action[] => {
  const leader = Math.max(0, currentLeader(world))
  const [bridge, lost] = [(leader + 1) % 5, (leader + 2) % 5]
  return now(world, [cut(1 << leader, 0b11111 & ~(1 << leader) & ~(1 << bridge)), down(lost)])
}

test('a leader that reaches one server only steps down, with PreVote and CheckQuorum', () => {
  for (const seed of SEEDS) {
    const outcome = runToCalm(five(seed), { last: onlyBridge })
    expect(outcome).toMatchObject({ violations: [], calm: true, excuse: undefined })
  }
})

test('one that never looks for a quorum is kept alive by the bridge, and nothing more is committed', () => {
  const target = deafTo((input) => input.kind === InputKind.Timer && input.timer === Timer.Contact)
  for (const seed of SEEDS) {
    const [identity] = found(runToCalm(five(seed), { target, last: onlyBridge }))
    expect(identity).toMatch(/^progress in a partial partition: /)
  }
})

test('without PreVote and CheckQuorum a partial partition owes nothing', () => {
  const target = deafTo((input) => isMessage(input, MessageKind.RequestVote))
  for (const seed of SEEDS) {
    const plan = calmPlan(seed, { servers: 5, storm: 600_000, features: ['stickiness'] })
    expect(runToCalm(plan, { target, last: onlyBridge }).violations).toEqual([])
  }
})
