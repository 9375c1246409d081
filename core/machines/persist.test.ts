import { expect, test } from 'vitest'
import { DiskFile } from '../effect.ts'
import { follower, leader, S2 } from '../testing/cluster.ts'
import { after, take } from '../testing/frozen-step.ts'
import {
  accepts,
  asks,
  installs,
  logFlushed,
  machineFlushed,
  put,
  replicates,
  restored,
  snapshotFlushed,
} from '../testing/inputs.ts'
import { writes } from '../testing/outcome.ts'
import { partOf, snapshotUpTo } from '../testing/snapshots.ts'

const options = { persistentMachine: true }
const batch = replicates({ from: S2, term: 1, terms: [1, 1, 1], commit: 0 })
const upTo = (commit: number): typeof batch =>
  replicates({ from: S2, term: 1, prev: [3, 1], entries: [], commit })
const durable = after(follower({ options }), batch, logFlushed(3, 1))

test('a machine is written with what it has applied, in one record, when it has applied something', () => {
  const { machine, sessions } = after(durable, upTo(2))
  expect(writes(take(durable, upTo(2)), DiskFile.Machine)).toEqual([
    [{ index: 2, term: 1, machine, sessions }],
  ])
  expect(writes(take(after(follower(), batch, logFlushed(3, 1)), upTo(2)), DiskFile.Machine)).toEqual([])
})

test('it is not written again before it is durable, and then if it has gone on', () => {
  const more = take(after(durable, upTo(2)), upTo(3))
  expect(writes(more, DiskFile.Machine)).toEqual([])
  const again = take(more.server, machineFlushed(2, 1))
  expect(writes(again, DiskFile.Machine)).toMatchObject([[{ index: 3 }]])
  expect(writes(take(again.server, machineFlushed(3, 1)), DiskFile.Machine)).toEqual([])
})

test('10.2.1: what is committed before it is durable here is applied, but the machine is not ahead of the log on disk', () => {
  const applied = take(after(follower({ options }), batch), upTo(2))
  expect(applied.server.lastApplied).toBe(2)
  expect(writes(applied, DiskFile.Machine)).toEqual([])
  expect(writes(take(applied.server, logFlushed(3, 1)), DiskFile.Machine)).toMatchObject([[{ index: 2 }]])
})

test('10.2.1: a leader commits what a majority of others has, before its own disk does, and writes its machine after', () => {
  const five = { servers: 5, persistentMachine: true }
  const asked = after(leader({ options: five }), logFlushed(1, 1), asks(put(7)))
  const committed = [1, 2, 3].reduce(
    (server, from) => after(server, accepts({ from, term: 1, match: 2 })),
    asked,
  )
  expect(committed).toMatchObject({ commitIndex: 2, lastApplied: 2, durableIndex: 1 })
  const written = after(committed, machineFlushed(1, 1))
  expect(writes(take(written, logFlushed(2, 1)), DiskFile.Machine)).toMatchObject([
    [{ index: 2, machine: [7] }],
  ])
})

test('8: a state that it took over is written too, though the next page is still to come', () => {
  const paged = after(follower({ options: { ...options, applyPage: 1 } }), batch, logFlushed(3, 1), upTo(3))
  expect(paged).toMatchObject({ lastApplied: 1, applying: true, persisting: true })
  const taking = after(
    paged,
    machineFlushed(1, 1),
    installs({ from: S2, term: 1, part: partOf(snapshotUpTo(9, 1)) }),
    snapshotFlushed(9, 1),
  )
  expect(writes(take(taking, restored(9, 1)), DiskFile.Machine)).toMatchObject([[{ index: 9 }]])
})
