import { expect, test } from 'vitest'
import { Operation } from '../../../core/command.ts'
import { DiskFile } from '../../../core/effect.ts'
import { MessageKind } from '../../../core/message.ts'
import { FaultKind } from '../../plan/fault-kind.ts'
import type { PlannedOperation } from '../../plan/plan.ts'
import { besetBy, bitesOf, dialled } from '../../testing/during.ts'
import { CALM, episode, play, type Played } from '../../testing/small-plan.ts'
import { S3 } from '../../testing/small-world.ts'
import { ActionKind } from '../../world/action.ts'
import type { InFlight } from '../../world/transition.ts'

const request = (operation: Operation, value: number, at: number, expected = 0): PlannedOperation => ({
  session: 1,
  operation,
  key: 0,
  value,
  expected,
  at,
})
const asking = (...requests: PlannedOperation[]): PlannedOperation[] => [...CALM.operations, ...requests]
const { Reconfigure, TransferLeadership } = Operation

test('membership-changes, learners, transfers: each bites when the operator is told that it is done', () => {
  const operations = asking(
    request(Reconfigure, 0b01111, 500_000, 0b10000),
    request(TransferLeadership, S3, 900_000),
  )
  const played = play({ ...CALM, operations })
  expect(
    [FaultKind.MembershipChanges, FaultKind.Learners, FaultKind.Transfers].map((fault) =>
      bitesOf(played, fault),
    ),
  ).toEqual([1, 1, 1])
})

test('needless-requests: the operator asks for the members that there are', () => {
  const operations = asking(request(Reconfigure, 0b11111, 500_000), request(Reconfigure, 0b01111, 700_000))
  expect(bitesOf(play({ ...CALM, operations }), FaultKind.NeedlessRequests)).toBeGreaterThan(0)
  expect(
    bitesOf(
      play({ ...CALM, operations: asking(request(Reconfigure, 0b01111, 700_000)) }),
      FaultKind.NeedlessRequests,
    ),
  ).toBe(0)
})

test('removed-servers: who was removed campaigns on; where it is off, the operator has stopped it', () => {
  const operations = asking(request(Reconfigure, 0b11011, 500_000))
  // It is not there to hear of it.
  const episodes = [episode(FaultKind.Split, { victims: 1 << S3, from: 400_000, until: 900_000 })]
  const removed = (dial: number): Played =>
    play(dialled({ [FaultKind.RemovedServers]: dial }, { operations, episodes }))
  expect(bitesOf(removed(1000), FaultKind.RemovedServers)).toBeGreaterThan(0)
  expect(removed(1000).world.seats[S3]?.server).not.toBeNull()
  const off = removed(0)
  expect(bitesOf(off, FaultKind.RemovedServers)).toBe(0)
  expect(off.world.seats.map(({ server }) => server === null)).toEqual([false, false, true, false, false])
})

test('removed-servers: one that was stopped starts before it is to be added again', () => {
  const operations = asking(request(Reconfigure, 0b11011, 500_000), request(Reconfigure, 0b11111, 900_000))
  const played = play(dialled({ [FaultKind.RemovedServers]: 0 }, { operations }))
  expect(played.done.filter(({ kind, server }) => kind === ActionKind.Restart && server === S3)).toHaveLength(
    1,
  )
  expect(bitesOf(played, FaultKind.MembershipChanges)).toBe(2)
})

const snapshots = { ...CALM.options, snapshotThreshold: 2, snapshotChunk: 16 }

test('slow-snapshots: parts of a snapshot take long, and other messages do not', () => {
  const plan = {
    ...CALM,
    options: snapshots,
    episodes: [episode(FaultKind.Crash, { victims: 1 << S3, from: 400_000, until: 700_000 })],
  }
  const longest = (dial: number): number => {
    const sent = new Map<InFlight['message'], number>()
    let most = 0
    play(
      dialled({ [FaultKind.SlowSnapshots]: dial }, plan),
      ({ action: { kind, topic }, sent: out }, { now, input }) => {
        for (const { message } of out) sent.set(message, now)
        if (kind === ActionKind.Deliver && topic === MessageKind.InstallSnapshot)
          most = Math.max(most, now - (sent.get(input.message) as number))
      },
    )
    return most
  }
  expect(longest(0)).toBeLessThan(15_000)
  expect(longest(800)).toBeGreaterThan(150_000)
})

test('crash-in-snapshot: a victim crashes while a snapshot waits to be durable', () => {
  let caught = 0
  const plan = {
    ...besetBy(FaultKind.CrashInSnapshot, { victims: 0b11111 }),
    options: snapshots,
    disk: { least: 2_000, mean: 10_000 },
  }
  for (let seed = 0; seed < 10; seed++) {
    const played = play({ ...plan, seed }, ({ action: { kind, server } }, { seats }) => {
      if (kind !== ActionKind.Crash) return
      // Its own, or what the log's file becomes when one is durable.
      const { files } = seats[server] as (typeof seats)[number]
      if (files[DiskFile.Snapshot].pending.length + files[DiskFile.Log].pending.length > 0) caught++
    })
    expect(bitesOf(played, FaultKind.CrashInSnapshot)).toBeGreaterThan(0)
  }
  expect(caught).toBeGreaterThan(5)
})
