import { expect, test } from 'vitest'
import { firstApart, actionAt, trailOf } from './trail.ts'
import { FaultKind } from '../plan/fault-kind.ts'
import type { Episode, Plan } from '../plan/plan.ts'
import { planOf } from '../plan/plans.ts'
import { embeddedCore } from '../targets/core.ts'
import { play } from '../testing/small-plan.ts'
import { ActionKind } from '../world/action.ts'

const SEEDS = [3, 7, 12, 19, 23, 31]
const plans = SEEDS.map((seed) => planOf(seed, { servers: 5, storm: 3_000_000 }))
/** On links that keep their order, a message that is late has those behind it be late too. */
const unordered = plans.map((plan) => ({ ...plan, dials: { ...plan.dials, [FaultKind.Reordering]: 1000 } }))
const without = (plan: Plan, struck: Episode): Plan => ({
  ...plan,
  episodes: plan.episodes.filter((episode) => episode !== struck),
})

test('striking a fault changes nothing before it begins', () => {
  let parted = 0
  for (const plan of plans) {
    const trail = trailOf(embeddedCore, plan)
    for (const struck of plan.episodes.slice(0, 10)) {
      const other = trailOf(embeddedCore, without(plan, struck))
      const position = firstApart(trail, other)
      if (position === 0) continue
      parted++
      const times = [trail, other].map((one) => actionAt(one, position)?.at ?? Infinity)
      expect(Math.min(...times)).toBeGreaterThanOrEqual(struck.from)
    }
  }
  expect(parted).toBeGreaterThan(30)
})

/** When each message of a run was sent and when it arrived, by its name. */
function journeysOf(plan: Plan): Map<string, { sent: number; arrived: number }> {
  const journeys = new Map<string, { sent: number; arrived: number }>()
  play(plan, ({ action: { kind, at, server, peer, topic, term, turn }, sent }, world) => {
    if (kind === ActionKind.Deliver) {
      const journey = journeys.get([server, peer, topic, term, turn].join())
      if (journey !== undefined) journey.arrived = at
    }
    for (const { message, turn: its } of sent)
      journeys.set([message.from, message.to, message.kind, message.term, its].join(), {
        sent: world.now,
        arrived: -1,
      })
  })
  return journeys
}

test('after it, a message of the same name that is sent at the same time takes as long', () => {
  const weather: readonly FaultKind[] = [
    FaultKind.Loss,
    FaultKind.Duplication,
    FaultKind.Slowness,
    FaultKind.FadingLeader,
    FaultKind.BoundedQueue,
    FaultKind.Clog,
    FaultKind.SlowServer,
    FaultKind.Pause,
  ]
  let equal = 0
  for (const plan of unordered) {
    const journeys = journeysOf(plan)
    const struck = plan.episodes.filter(({ fault }) => !weather.includes(fault)).slice(0, 6)
    for (const episode of struck) {
      for (const [name, { sent, arrived }] of journeysOf(without(plan, episode))) {
        const before = journeys.get(name)
        if (before === undefined || before.sent !== sent || sent < episode.from) continue
        if (arrived < 0 || before.arrived < 0) continue
        expect(arrived).toBe(before.arrived)
        equal++
      }
    }
  }
  expect(equal).toBeGreaterThan(1000)
})
