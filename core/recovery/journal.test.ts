import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DiskFile, EffectKind, type Effect } from '../effect.ts'
import type { Input } from '../input.ts'
import { baseEntry } from '../log/entry.ts'
import { lastIndex, termAt, type Log } from '../log/log.ts'
import { configurationOf } from '../membership/configuration.ts'
import { MessageKind, type Message } from '../message.ts'
import { defaultOptions, type Options } from '../options.ts'
import type { Server } from '../server.ts'
import type { Snapshot } from '../snapshots/snapshot.ts'
import { S1, S2 } from '../testing/cluster.ts'
import { entriesOf, stored } from '../testing/entries.ts'
import { take } from '../testing/frozen-step.ts'
import { installs, replicates } from '../testing/inputs.ts'
import { batchOf, happenings, led, type Leading } from '../testing/led-log.ts'
import { stops, termsOf } from '../testing/outcome.ts'
import {
  carryOut,
  crash,
  diskOf,
  finishRestoring,
  flushOne,
  newPlace,
  released,
  removeOne,
  start,
  type Place,
} from '../testing/place.ts'
import { partOf, snapshotUpTo } from '../testing/snapshots.ts'
import { toArray } from '../vector.ts'
import { FORMATTED, type Stored } from './disk.ts'
import { recover } from './recover.ts'

const formatted = stored([FORMATTED])
const everyone = configurationOf(0b111, 0)
const snapshot = snapshotUpTo(4, 1)

/** The terms of the log that a server starts with from these segments, of its log's file, with a snapshot of four entries. */
function recovered(...segments: readonly Stored[][]): readonly [base: number, ...terms: number[]] {
  const step = recover(S1, defaultOptions(3), [formatted, segments.flat(), stored([snapshot]), []])
  expect(stops(step)).toBe(false)
  return [step.server.log.baseIndex, ...termsOf(step.server)]
}

const old = [
  stored(entriesOf([1, 1]), 2, 1),
  stored(entriesOf([1, 1], 2), 2, 2),
  stored(entriesOf([1, 1], 4), 2, 3),
]
const anew = [baseEntry(4, 1, everyone, 2), ...entriesOf([1, 1], 4)]

test('segments are read in order, and what begins a segment anew changes nothing that was there', () => {
  expect(recovered(...old)).toEqual([0, 1, 1, 1, 1, 1, 1])
  expect(recovered(...old, stored(anew, 3, 4))).toEqual([4, 1, 1])
})

test.each([1, 2, 3])('what is left of old segments when %i of them are gone is passed over', (gone) => {
  expect(recovered(...old.slice(gone), stored(anew, 3, 4))).toEqual([4, 1, 1])
  expect(recovered(...old.slice(gone), stored(anew, 3, 4), stored(entriesOf([2], 6), 1, 5))).toEqual([
    4, 1, 1, 2,
  ])
})

test.each([1, 2])('a base of which the crash left only the first %i records says nothing yet', (whole) => {
  expect(recovered(...old, stored(anew, whole, 4))).toEqual([0, 1, 1, 1, 1, 1, 1])
})

test('an entry that does not go on from the one before it is damage, and so is all behind it', () => {
  const hole = [...entriesOf([1, 1, 1, 1, 1]), ...entriesOf([1], 6), ...entriesOf([1], 5)]
  expect(recovered(stored(hole))).toEqual([0, 1, 1, 1, 1, 1])
})

/** A server that is led by others, whatever becomes of it. */
interface Life {
  readonly place: Place
  readonly options: Options
  /** The log that each message was sent with. */
  readonly logs: WeakMap<Message, Log>
}

const lifeOf = (options: Partial<Options>): Life => {
  const all = { ...defaultOptions(3), snapshotThreshold: 4, trailingEntries: 1, ...options }
  return { place: newPlace(S1, all), options: all, logs: new WeakMap() }
}

/** Does what a server asks for, but for what comes after the first so many effects; gives what leaves. */
function hear({ place, logs }: Life, input: Input | undefined, most = Infinity): Message[] {
  if (input === undefined) return []
  const leaving = released(place)
  const { server, effects } = take(place.server, input)
  place.server = server
  for (const { message } of effects) if (message !== null) logs.set(message, server.log)
  return [...leaving, ...carryOut(place, effects.slice(0, most) as readonly Effect[])]
}

/** What one happening, of a leader's log as it is now, means to a server. */
function inputOf({ place }: Life, leading: Leading, kind: string, pick: number): Input | undefined {
  const { terms, committed } = leading
  if (kind === 'append' || kind === 'commit') return replicates(batchOf(leading, pick))
  if (kind === 'flush') return flushOne(place, pick)
  if (kind === 'restore') return finishRestoring(place)
  if (kind !== 'install') return undefined
  const part = partOf(snapshotUpTo(committed, terms[committed - 1] ?? 0))
  return installs({ from: S2, term: terms.at(-1) ?? 1, part })
}

