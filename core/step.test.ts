import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DiskFile, EffectKind, Needs } from './effect.ts'
import type { Input } from './input.ts'
import { MessageKind } from './message.ts'
import { NOBODY, Role, type Server } from './server.ts'
import { step, type Step } from './step.ts'
import { sends, termsOf } from './testing/outcome.ts'
import { moves, walk } from './testing/walk.ts'

/** Asks of every step of many walks; each is taken on frozen arguments, so that a step which writes to them throws. */
function always(holds: (before: Server, input: Input, taken: Step) => void): void {
  fc.assert(fc.property(moves, (choices) => void walk(choices, holds)))
}

test('a step is pure: equal arguments, which it leaves as they are, give equal results', () => {
  let commits = 0
  always((before, input, taken) => {
    expect(step(before, input)).toEqual(taken)
    if (taken.server.role === Role.Leader && taken.server.commitIndex > before.commitIndex) commits++
  })
  expect(commits).toBeGreaterThan(0)
})

test('a step that changes no field gives back the same server', () => {
  always((before, _, { server }) => {
    const fields = Object.keys(before) as (keyof Server)[]
    if (fields.every((field) => server[field] === before[field])) expect(server).toBe(before)
  })
})

test('5.3: within a reign a leader only appends: no entry of its own log is ever cut or replaced', () => {
  always((before, _, { server }) => {
    if (before.role !== Role.Leader || server.role !== Role.Leader) return
    expect(termsOf(server).slice(0, before.log.entries.length)).toEqual(termsOf(before))
  })
})

test('Figure 2: currentTerm, commitIndex and lastApplied only grow, and a vote is not changed within its term', () => {
  always((before, _, { server }) => {
    expect(server.currentTerm).toBeGreaterThanOrEqual(before.currentTerm)
    expect(server.commitIndex).toBeGreaterThanOrEqual(before.commitIndex)
    expect(server.lastApplied).toBe(server.commitIndex)
    const bound = server.currentTerm === before.currentTerm && before.votedFor !== NOBODY
    if (bound) expect(server.votedFor).toBe(before.votedFor)
  })
})

test('durability: term and vote are written whenever they change, before whatever is sent, and all that is sent waits for them', () => {
  always((before, _, taken) => {
    const { currentTerm, votedFor } = taken.server
    const changed = currentTerm !== before.currentTerm || votedFor !== before.votedFor
    const order = taken.effects.filter(
      ({ kind, which }) => kind === EffectKind.Send || (kind === EffectKind.Write && which === DiskFile.Term),
    )
    expect(order.filter(({ kind }) => kind === EffectKind.Write)).toHaveLength(changed ? 1 : 0)
    if (changed) expect(order[0]?.records).toEqual([{ currentTerm, votedFor }])
    for (const { message, needs } of sends(taken)) {
      const accepted = message.kind === MessageKind.Appended && message.success
      expect(needs).toBe(accepted ? Needs.Term | Needs.Log : Needs.Term)
      expect(message.term).toBe(currentTerm)
    }
  })
})
