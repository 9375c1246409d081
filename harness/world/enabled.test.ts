import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MessageKind } from '../../core/message.ts'
import { blankGauge, gaugeTransition } from '../campaign/gauge.ts'
import { SOON } from '../schedule/schedule.ts'
import { atItsTime } from '../schedule/replay.ts'
import { act, AHEAD, elect, S1, S2, S3, smallWorld } from '../testing/small-world.ts'
import { walk, walks } from '../testing/walk.ts'
import { action, ActionKind, type Action } from './action.ts'
import { enabled } from './enabled.ts'
import { whyNot } from './possible.ts'
import type { Transition } from './transition.ts'

/** An action without its time. */
const nameOf = ({ kind, server, peer, topic, term, turn, value }: Action): string =>
  [kind, server, peer, topic, term, turn, value].join(' ')

test('every action that is enabled is possible and can be performed, and time never goes back', () => {
  const gauge = blankGauge()
  const property = fc.property(walks, (chosen) => {
    const world = smallWorld({
      given: AHEAD,
      options: { snapshotThreshold: 1, applyPage: 1, segmentRecords: 2 },
    })
    const foresee = (possible: readonly Action[]): void => {
      for (const one of possible) if (whyNot(world, one) !== undefined) expect.fail(whyNot(world, one))
    }
    let now = 0
    const see = (transition: Transition): void => {
      gaugeTransition(gauge, transition, world.cluster)
      expect(world.now).toBeGreaterThanOrEqual(now)
      now = world.now
    }
    walk(world, chosen, { foresee, see })
  })
  fc.assert(property, { numRuns: 100, seed: 1 })
  for (const kind of Object.values(ActionKind).filter((one) => !NEVER_WALKED.includes(one)))
    expect(gauge.kinds[kind]).toBeGreaterThan(0)
  expect([gauge.leaders, gauge.committed].every((count) => count > 40)).toBe(true)
  expect(gauge.truncations).toBeGreaterThan(0)
})

/** Walks never damage a disk for good, set no clock, and never end the storm. */
const NEVER_WALKED: readonly ActionKind[] = [
  ActionKind.Rot,
  ActionKind.Stall,
  ActionKind.Wipe,
  ActionKind.Jump,
  ActionKind.Calm,
]

test('what was enabled once and is possible now is enabled now', () => {
  const property = fc.property(walks, (chosen) => {
    const world = smallWorld()
    const once = new Map<string, Action>()
    walk(world, chosen, { foresee: (possible) => possible.forEach((one) => once.set(nameOf(one), one)) })
    const now = new Set(enabled(world).map(nameOf))
    for (const [name, one] of once) {
      if (one.kind === ActionKind.Cut || one.kind === ActionKind.Mend) continue
      const again = atItsTime(world, { ...one, at: SOON })
      expect(whyNot(world, again) === undefined, name).toBe(now.has(name))
    }
  })
  fc.assert(property, { numRuns: 40 })
})

test.each<readonly [reason: string, kind: ActionKind, names: Partial<Action>]>([
  ['S2 is down', ActionKind.Crash, { server: S2 }],
  ['S1 is up', ActionKind.Restart, { server: S1 }],
  ['S2 is down', ActionKind.Timer, { server: S2, at: 1e9 }],
  ["S1's election timer is not armed", ActionKind.Timer, { server: S1, at: 1e9 }],
  ["S1's heartbeat timer fires no earlier than 200000 µs", ActionKind.Timer, { server: S1, topic: 1 }],
  [
    'no Vote t7 is in flight from S1 to S2 (AppendEntries t1 ·2 is)',
    ActionKind.Deliver,
    { peer: S2, topic: MessageKind.Vote, term: 7 },
  ],
  ['S2 is down', ActionKind.Deliver, { peer: S2, topic: MessageKind.AppendEntries }],
  ['the link S1→S3 is cut', ActionKind.Deliver, { peer: S3, topic: MessageKind.AppendEntries }],
  ["a write to S1's term file is not waiting for a flush (none waits)", ActionKind.Flush, { server: S1 }],
  ["a write to S1's term file is not waiting for a flush (none waits)", ActionKind.Fail, { server: S1 }],
  ['S1 is up', ActionKind.Lose, { server: S1, topic: 1 }],
  ['S1 is up', ActionKind.Rot, { server: S1 }],
  ['S1 is up', ActionKind.Wipe, { server: S1 }],
  [
    "S1's clock reads 150000 µs: it cannot be set back by 150001 µs",
    ActionKind.Jump,
    { server: S1, turn: -150_001 },
  ],
  ["S2's term file has 1 durable records", ActionKind.Rot, { server: S2, turn: 2 }],
  ["S2's log file has 1 durable records", ActionKind.Rot, { server: S2, topic: 1, turn: 2 }],
  ["no segment of S1's log file is to be removed", ActionKind.Remove, { server: S1, topic: 1, turn: 1 }],
  ['C1 has not asked C1.2 yet', ActionKind.Ask, { server: S1, term: 3 }],
  ['there is no operation C2.1', ActionKind.Ask, { server: S1, peer: 1, term: 1 }],
  ['no answer from S1 to C1.1 is on its way', ActionKind.Answer, { server: S1, term: 1 }],
  ['nobody waits for C1.2', ActionKind.Abandon, { term: 2 }],
  ['S1 has nothing more to apply', ActionKind.Apply, { server: S1 }],
])('%s', (reason, kind, names) => {
  const world = smallWorld()
  elect(world, S1)
  act(world, ActionKind.Ask, { server: S1, term: 1 })
  act(world, ActionKind.Crash, { server: S2 })
  act(world, ActionKind.Cut, { server: 1 << S1, peer: 1 << S3, value: 1 })
  expect(whyNot(world, { ...action(kind, world.now, 0, 0, 0, 0, 0, 0), ...names })).toBe(reason)
})
