import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AppendEntries, Message } from '../message.ts'
import type { Server } from '../server.ts'
import { leader, S2, S3, settledLeader } from '../testing/cluster.ts'
import { after, ignores, take } from '../testing/frozen-step.ts'
import {
  accepts,
  asks,
  heartbeatDue,
  logFlushed,
  put,
  receives,
  rejects,
  snapshotFlushed,
} from '../testing/inputs.ts'
import { sent } from '../testing/outcome.ts'
import { Progress, progressOf } from './in-flight.ts'

const options = { maxInFlight: 2 }

/** What S2 is sent, in short: from where, and how many entries. */
const toS2 = (messages: readonly Message[]): [prevLogIndex: number, count: number][] =>
  messages
    .filter(({ to }) => to === S2)
    .map((message) => [(message as AppendEntries).prevLogIndex, (message as AppendEntries).entries.length])

/** A leader of term 1 that knows S2 to hold its no-op, and so sends it entries ahead. */
const reigning = settledLeader({ options })
const writes = (...serials: number[]): ReturnType<typeof asks>[] =>
  serials.map((serial) => asks(put(serial, serial)))

test('10.2.2: nextIndex goes on as soon as entries are sent, and the next are sent behind them', () => {
  expect(progressOf(reigning, S2)).toBe(Progress.Replicate)
  const first = take(reigning, writes(1)[0]!)
  expect(toS2(sent(first))).toEqual([[1, 1]])
  expect(first.server.nextIndex[S2]).toBe(3)
  expect(toS2(sent(take(first.server, writes(2)[0]!)))).toEqual([[2, 1]])
})

test('maxInFlight: no more are sent ahead than may be; an answer makes room for what came meanwhile', () => {
  const full = after(reigning, ...writes(1, 2))
  const third = take(full, writes(3)[0]!)
  expect(toS2(sent(third))).toEqual([])
  const waiting = after(third.server, ...writes(4))
  expect(toS2(sent(take(waiting, accepts({ from: S2, term: 1, match: 2 }))))).toEqual([[3, 2]])
})

test('maxInFlight: an answer to nothing that is in flight makes no room', () => {
  const full = after(reigning, ...writes(1, 2))
  const answered = after(full, accepts({ from: S2, term: 1, match: 2 }))
  expect(answered.inFlight[S2]).toEqual([3])
  for (const late of [accepts({ from: S2, term: 1, match: 2 }), accepts({ from: S2, term: 1, match: 1 })])
    expect(ignores(answered, late)).toBe(true)
})

test('maxInFlight: one answer may be for several messages', () => {
  expect(after(reigning, ...writes(1, 2), accepts({ from: S2, term: 1, match: 3 })).inFlight[S2]).toEqual([])
})

test('maxEntriesPerAppend: what is behind is sent in as many messages as may be in flight', () => {
  const lagging = after(reigning, ...writes(1, 2, 3, 4, 5, 6))
  const room = { ...lagging, options: { ...lagging.options, maxEntriesPerAppend: 1 } } as Server
  expect(toS2(sent(take(room, accepts({ from: S2, term: 1, match: 3 }))))).toEqual([
    [3, 1],
    [4, 1],
  ])
})

test('10.2.2: a heartbeat goes behind all that was sent, so that it is refused if some of that was lost', () => {
  const full = after(reigning, ...writes(1, 2, 3))
  expect(toS2(sent(take(full, heartbeatDue)))).toEqual([[3, 0]])
})

test('etcd: a refusal of what was sent ahead has the follower probed again, from where it says, but not below matchIndex', () => {
  const full = after(reigning, ...writes(1, 2, 3))
  const step = take(full, rejects({ from: S2, term: 1, prev: 3, conflict: [3, 0] }))
  expect(progressOf(step.server, S2)).toBe(Progress.Probe)
  expect(toS2(sent(step))).toEqual([[2, 2]])
  const lower = take(full, rejects({ from: S2, term: 1, prev: 3, conflict: [1, 0] }))
  expect(toS2(sent(lower))).toEqual([[1, 3]])
})

test('etcd: a refusal of what is known to match by now is late', () => {
  const matched = after(reigning, ...writes(1, 2), accepts({ from: S2, term: 1, match: 2 }))
  expect(ignores(matched, rejects({ from: S2, term: 1, prev: 2, conflict: [2, 0] }))).toBe(true)
})

