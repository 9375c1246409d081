import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DiskFile, EffectKind, Needs, stop } from './effect.ts'
import { InputKind, type Input } from './input.ts'
import { termAt } from './log/log.ts'
import { MessageKind, type Message } from './message.ts'
import { NOBODY, Role, type Server } from './server.ts'
import type { Snapshot } from './snapshots/snapshot.ts'
import { step, type Step } from './step.ts'
import { follower } from './testing/cluster.ts'
import { take } from './testing/frozen-step.ts'
import { writeFailed } from './testing/inputs.ts'
import { sends } from './testing/outcome.ts'
import { walk, walks } from './testing/walk.ts'
import { toArray } from './vector.ts'

/** Asks of every step of many walks; each is taken on frozen arguments, so that a step which writes to them throws. */
function always(holds: (before: Server, input: Input, taken: Step) => void): void {
  fc.assert(fc.property(walks, (way) => void walk(way, holds)))
}

/** The bytes that a step could write to: they cannot be frozen. */
function bytesOf({ snapshot, snapshotWork, sending }: Server, input: Input): Uint8Array[] {
  const { saving, receiving, restoring } = snapshotWork
  const sent = sending.map((one) => one?.snapshot)
  const chunk = input.kind === InputKind.Message ? (input.message as { chunk?: Snapshot | null }).chunk : null
  return [snapshot, saving, receiving, restoring, ...sent, chunk].flatMap((one) => (one ? [one.bytes] : []))
}

test('a step is pure: equal arguments, which it leaves as they are, give equal results', () => {
  let commits = 0
  let restorations = 0
  always((before, input, taken) => {
    const bytes = bytesOf(before, input)
    const copies = bytes.map((each) => each.slice())
    expect(step(before, input)).toEqual(taken)
    expect(bytes).toEqual(copies)
    if (taken.server.role === Role.Leader && taken.server.commitIndex > before.commitIndex) commits++
    if (input.kind === InputKind.Restored) restorations++
  })
  expect(Math.min(commits, restorations)).toBeGreaterThan(0)
})

test.each(Object.values(DiskFile))(
  'a write that fails stops the server, whichever file it was for: %i',
  (file) => {
    const server = follower({ log: [1, 1] })
    expect(take(server, writeFailed(file))).toEqual({
      ...take(server, writeFailed(file)),
      server,
      effects: [stop()],
    })
  },
)

test('a step that changes no field gives back the same server', () => {
  always((before, _, { server }) => {
    const fields = Object.keys(before) as (keyof Server)[]
    if (fields.every((field) => server[field] === before[field])) expect(server).toBe(before)
  })
})

test('5.3: within a reign a leader only appends: but for what a snapshot took, no entry of its log goes or changes', () => {
  always((before, _, { server }) => {
    if (before.role !== Role.Leader || server.role !== Role.Leader || server.log === before.log) return
    const from = server.log.baseIndex
    const kept = toArray(server.log.entries, from)
    const had = toArray(before.log.entries, Math.max(from, before.log.baseIndex))
    expect(from).toBeGreaterThanOrEqual(before.log.baseIndex)
    expect(kept.slice(0, had.length)).toEqual(had)
  })
})

test('Figure 2: currentTerm, commitIndex and lastApplied only grow, and a vote is not changed within its term', () => {
  always((before, _, { server }) => {
    expect(server.currentTerm).toBeGreaterThanOrEqual(before.currentTerm)
    expect(server.commitIndex).toBeGreaterThanOrEqual(before.commitIndex)
    expect(server.lastApplied).toBeGreaterThanOrEqual(before.lastApplied)
    const bound = server.currentTerm === before.currentTerm && before.votedFor !== NOBODY
    if (bound) expect(server.votedFor).toBe(before.votedFor)
  })
})

test('Figure 2: what is committed is applied, as soon as no snapshot is being restored, no more than a page at a time', () => {
  let waits = 0
  always((before, _, { server }) => {
    if (server.snapshotWork.restoring !== null) return
    if (server.lastApplied < server.commitIndex) expect(server.applying).toBe(true)
    const { applyPage } = server.options
    const restored = before.snapshotWork.restoring?.lastIncludedIndex ?? 0
    const from = Math.max(before.lastApplied, restored)
    if (applyPage > 0) expect(server.lastApplied - from).toBeLessThanOrEqual(applyPage)
    else expect(server.applying).toBe(false)
    if (server.applying) waits++
  })
  expect(waits).toBeGreaterThan(0)
})

test('7: the log goes on without a gap from what a durable snapshot holds, and knows the term of the entry before its first', () => {
  always((_, __, { server }) => {
    const { log, snapshot, commitIndex } = server
    expect(log.baseIndex).toBeLessThanOrEqual(snapshot?.lastIncludedIndex ?? 0)
    expect(snapshot?.lastIncludedIndex ?? 0).toBeLessThanOrEqual(commitIndex)
    expect(commitIndex).toBeLessThanOrEqual(log.entries.length)
    expect(termAt(log, log.baseIndex)).toBe(log.baseTerm)
    if (snapshot !== null) expect(termAt(log, snapshot.lastIncludedIndex)).toBe(snapshot.lastIncludedTerm)
  })
})

test('durability: term and vote are written whenever they change, before whatever is sent, and all that is sent waits for them', () => {
  always((before, _, taken) => {
    const { currentTerm, votedFor } = taken.server
    const changed = currentTerm !== before.currentTerm || votedFor !== before.votedFor
    const order = taken.effects.filter(
      ({ kind, which }) => kind === EffectKind.Send || (kind === EffectKind.Write && which === DiskFile.Term),
    )
    const written = order.findLastIndex(({ kind }) => kind === EffectKind.Write)
    expect(written >= 0).toBe(changed)
    if (changed) expect(order[written]?.records).toEqual([{ currentTerm, votedFor }])
    expect(order.slice(0, written + 1).filter(({ kind }) => kind === EffectKind.Send)).toEqual([])
    for (const { message, needs } of sends(taken)) {
      expect(needs).toBe(needsOf(message))
      if (asksAhead(message)) expect(message.term).toBeGreaterThan(currentTerm)
      else expect(message.term).toBe(currentTerm)
    }
  })
})

/** What must be durable before a message leaves: the term, and what it vouches for. */
function needsOf(message: Message): number {
  const { kind } = message
  if (kind === MessageKind.Appended && message.success) return Needs.Term | Needs.Log
  const holds = kind === MessageKind.Installed && message.chunk.done
  return holds ? Needs.Term | Needs.Log | Needs.Snapshot : Needs.Term
}

/** 9.6: who asks about votes has not entered the term it asks about, nor has who would vote. */
function asksAhead(message: Message): boolean {
  return (
    message.kind === MessageKind.PreVote || (message.kind === MessageKind.PreVoted && message.voteGranted)
  )
}
