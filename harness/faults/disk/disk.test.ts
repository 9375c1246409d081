import { expect, test } from 'vitest'
import { FaultKind } from '../../plan/fault-kind.ts'
import type { Dials } from '../../plan/plan.ts'
import { besetBy, bitesOf, dialled } from '../../testing/during.ts'
import { CALM, episode, play, type Played } from '../../testing/small-plan.ts'
import { S2, S3 } from '../../testing/small-world.ts'
import { ActionKind } from '../../world/action.ts'

const countOf = ({ done }: Played, wanted: ActionKind): number =>
  done.filter(({ kind }) => kind === wanted).length

test('failed-flush: all that waits to be durable is damaged, from the oldest write on', () => {
  let older = 0
  for (let seed = 0; seed < 30; seed++) {
    const plan = {
      ...besetBy(FaultKind.FailedFlush, { victims: 0b11111 }),
      seed,
      disk: { least: 5_000, mean: 30_000 },
    }
    const failed = play(plan, ({ action }, { seats }) => {
      if (action.kind !== ActionKind.Fail) return
      const { pending } = (seats[action.server] as (typeof seats)[number]).files[action.topic as 0]
      expect(pending.every((write) => write.failed)).toBe(true)
      if (pending.length > 1) older++
    })
    expect(countOf(failed, ActionKind.Fail)).toBeGreaterThan(0)
  }
  expect(older).toBeGreaterThan(5)
})

test('slow-disk: flushes of the victims are late', () => {
  const played = play(besetBy(FaultKind.SlowDisk, { victims: 0b11111 }))
  expect(bitesOf(played, FaultKind.SlowDisk)).toBeGreaterThan(5)
  expect(countOf(played, ActionKind.Flush)).toBeLessThan(countOf(play(CALM), ActionKind.Flush) * 0.8)
})

test('stalled-disk: nothing that a victim writes becomes durable any more', () => {
  const played = play(besetBy(FaultKind.StalledDisk, { victims: 1 << S3 }))
  const flushed = played.done.filter(
    ({ kind, server, at }) => kind === ActionKind.Flush && server === S3 && at > 700_000,
  )
  expect(flushed).toEqual([])
  expect(bitesOf(played, FaultKind.StalledDisk)).toBeGreaterThan(0)
  expect(played.world.seats[S3]).toMatchObject({ stalled: true })
})

test('replaced-disk: a victim has a new disk and never comes back', () => {
  const { world, ...played } = play(besetBy(FaultKind.ReplacedDisk, { victims: 1 << S2 }))
  expect(world.seats[S2]).toMatchObject({ server: null, gone: true, wiped: true })
  expect(bitesOf({ world, ...played }, FaultKind.ReplacedDisk)).toBeGreaterThan(0)
})

test('wiped-disk: a victim comes back under its old name and has forgotten everything', () => {
  const { done, world } = play(besetBy(FaultKind.WipedDisk, { victims: 1 << S2, until: 710_000 }))
  expect(done.filter(({ kind }) => kind === ActionKind.Wipe)).toMatchObject([{ server: S2 }])
  expect(world.seats[S2]?.wiped).toBe(true)
  expect(world.seats[S2]?.server).not.toBeNull()
})

/** Crashes of everybody, one after the other, on disks that are slow. */
function crashes(dials: Dials): Played {
  const episodes = Array.from({ length: 15 }, (_, place) => {
    const from = 400_000 + place * 100_000
    return episode(FaultKind.Crash, { from, until: from + 50_000, victims: 1 << (place % 5) })
  })
  const off = { [FaultKind.LostWrites]: 0, [FaultKind.TornWrites]: 0, [FaultKind.ReorderedWrites]: 0 }
  const operations = [0, 1, 2, 3].flatMap((session) => CALM.operations.map((one) => ({ ...one, session })))
  const played = Array.from({ length: 12 }, (_, seed) =>
    play(dialled({ ...off, ...dials }, { seed, episodes, operations, disk: { least: 5_000, mean: 60_000 } })),
  )
  return {
    ...(played[0] as Played),
    done: played.flatMap(({ done }) => done),
    bites: (played[0] as Played).bites.map((_, fault) =>
      played.reduce((sum, { bites }) => sum + (bites[fault] as number), 0),
    ),
  }
}

test('lost-writes, torn-writes: a crash takes unflushed writes with it, in whole or in part; where they are off, none', () => {
  const nothing = crashes({})
  expect([countOf(nothing, ActionKind.Lose), countOf(nothing, ActionKind.Tear)]).toEqual([0, 0])
  const lost = crashes({ [FaultKind.LostWrites]: 1000 })
  expect(countOf(lost, ActionKind.Lose)).toBeGreaterThan(20)
  expect(countOf(lost, ActionKind.Tear)).toBe(0)
  expect(bitesOf(lost, FaultKind.LostWrites)).toBe(countOf(lost, ActionKind.Lose))
  const torn = crashes({ [FaultKind.TornWrites]: 1000 })
  expect(countOf(torn, ActionKind.Tear)).toBeGreaterThan(0)
  expect(bitesOf(torn, FaultKind.LostWrites)).toBeLessThan(bitesOf(torn, FaultKind.TornWrites))
})

test('reordered-writes: a later write is there and an earlier one is not; where it is off, nothing is behind a gap', () => {
  const half = { [FaultKind.LostWrites]: 500 }
  expect(
    bitesOf(crashes({ ...half, [FaultKind.ReorderedWrites]: 1000 }), FaultKind.ReorderedWrites),
  ).toBeGreaterThan(5)
  expect(bitesOf(crashes(half), FaultKind.ReorderedWrites)).toBe(0)
})
