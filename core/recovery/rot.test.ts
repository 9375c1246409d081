import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DiskFile, trim } from '../effect.ts'
import { baseEntry } from '../log/entry.ts'
import { configurationOf } from '../membership/configuration.ts'
import { defaultOptions } from '../options.ts'
import type { Step } from '../step.ts'
import { S1 } from '../testing/cluster.ts'
import { entriesOf, stored } from '../testing/entries.ts'
import { stops, termsOf } from '../testing/outcome.ts'
import { crash, diskOf } from '../testing/place.ts'
import { sessionsOf } from '../testing/sessions.ts'
import { snapshotUpTo } from '../testing/snapshots.ts'
import { walk, walks } from '../testing/walk.ts'
import { FORMATTED, NO_SNAPSHOT, storedDamaged, storedWhole, type Disk, type Stored } from './disk.ts'
import { recover } from './recover.ts'

const formatted = stored([FORMATTED])
const unused = stored([NO_SNAPSHOT])
const startFrom = (log: readonly Stored[], snapshots = unused, machine: readonly Stored[] = []): Step =>
  recover(S1, { ...defaultOptions(3), persistentMachine: true }, [formatted, log, snapshots, machine])

/** Entries of term 1, each of which was written when all up to so many records were known to be durable; the ones at these places are damaged. */
const journal = (durable: readonly number[], ...damaged: number[]): Stored[] =>
  entriesOf(durable.map(() => 1)).map((one, place) => {
    const record = storedWhole(one, 1, place + 1, durable[place])
    return damaged.includes(place + 1) ? storedDamaged(record) : record
  })

describe('a damaged record of the log’s file', () => {
  test.each([
    ['the record behind it', [0, 1, 2, 3], [3]],
    ['one far behind it', [0, 0, 0, 0, 4], [2]],
    ['one that is whole, of several that are damaged', [0, 1, 2, 3, 4], [2, 3, 4]],
  ])('has rotted where %s says that it was durable: the server must not start', (_, durable, damaged) => {
    expect(stops(startFrom(journal(durable, ...damaged)))).toBe(true)
  })

  test.each([
    ['were written before that was known', [0, 0, 0, 0], [2], 1],
    ['know of records before it only', [0, 1, 2, 2], [3], 2],
    ['are damaged too', [0, 1, 2, 3], [3, 4], 2],
    ['are not there', [0, 1, 2], [3], 2],
  ])('is torn, and cut off, where those behind it %s', (_, durable, damaged, kept) => {
    const step = startFrom(journal(durable, ...damaged))
    expect(step.effects).toContainEqual(trim(DiskFile.Log, kept))
    expect(termsOf(step.server)).toHaveLength(kept)
  })

  test('has rotted in a base too, and in what was written with one', () => {
    const base = baseEntry(4, 1, configurationOf(0b111, 0), 1)
    const written = [
      ...stored([base, ...entriesOf([1], 4)], 2, 2, 5),
      storedWhole(entriesOf([1], 5)[0]!, 2, 7, 6),
    ]
    const snapshot = stored([snapshotUpTo(4, 1)])
    expect(stops(startFrom(written, snapshot))).toBe(false)
    for (const place of [0, 1])
      expect(stops(startFrom(written.with(place, storedDamaged(written[place]!)), snapshot))).toBe(true)
  })

  test('has rotted in an old segment of which some are gone', () => {
    const old = stored(entriesOf([1, 1], 2), 0, 2, 3)
    const anew = stored([baseEntry(4, 1, configurationOf(0b111, 0))], 1, 3, 5)
    const then = storedWhole(entriesOf([1], 4)[0]!, 3, 6, 5)
    expect(stops(startFrom([...old, ...anew, then], stored([snapshotUpTo(4, 1)])))).toBe(true)
  })
})

test('a snapshot that has rotted is refused, whatever of the log and the machine is left', () => {
  const rotten = stored([snapshotUpTo(4, 1)], 0)
  const machine = stored([{ index: 5, term: 1, machine: [7], sessions: sessionsOf([]) }])
  const behind = [
    storedWhole(baseEntry(4, 1, configurationOf(0b111, 0)), 1, 1),
    ...stored(entriesOf([1], 4), 1, 1, 2),
  ]
  expect(stops(startFrom(journal([0, 0, 0, 0, 0]), rotten))).toBe(true)
  expect(stops(startFrom(behind, rotten, machine))).toBe(true)
  expect(stops(startFrom(behind, unused, machine))).toBe(true)
})

test('a first snapshot that is torn was never durable: the log has all that it was to hold', () => {
  const { server, effects } = startFrom(journal([0, 0]), stored([NO_SNAPSHOT, snapshotUpTo(2, 1)], 1))
  expect([server.snapshot, termsOf(server)]).toEqual([null, [1, 1]])
  expect(effects).toContainEqual(trim(DiskFile.Snapshot, 1))
})

test('a machine that has rotted is made again from the snapshot and the log', () => {
  const snapshot = snapshotUpTo(2, 1, { machine: [8] })
  const machine = stored([{ index: 4, term: 1, machine: [9], sessions: sessionsOf([]) }], 0)
  const step = startFrom(journal([0, 0, 0, 0]), stored([snapshot]), machine)
  expect(stops(step)).toBe(false)
  expect(step.server).toMatchObject({ lastApplied: 2, machine: [8], durableIndex: 4 })
})

test('after any walk, and a crash, a server starts; and it refuses when any durable record has rotted that one behind it vouches for', () => {
  let rotted = 0
  fc.assert(
    fc.property(walks, fc.nat(), (way, pick) => {
      for (const place of walk(way, () => {})) {
        const { id, options } = place.server
        const restart = (disk: Disk): boolean => !stops(recover(id, options, disk))
        const [, log] = place.files
        const flushed = log.records.length - log.pending.reduce((sum, { count }) => sum + count, 0)
        crash(place, pick)
        const [terms, records, ...others] = diskOf(place)
        expect(restart([terms, records, ...others])).toBe(true)
        const vouches = records[flushed - 1]?.durable ?? 0
        const victim = pick % Math.max(flushed, 1)
        const { number } = records[victim] ?? { number: Infinity }
        if (number > vouches) continue
        rotted++
        expect(restart([terms, records.with(victim, storedDamaged(records[victim]!)), ...others])).toBe(false)
      }
    }),
  )
  expect(rotted).toBeGreaterThan(20)
})
