import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DiskFile, Timer } from '../../core/effect.ts'
import { journalOf } from '../../core/journal/journal.ts'
import { truncateAfter } from '../../core/log/log.ts'
import type { Stored } from '../../core/recovery/disk.ts'
import type { Snapshot } from '../../core/snapshots/snapshot.ts'
import { Role, type Server } from '../../core/server.ts'
import { sessionsOf } from '../../core/testing/sessions.ts'
import { itemAt, withItem } from '../../core/vector.ts'
import { CALM, play } from '../testing/small-plan.ts'
import { act, elect, put, S1, smallWorld } from '../testing/small-world.ts'
import { ActionKind } from '../world/action.ts'
import type { Transition } from '../world/transition.ts'
import { seatOf, type World } from '../world/world.ts'
import {
  absorbTransition,
  addRun,
  blankFingerprint,
  closeFingerprint,
  fingerprintText,
  type Fingerprint,
} from './fingerprint.ts'

/** The fingerprint that closes on a world in which S1 leads, asked to write, and something else. */
function closed(spoil: (world: World) => void = () => undefined): string {
  const world = smallWorld()
  elect(world, S1)
  act(world, ActionKind.Ask, { server: S1, term: 1 })
  spoil(world)
  const print = blankFingerprint()
  closeFingerprint(print, world)
  return fingerprintText(print)
}

const leaderOf = (world: World): Server => seatOf(world, S1).server as Server

const snapshotAt = (lastIncludedIndex: number): Snapshot => ({
  lastIncludedIndex,
  lastIncludedTerm: 1,
  configuration: { voters: 7, outgoing: 0, learners: 0 },
  bytes: Uint8Array.of(7),
})

/** Each field of that leader, otherwise; what comes from its options alone is not its state. */
const OTHERWISE: {
  readonly [Field in Exclude<keyof Server, 'options' | 'arms'>]: (server: Server) => Server[Field]
} = {
  id: () => 3,
  currentTerm: () => 7,
  votedFor: () => 1,
  log: ({ log }) => truncateAfter(log, 1),
  role: () => Role.Candidate,
  leader: () => 2,
  hearsLeader: () => true,
  commitIndex: () => 0,
  lastApplied: () => 0,
  applying: () => true,
  durableIndex: () => 0,
  journal: () => journalOf(2, 1, 1, 1),
  written: ({ written }) => ({ ...written, superseded: 1 }),
  persisted: () => 1,
  persisting: () => true,
  machine: () => [5],
  sessions: () => sessionsOf([{ serial: 1 }]),
  snapshot: () => snapshotAt(1),
  snapshotWork: () => ({ saving: null, receiving: null, restoring: snapshotAt(1), landmarks: [] }),
  votes: () => 5,
  nextIndex: () => [2, 2, 3],
  matchIndex: () => [1, 0, 1],
  awaiting: () => 4,
  inFlight: () => [null, [2], null],
  sending: () => [null, { snapshot: snapshotAt(1), offset: 0 }, null],
  contacted: () => 2,
  change: () => ({ command: put(0, 1), round: 1, upTo: 1 }),
  transfer: () => put(0, 1),
  round: () => 9,
  roundAnswered: () => [0, 0, 1],
  reads: () => [{ command: put(0, 1), asker: 0, readIndex: 1, round: 1 }],
  lease: () => ({ round: 1, began: 0, until: 5 }),
  queued: () => [put(0, 1)],
}

test.each(Object.entries(OTHERWISE))('it changes with the %s of one server', (field, otherwise) => {
  const changed = closed((world) => {
    const server = leaderOf(world)
    expect(otherwise(server)).not.toEqual(server[field as keyof Server])
    seatOf(world, S1).server = { ...server, [field]: otherwise(server) }
  })
  expect(changed).not.toBe(closed())
})

