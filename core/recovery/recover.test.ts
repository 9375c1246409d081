import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DiskFile, EffectKind, FIRST_SEGMENT, stop, Timer, trim, writeJournal } from '../effect.ts'
import { baseEntry } from '../log/entry.ts'
import { latestConfiguration, logAfter } from '../log/log.ts'
import { configurationOf } from '../membership/configuration.ts'
import { defaultOptions } from '../options.ts'
import { NOBODY, Role, type Server } from '../server.ts'
import type { AppliedState } from '../snapshots/snapshot.ts'
import type { Step } from '../step.ts'
import { S1, S2, S3, setOf } from '../testing/cluster.ts'
import { configured, entriesOf, stored } from '../testing/entries.ts'
import { frozen, take } from '../testing/frozen-step.ts'
import { replicates } from '../testing/inputs.ts'
import { stops, termsOf, writes } from '../testing/outcome.ts'
import { carryOut, diskOf, finishRestoring, flushOne, type Place } from '../testing/place.ts'
import { sessionsOf } from '../testing/sessions.ts'
import { snapshotUpTo } from '../testing/snapshots.ts'
import { walk, walks } from '../testing/walk.ts'
import { toArray } from '../vector.ts'
import { FORMATTED, type Disk, type Stored } from './disk.ts'
import { recover } from './recover.ts'

const start = (
  term: readonly Stored[],
  log: readonly Stored[] = [],
  snapshots: readonly Stored[] = [],
): Step => recover(S1, defaultOptions(3), frozen<Disk>([term, log, snapshots, []]))

const votes = [1, 2].map((currentTerm) => ({ currentTerm, votedFor: currentTerm === 1 ? S1 : S2 }))

test('5.1: a server that starts for the first time is a follower in term 0, which has voted for nobody, with an empty log', () => {
  const first = start(stored([FORMATTED]))
  expect(first.server).toMatchObject({ role: Role.Follower, currentTerm: 0, votedFor: NOBODY })
  expect(first.server).toMatchObject({
    commitIndex: 0,
    lastApplied: 0,
    log: logAfter(0, 0, configurationOf(0b111, 0)),
  })
  expect(first.effects).toMatchObject([{ kind: EffectKind.Arm, which: Timer.Election }])
})

test('5.1: a server that starts again is a follower with the term, vote and log it had on stable storage', () => {
  const { server } = start(stored(votes), stored(entriesOf([1, 2])))
  expect(server).toMatchObject({ role: Role.Follower, currentTerm: 2, votedFor: S2 })
  expect(server).toMatchObject({ commitIndex: 0, lastApplied: 0, durableIndex: 2 })
  expect(termsOf(server)).toEqual([1, 2])
})

test('a torn term record was never told to anybody: the one before it counts', () => {
  const again = start(stored(votes, 1))
  expect(again.server).toMatchObject({ currentTerm: 1, votedFor: S1 })
  expect(again.effects).toContainEqual(trim(DiskFile.Term, 1))
})

test.each([
  ['no term and vote at all', []],
  ['a term and vote that are damaged', stored(votes, 0)],
])('a disk with %s has lost them, and its server must not start', (_what, term) => {
  const refusing = start(term, stored(entriesOf([1, 1])))
  expect(refusing.effects).toEqual([stop()])
})

test('the log ends before its first torn or missing record, whatever stands behind it', () => {
  const again = start(stored([FORMATTED]), [...stored(entriesOf([1, 1]), 1), ...stored(entriesOf([1], 2))])
  expect(termsOf(again.server)).toEqual([1])
  expect(again.effects).toContainEqual(trim(DiskFile.Log, 1))
})

// Else what is written next would vouch for less than is durable, and rot of it would be taken for a torn write.
test('records are numbered over the whole life of the disk: those of a server that starts again follow what it finds', () => {
  const again = start(stored([FORMATTED]), stored(entriesOf([1, 1])))
  const step = take(again.server, replicates({ from: S2, term: 1, prev: [2, 1], terms: [1] }))
  expect(step.effects).toContainEqual(writeJournal(entriesOf([1], 2), 3, 1, FIRST_SEGMENT, 3, 2))
})

test('an entry in the journal cuts off what an earlier record had put there and after', () => {
  const journal = [...entriesOf([1, 1, 1]), ...entriesOf([2], 1)]
  expect(termsOf(start(stored([FORMATTED]), stored(journal)).server)).toEqual([1, 2])
})

test.each([
  { whole: 3, terms: [1, 1, 1] },
  { whole: 4, terms: [1, 2] },
  { whole: 5, terms: [1, 2, 2] },
])(
  '5 records, the last 2 a write that cuts and appends, torn after $whole: never a cut alone',
  ({ whole, terms }) => {
    const journal = [...entriesOf([1, 1, 1]), ...entriesOf([2, 2], 1)]
    expect(termsOf(start(stored([FORMATTED]), stored(journal, whole)).server)).toEqual(terms)
  },
)

const snapshot = snapshotUpTo(4, 2, { machine: [7], sessions: sessionsOf([{ serial: 1 }]) })
const base = baseEntry(4, 2, snapshot.configuration)

test('7: a server that starts again has the state that its snapshot holds, and the log behind it', () => {
  const again = start(stored([FORMATTED]), stored([...entriesOf([1, 1, 2, 2, 3]), base]), stored([snapshot]))
  expect(again.server).toMatchObject({ commitIndex: 4, lastApplied: 4, machine: [7], snapshot })
  expect(again.server).toMatchObject({
    sessions: { list: [{ serial: 1 }] },
    log: { baseIndex: 4, baseTerm: 2 },
  })
  expect(termsOf(again.server)).toEqual([3])
})

