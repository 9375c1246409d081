import fc from 'fast-check'
import { expect, test } from 'vitest'
import { action, ActionKind, type Action } from '../world/action.ts'
import { emptyAgenda, plan, takeNext, type Agenda, type Planned } from './agenda.ts'
import { keyOf } from './draws.ts'

const planned: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom(...Object.values(ActionKind)),
  at: fc.oneof(fc.nat(20), fc.nat(12_500_000)),
  server: fc.nat(127),
  peer: fc.nat(127),
  topic: fc.nat(3),
  term: fc.nat(1000),
  turn: fc.nat(1000),
  value: fc.nat(64),
})

function agendaOf(all: readonly Action[]): Agenda {
  const agenda = emptyAgenda(keyOf(1))
  for (const { kind, at, server, peer, topic, term, turn, value } of all) {
    plan(agenda, kind, at, server, peer, topic, term, turn, value)
  }
  return agenda
}

function takeAll(agenda: Agenda, until = Number.MAX_SAFE_INTEGER / 8192): Planned[] {
  const taken: Planned[] = []
  const next: Planned = action(ActionKind.Deliver, 0, 0, 0, 0, 0, 0, 0)
  while (takeNext(agenda, until, next)) taken.push({ ...next })
  return taken
}

const sorted = (all: readonly Planned[]): string[] =>
  all.map((one) => JSON.stringify(Object.entries(one).sort())).sort()

test('it gives back what was planned, in order of time', () => {
  const property = fc.property(fc.array(planned, { maxLength: 600, size: 'max' }), (all) => {
    const taken = takeAll(agendaOf(all))
    expect(taken.map(({ at }) => at)).toEqual(all.map(({ at }) => at).sort((one, other) => one - other))
    expect(sorted(taken)).toEqual(sorted(all))
  })
  fc.assert(property, { numRuns: 50 })
})

test('it gives nothing that comes later than asked for, and keeps it', () => {
  const property = fc.property(fc.array(planned), fc.nat(12_500_000), (all, until) => {
    const agenda = agendaOf(all)
    const [early, late] = [takeAll(agenda, until), takeAll(agenda)]
    expect(early).toHaveLength(all.filter(({ at }) => at <= until).length)
    expect(early.length + late.length).toBe(all.length)
  })
  fc.assert(property)
})

test('what was planned meanwhile finds its place, and rows are used again', () => {
  const property = fc.property(fc.array(planned, { minLength: 5 }), (all) => {
    const agenda = agendaOf(all)
    const rows = agenda.rows.length
    for (let round = 0; round < 60; round++) {
      const taken = takeAll(agenda)
      for (const { kind, at, server, peer, topic, term, turn, value } of taken) {
        plan(agenda, kind, at, server, peer, topic, term, turn, value)
      }
    }
    expect(agenda.rows.length).toBe(rows)
    expect(sorted(takeAll(agenda))).toEqual(sorted(all))
  })
  fc.assert(property, { numRuns: 20 })
})

test('at one microsecond the order comes from the names, not from who planned first', () => {
  const all = Array.from({ length: 8 }, (_, turn) => action(ActionKind.Deliver, 5, 0, 1, 2, 1, turn, 0))
  const order = takeAll(agendaOf(all)).map(({ turn }) => turn)
  expect(order).not.toEqual([...order].sort((one, other) => one - other))
  const property = fc.property(fc.shuffledSubarray(all, { minLength: 8 }), (shuffled) => {
    expect(takeAll(agendaOf(shuffled)).map(({ turn }) => turn)).toEqual(order)
  })
  fc.assert(property)
})
