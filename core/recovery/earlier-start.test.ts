import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultOptions } from '../options.ts'
import { S1, S2 } from '../testing/cluster.ts'
import type { Input } from '../input.ts'
import type { Server } from '../server.ts'
import { entry } from '../testing/entries.ts'
import { after, take } from '../testing/frozen-step.ts'
import { installs, put, replicates } from '../testing/inputs.ts'
import { batchOf, happenings, led, type Leading } from '../testing/led-log.ts'
import {
  carryOut,
  crash,
  diskOf,
  finishRestoring,
  flushOne,
  newPlace,
  removeOne,
  start,
} from '../testing/place.ts'
import { partOf, snapshotUpTo } from '../testing/snapshots.ts'
import type { EarlierStart } from './disk.ts'
import { recover } from './recover.ts'

test('what an earlier start made of the journal makes no difference, whatever a follower wrote and lost since', () => {
  const plain = { ...defaultOptions(3), snapshotThreshold: 4, trailingEntries: 1 }
  fc.assert(
    fc.property(happenings, fc.nat(3), fc.boolean(), (events, segmentRecords, persistentMachine) => {
      const options = { ...plain, segmentRecords, persistentMachine }
      const place = newPlace(S1, options)
      let leading: Leading = { terms: [], committed: 0 }
      const inputs = {
        append: (pick: number) => replicates(batchOf(leading, pick)),
        cut: () => undefined,
        commit: () => undefined,
        install: () => {
          const { terms, committed } = leading
          const part = partOf(snapshotUpTo(committed, terms[committed - 1] ?? 0))
          return installs({ from: S2, term: terms.at(-1) ?? 1, part })
        },
        flush: (pick: number) => {
          removeOne(place)
          return flushOne(place, pick)
        },
        restore: () => finishRestoring(place),
        crash: (pick: number) => {
          crash(place, pick)
          const { server, started } = place
          const fast = recover(server.id, options, diskOf(place), started)
          expect(fast).toEqual(recover(server.id, options, diskOf(place)))
          start(place, options)
          return undefined
        },
      }
      for (const { kind, pick } of events) {
        leading = led(leading, kind, pick)
        const input = inputs[kind](pick)
        if (input === undefined) continue
        const { server, effects } = take(place.server, input)
        place.server = server
        carryOut(place, effects)
      }
    }),
    { numRuns: 500 },
  )
})

test('what a server had applied of a long log before a crash makes no difference once it may apply it again', () => {
  const options = defaultOptions(3)
  const entries = Array.from({ length: 2400 }, (_, place) => entry(place + 1, 1, put(place, place + 1)))
  const commit = (index: number): Input =>
    replicates({ from: S2, term: 1, prev: [2400, 1], entries: [], commit: index })
  const place = newPlace(S1, options)
  const hear = (input: Input): void => {
    const step = take(place.server, input)
    place.server = step.server
    carryOut(place, step.effects)
  }
  hear(replicates({ from: S2, term: 1, entries }))
  while (flushOne(place, 0) !== undefined);
  for (const index of [1100, 2300]) hear(commit(index))
  const crashed = place.server
  crash(place, 0)
  const again = (earlier: EarlierStart | undefined, ...indices: number[]): Server =>
    after(recover(S1, options, diskOf(place), earlier).server, ...indices.map(commit))
  const earlier = { server: recover(S1, options, diskOf(place)).server, logRecords: 0, crashed }
  expect(crashed.snapshotWork.landmarks.map(({ index }) => index)).toEqual([2300, 1100])
  for (const indices of [
    [1099],
    [1100],
    [2299],
    [2300],
    [2400],
    [20, 2300],
    [20, 1099, 1100, 2400],
    [2300, 2400],
  ]) {
    const [knowing, forgetful] = [again(earlier, ...indices), again(undefined, ...indices)]
    expect([knowing.lastApplied, knowing.machine, knowing.sessions]).toEqual([
      forgetful.lastApplied,
      forgetful.machine,
      forgetful.sessions,
    ])
  }
})