test('etcd: while a follower is probed one message is under way, until it is answered or a heartbeat is due', () => {
  const elected = leader({ options, log: [1], term: 2 })
  expect(progressOf(elected, S2)).toBe(Progress.Probe)
  const probing = after(elected, logFlushed(2, 2), ...writes(1))
  expect(toS2(sent(take(probing, writes(2)[0]!)))).toEqual([])
  expect(toS2(sent(take(probing, heartbeatDue)))).toEqual([[1, 2]])
  const found = take(probing, accepts({ from: S2, term: 2, match: 2 }))
  expect(progressOf(found.server, S2)).toBe(Progress.Replicate)
  expect(toS2(sent(found))).toEqual([[2, 1]])
})

test('etcd: an answer that matches less than is being probed for ends nothing', () => {
  const far = leader({ options, log: [1, 1, 1, 1], term: 2 })
  expect(progressOf(after(far, accepts({ from: S2, term: 2, match: 2 })), S2)).toBe(Progress.Probe)
  const found = after(far, accepts({ from: S2, term: 2, match: 4 }))
  expect(progressOf(found, S2)).toBe(Progress.Replicate)
})

test('emptyProbes: a probe without entries that is answered is enough to send them ahead', () => {
  const probing = leader({ options: { ...options, emptyProbes: true }, log: [1], term: 2 })
  const found = take(probing, accepts({ from: S2, term: 2, match: 1 }))
  expect(toS2(sent(found))).toEqual([[1, 1]])
  expect(found.server.nextIndex[S2]).toBe(3)
})

test('7: a follower that lacks what the log has no more is sent a snapshot, and then entries ahead again', () => {
  const snapshots = settledLeader({ options: { ...options, snapshotThreshold: 1 } })
  const committed = [...writes(1), logFlushed(2, 1), accepts({ from: S3, term: 1, match: 2 })]
  const compacted = after(snapshots, snapshotFlushed(1, 1), ...committed, snapshotFlushed(2, 1))
  expect(compacted.inFlight[S2]).toEqual([2])
  const sending = after(compacted, rejects({ from: S2, term: 1, prev: 2, conflict: [2, 0] }))
  expect(progressOf(sending, S2)).toBe(Progress.Snapshot)
  const installed = after(sending, receives({ from: S2, term: 1, snapshot: sending.snapshot! }))
  expect(progressOf(installed, S2)).toBe(Progress.Replicate)
})

test('without maxInFlight nothing is ever sent ahead', () => {
  expect(progressOf(settledLeader(), S2)).toBe(Progress.Probe)
})

/** Answers to what S2 was sent, in any order, some twice or never, and what is asked meanwhile. */
const happenings = fc.array(
  fc.record({
    kind: fc.constantFrom('ask', 'ask', 'accept', 'accept', 'accept', 'refuse', 'heartbeat'),
    pick: fc.nat(),
  }),
  { maxLength: 40 },
)

test('what is in flight is what was sent since the follower was last probed, and is not answered for', () => {
  fc.assert(
    fc.property(happenings, fc.integer({ min: 1, max: 3 }), (story, maxInFlight) => {
      let server = settledLeader({ options: { maxInFlight, maxEntriesPerAppend: 2 } })
      let flying: number[] = []
      let match = 1
      const ends: number[] = [1]
      story.forEach(({ kind, pick }, place) => {
        const end = ends[pick % ends.length] as number
        const input = {
          ask: asks(put(place, place + 1)),
          accept: accepts({ from: S2, term: 1, match: end }),
          refuse: rejects({ from: S2, term: 1, prev: end, conflict: [end, 0] }),
          heartbeat: heartbeatDue,
        }[kind] as ReturnType<typeof asks>
        const [before, step] = [server, take(server, input)]
        server = step.server
        if (kind === 'accept') match = Math.max(match, end)
        flying = flying.filter((last) => last > match)
        if (progressOf(server, S2) === Progress.Probe || progressOf(before, S2) === Progress.Probe)
          flying = []
        for (const [prev, count] of toS2(sent(step))) {
          if (count === 0) continue
          ends.push(prev + count)
          if (progressOf(server, S2) === Progress.Replicate) flying.push(prev + count)
        }
        expect(server.matchIndex[S2]).toBe(match)
        expect(server.inFlight[S2] ?? []).toEqual(flying)
        expect(flying.length).toBeLessThanOrEqual(maxInFlight)
        expect(server.nextIndex[S2]).toBeGreaterThan(match)
        if (flying.length > 0) expect(server.nextIndex[S2]).toBe((flying.at(-1) as number) + 1)
      })
    }),
  )
})