test('7: of a snapshot that is torn nothing is left: the one before it counts', () => {
  const newer = snapshotUpTo(9, 2)
  const again = start(stored([FORMATTED]), stored([base]), stored([snapshot, newer], 1))
  expect(again.server.snapshot).toEqual(snapshot)
  expect(again.effects).toContainEqual(trim(DiskFile.Snapshot, 1))
})

test('7: entries that a durable snapshot holds stay until the log’s file says that they are gone', () => {
  const again = start(stored([FORMATTED]), stored(entriesOf([1, 1, 2, 2, 3])), stored([snapshot]))
  expect(termsOf(again.server)).toEqual([1, 1, 2, 2, 3])
  expect(again.server).toMatchObject({ commitIndex: 4, lastApplied: 4 })
  expect(writes(again, DiskFile.Log)).toEqual([])
})

test.each([
  { log: [1, 1], why: 'ends before the snapshot does' },
  { log: [1, 1, 1, 1, 1], why: 'has another entry where the snapshot ends' },
])('InstallSnapshot 7: a log that $why is discarded at the latest now, and its file says so', ({ log }) => {
  const again = start(stored([FORMATTED]), stored(entriesOf(log)), stored([snapshot]))
  expect(again.server).toMatchObject({ log: { baseIndex: 4, baseTerm: 2 }, durableIndex: 4 })
  expect(termsOf(again.server)).toEqual([])
  expect(writes(again, DiskFile.Log)).toEqual([[base]])
})

test('7: a log without its beginning, and without the snapshot that stands for it, is refused', () => {
  expect(stops(start(stored(votes), stored([base, ...entriesOf([3], 4)])))).toBe(true)
  expect(stops(start(stored(votes), stored([base, ...entriesOf([3], 4)]), stored([snapshot])))).toBe(false)
})

const kept = (index: number, value: number): AppliedState => ({
  index,
  term: 1,
  machine: [value],
  sessions: sessionsOf([{ serial: index }]),
})
const withMachine = (
  machine: readonly Stored[],
  snapshots: readonly Stored[] = [],
  log = [1, 1, 1, 1, 1],
): Step =>
  recover(S1, { ...defaultOptions(3), persistentMachine: true }, [
    stored(votes),
    stored(entriesOf(log)),
    snapshots,
    machine,
  ])

test('a machine on stable storage goes on from what it had applied, which was committed', () => {
  const { server } = withMachine(stored([kept(3, 7)]))
  expect(server).toMatchObject({
    commitIndex: 3,
    lastApplied: 3,
    machine: [7],
    sessions: { list: [{ serial: 3 }] },
  })
  const torn = withMachine(stored([kept(2, 6), kept(3, 7)], 1))
  expect(torn.server).toMatchObject({ commitIndex: 2, lastApplied: 2, machine: [6] })
  expect(torn.effects).toContainEqual(trim(DiskFile.Machine, 1))
})

test('a snapshot that is ahead of the machine wins, and one that is behind does not', () => {
  const taken = stored([snapshotUpTo(4, 1, { machine: [8] })])
  expect(withMachine(stored([kept(3, 7)]), taken).server).toMatchObject({ lastApplied: 4, machine: [8] })
  expect(withMachine(stored([kept(5, 9)]), taken).server).toMatchObject({ lastApplied: 5, machine: [9] })
})

test('a machine that is ahead of its log is refused: entries that it applied were durable before it was', () => {
  expect(stops(withMachine(stored([kept(3, 7)]), [], [1, 1]))).toBe(true)
})

test('6: a server that starts again goes by the latest configuration in its log, else by that of its snapshot', () => {
  const [small, large] = [setOf(S1, S2), setOf(S1, S2, S3)].map((voters) => configurationOf(voters, 0))
  const holding = snapshotUpTo(4, 2, { configuration: small! })
  const first = baseEntry(4, 2, small!)
  const plain = start(stored([FORMATTED]), stored([first]), stored([holding]))
  expect(latestConfiguration(plain.server.log)).toEqual(small)
  const changed = start(stored([FORMATTED]), stored([first, configured(5, 2, large!)]), stored([holding]))
  expect(latestConfiguration(changed.server.log)).toEqual(large)
})

test('a server that starts again after any walk finds the term, vote, log and snapshot it had', () => {
  fc.assert(
    fc.property(walks, (way) => {
      for (const place of walk(way, () => {})) {
        const { log, snapshot, ...server } = settled(place)
        const again = recover(server.id, server.options, diskOf(place)).server
        expect([again.currentTerm, again.votedFor]).toEqual([server.currentTerm, server.votedFor])
        expect(again).toMatchObject({ log: { baseIndex: log.baseIndex, baseTerm: log.baseTerm }, snapshot })
        expect(toArray(again.log.entries, log.baseIndex)).toEqual(toArray(log.entries, log.baseIndex))
        expect(again.log.configurations).toEqual(log.configurations)
      }
    }),
  )
})

/** The server of a place when all that it wrote is durable, and all that it was to restore restored. */
function settled(place: Place): Server {
  for (;;) {
    const input = flushOne(place, 0) ?? finishRestoring(place)
    if (input === undefined) return place.server
    const { server, effects } = take(place.server, input)
    place.server = server
    carryOut(place, effects)
  }
}
