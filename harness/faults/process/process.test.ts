import { expect, test } from 'vitest'
import { FaultKind } from '../../plan/fault-kind.ts'
import { besetBy, bitesOf, seen } from '../../testing/during.ts'
import { CALM, episode, play } from '../../testing/small-plan.ts'
import { S3 } from '../../testing/small-world.ts'
import { ActionKind } from '../../world/action.ts'
import { currentLeader } from '../stage/stage.ts'

const ONLY_S3 = { victims: 1 << S3 }
const LEADER = currentLeader(play({ ...CALM, length: 699_000 }).world)

test('crash-loop: a victim crashes and starts by turns, and is up in the end', () => {
  const { done, world } = play(besetBy(FaultKind.CrashLoop, { ...ONLY_S3, strength: 300 }))
  const turns = done.filter(({ kind }) => kind === ActionKind.Crash || kind === ActionKind.Restart)
  expect(turns.length).toBeGreaterThan(15)
  turns.forEach(({ kind, server }, place) =>
    expect([kind, server]).toEqual([place % 2 === 0 ? ActionKind.Crash : ActionKind.Restart, S3]),
  )
  expect(world.seats[S3]?.server).not.toBeNull()
})

test('pause: a victim does nothing, and then all of it at once, as if no time had passed', () => {
  const victims = 1 << LEADER
  const plan = besetBy(FaultKind.Pause, { victims })
  const { all: times, played } = seen(plan, ({ server, action: { at } }) =>
    server === LEADER ? at : undefined,
  )
  expect(times.filter((at) => at > 700_000 && at < 1_400_000)).toEqual([])
  expect(times.filter((at) => at === 1_400_000).length).toBeGreaterThan(10)
  expect(bitesOf(played, FaultKind.Pause)).toBeGreaterThan(10)
  // Somebody else was elected meanwhile, and clients asked on.
  expect(played.gauge.leaders).toBeGreaterThan(1)
  const asked = played.done.filter(
    ({ kind, at }) => kind === ActionKind.Ask && at > 1_200_000 && at < 1_400_000,
  )
  expect(asked.length).toBeGreaterThan(3)
})

test('interrupted-step: of what a step was to send only a part leaves, and the server is down', () => {
  let parted = 0
  for (let seed = 0; seed < 20; seed++) {
    const plan = { ...besetBy(FaultKind.InterruptedStep, { victims: 1 << LEADER }), seed }
    const { done } = play(plan)
    const crashes = done.filter(({ kind }) => kind === ActionKind.Crash)
    for (const { server, at } of crashes) {
      expect(server).toBe(LEADER)
      const lost = done.filter(
        (one) => one.kind === ActionKind.Drop && one.server === server && one.at === at,
      )
      if (lost.length > 0 && lost.length < 4) parted++
    }
  }
  expect(parted).toBeGreaterThan(5)
})

test('slow-server: a victim is heard late, and its timers fire late', () => {
  const { played } = seen(besetBy(FaultKind.SlowServer, { victims: 1 << LEADER }), () => undefined)
  expect(bitesOf(played, FaultKind.SlowServer)).toBeGreaterThan(20)
  const beats = (plan: typeof CALM): number =>
    play(plan).done.filter(
      ({ kind, server, topic, at }) =>
        kind === ActionKind.Timer && server === LEADER && topic === 1 && at > 700_000 && at < 1_400_000,
    ).length
  expect(beats(besetBy(FaultKind.SlowServer, { victims: 1 << LEADER }))).toBeLessThan(beats(CALM) * 0.8)
})

test('down-for-good: a victim never starts again, whatever else would start it', () => {
  const { world } = play({
    ...CALM,
    episodes: [
      episode(FaultKind.DownForGood, { ...ONLY_S3, until: 800_000 }),
      episode(FaultKind.Crash, { victims: 0b00110, from: 900_000, until: 1_000_000 }),
    ],
  })
  expect(world.seats.map(({ server, gone }) => [server === null, gone])).toEqual(
    [0, 1, 2, 3, 4].map((server) => [server === S3, server === S3]),
  )
})