const shape = ({ log, currentTerm, commitIndex, lastApplied, snapshot: taken }: Server): unknown => ({
  entries: toArray(log.entries, log.baseIndex),
  base: [log.baseIndex, log.baseTerm],
  configurations: log.configurations,
  currentTerm,
  commitIndex,
  lastApplied,
  snapshot: taken,
})

test('a journal in segments, whatever is removed of it, gives the log that one without end gives', () => {
  let removed = 0
  fc.assert(
    fc.property(happenings, fc.integer({ min: 1, max: 3 }), (events, segmentRecords) => {
      const [one, many] = [lifeOf({}), lifeOf({ segmentRecords })]
      let leading: Leading = { terms: [], committed: 0 }
      for (const { kind, pick } of events) {
        leading = led(leading, kind, pick)
        for (const life of [one, many]) {
          if (kind === 'crash') {
            crash(life.place, pick)
            start(life.place, life.options)
          }
          hear(life, inputOf(life, leading, kind, pick))
        }
        const [, { removing }] = many.place.files
        // What a leader had cut off is better gone in a crash than there again, but it is another log.
        while ((removing[0] ?? 0) > many.place.server.journal.fresh) removing.shift()
        if (pick % 3 > 0 && removing.length > 0) {
          removeOne(many.place)
          removed++
        }
        expect(shape(many.place.server)).toEqual(shape(one.place.server))
      }
    }),
    { numRuns: 300 },
  )
  expect(removed).toBeGreaterThan(50)
})

/**
 * What a server told its leader that it has, by index: the term, as long as no newer leader has it cut off. Whether one has
 * is not known any more of what compaction took away before it was told.
 */
function acknowledge(acked: Map<number, number>, { place, logs }: Life, messages: readonly Message[]): void {
  const { log: now } = place.server
  for (const message of messages) {
    if (message.kind !== MessageKind.Appended || !message.success) continue
    const log = logs.get(message) as Log
    for (let index = Math.max(log.baseIndex, now.baseIndex) + 1; index <= message.matchIndex; index++)
      acked.set(index, termAt(log, index))
  }
  for (const [index, term] of acked)
    if (index > lastIndex(now) || (index > now.baseIndex && termAt(now, index) !== term)) acked.delete(index)
}

/** Whether a newer leader's snapshot, which turned out to be durable, has the whole log discarded. */
const discards = ({ lastIncludedIndex, lastIncludedTerm }: Snapshot, log: Log): boolean =>
  termAt(log, lastIncludedIndex) !== lastIncludedTerm

test('whenever a server crashes, between any two effects, it starts again with the term, the vote and all entries that it acknowledged', () => {
  let crashes = 0
  fc.assert(
    fc.property(happenings, fc.nat(3), fc.boolean(), (events, segmentRecords, persistentMachine) => {
      const life = lifeOf({ segmentRecords, persistentMachine })
      const { place } = life
      const acked = new Map<number, number>()
      let heard = 0
      let leading: Leading = { terms: [], committed: 0 }
      for (const { kind, pick } of events) {
        leading = led(leading, kind, pick)
        const messages = hear(life, inputOf(life, leading, kind, pick), pick % 7 === 0 ? pick % 4 : Infinity)
        for (const { term } of messages) heard = Math.max(heard, term)
        acknowledge(acked, life, messages)
        if (pick % 2 === 0) removeOne(place)
        if (kind !== 'crash' && pick % 7 !== 0) continue
        const { log: before } = place.server
        crash(place, pick)
        expect(stops(recover(S1, life.options, diskOf(place)))).toBe(false)
        start(place, life.options)
        crashes++
        const { log, currentTerm, snapshot: found } = place.server
        if (found !== null && discards(found, before)) acked.clear()
        expect(currentTerm).toBeGreaterThanOrEqual(heard)
        for (const [index, term] of acked)
          if (index > log.baseIndex) expect([index, termAt(log, index)]).toEqual([index, term])
      }
    }),
    { numRuns: 300 },
  )
  expect(crashes).toBeGreaterThan(500)
})

test('a write of the log is the only one that names another segment than the first', () => {
  const life = lifeOf({ segmentRecords: 1, persistentMachine: true })
  const { place } = life
  const told: Effect[] = []
  for (let index = 0; index < 9; index++) {
    const prev = [index, index === 0 ? 0 : 1] as const
    const { server, effects } = take(
      place.server,
      replicates({ from: S2, term: 1, prev, terms: [1], commit: index }),
    )
    told.push(...effects)
    place.server = server
    hear(life, flushOne(place, index))
  }
  for (const { kind, which, segment } of told)
    if (kind === EffectKind.Write && which !== DiskFile.Log) expect(segment).toBe(1)
})