test.each<readonly [string, object]>([
  ['term', { term: 2 }],
  ['kind', { kind: 0 }],
  ['index', { index: 3 }],
  ['time', { time: 4 }],
  ...Object.keys(put(0, 1)).map((part) => [part, { command: { ...put(0, 1), [part]: 8 } }] as const),
])('it changes with the %s of one entry', (_part, change) => {
  const changed = closed((world) => {
    const server = leaderOf(world)
    const { entries } = server.log
    const other = withItem(entries, 1, { ...itemAt(entries, 1), ...change })
    seatOf(world, S1).server = { ...server, log: { ...server.log, entries: other } }
  })
  expect(changed).not.toBe(closed())
})

test.each<readonly [what: string, file: 0 | 1, change: object, stands: Partial<Stored>]>([
  ['the term in a record', DiskFile.Term, { currentTerm: 2 }, {}],
  ['the vote in a record', DiskFile.Term, { votedFor: 2 }, {}],
  ['an entry in a record', DiskFile.Log, { term: 2 }, {}],
  ['damage to a record', DiskFile.Log, {}, { whole: false }],
  ['the segment of a record', DiskFile.Log, {}, { segment: 2 }],
  ['the number of a record', DiskFile.Log, {}, { number: 7 }],
  ['what a record vouches for', DiskFile.Log, {}, { durable: 7 }],
])('it changes with %s on one disk', (_what, file, change, stands) => {
  const changed = closed((world) => {
    const { records } = seatOf(world, S1).files[file]
    const last = records.pop() as (typeof records)[number]
    records.push({ ...last, ...stands, record: { ...last.record, ...change } })
  })
  expect(changed).not.toBe(closed())
})

test('it changes with a write that is flushed, and with a server that is down', () => {
  const flushed = closed((world) => (seatOf(world, S1).files[DiskFile.Log].flushed += 1))
  const down = closed((world) => (seatOf(world, S1).server = null))
  expect(new Set([closed(), flushed, down]).size).toBe(3)
})

test('while a run goes on, it changes with each part of the action and of the server that it changed', () => {
  const world = smallWorld()
  const timesOut = act(world, ActionKind.Timer, { server: S1, topic: Timer.Election })
  const { action } = timesOut
  const after = timesOut.after as Server
  const prints = [
    {},
    ...Object.keys(action).map((part) => ({
      action: { ...action, [part]: 1 + action[part as keyof typeof action] },
    })),
    ...(['role', 'currentTerm', 'votedFor', 'log', 'commitIndex', 'lastApplied'] as const).map((field) => {
      const other = { role: 2, currentTerm: 2, votedFor: 1, log: undefined, commitIndex: 1, lastApplied: 1 }
      return { after: { ...after, [field]: other[field] } }
    }),
  ].map((change) => {
    const print = blankFingerprint()
    absorbTransition(print, { ...timesOut, ...change } as Transition)
    return fingerprintText(print)
  })
  expect(new Set(prints).size).toBe(prints.length)
})

test('equal plans give equal fingerprints, and another seed gives another', () => {
  expect(play(CALM).fingerprint).toEqual(play(CALM).fingerprint)
  expect(play(CALM).fingerprint).not.toEqual(play({ ...CALM, seed: 2 }).fingerprint)
})

test('the order of the runs in a campaign does not matter, but each of them does', () => {
  const print: fc.Arbitrary<Fingerprint> = fc.record({ low: fc.integer(), high: fc.integer() })
  const sumOf = (runs: readonly Fingerprint[]): string => {
    const sum = { low: 0, high: 0 }
    for (const run of runs) addRun(sum, run)
    return fingerprintText(sum)
  }
  const property = fc.property(fc.array(print, { minLength: 1 }), fc.nat(), (runs, pick) => {
    const place = pick % runs.length
    const [one] = runs.splice(place, 1) as [Fingerprint]
    const sum = sumOf([one, ...runs])
    expect(sumOf([...runs, one])).toBe(sum)
    expect(sumOf([...runs, { ...one, low: one.low ^ 1 }])).not.toBe(sum)
    expect(sumOf([...runs, { ...one, high: one.high ^ 1 }])).not.toBe(sum)
  })
  fc.assert(property)
})
