import { expect, test } from 'vitest'
import { AnswerStatus } from '../../core/effect.ts'
import { FaultKind } from '../plan/fault-kind.ts'
import type { Plan } from '../plan/plan.ts'
import { CALM, episode, play } from '../testing/small-plan.ts'
import { ActionKind } from '../world/action.ts'

const { Ask, Abandon, Answer } = ActionKind
const registering = (told: Partial<Plan['options']> = {}): Plan => ({
  ...CALM,
  options: { ...CALM.options, registration: true, ...told },
})

test('6.3: a client registers before it asks anything, and once where its session lasts', () => {
  const { done, gauge } = play(registering())
  const asked = done.filter(({ kind }) => kind === Ask).map(({ term }) => term)
  expect(asked.indexOf(0)).toBe(0)
  expect(gauge).toMatchObject({ registered: 1, expired: 0 })
  expect(gauge.acknowledged).toBeGreaterThan(100)
})

test('6.3: it registers again when it hears that its session is over', () => {
  // It takes longer than that from one operation to the next.
  const { gauge } = play(registering({ sessionTimeout: 5_000 }))
  expect(gauge.expired).toBeGreaterThan(20)
  expect(gauge.registered).toBeGreaterThanOrEqual(gauge.expired)
  // Each was asked but once, so that it is certain that none was done.
  expect(gauge.failed).toBeGreaterThan(20)
  expect(gauge.failed).toBeLessThanOrEqual(gauge.expired)
})

test('copies of some requests come long after them', () => {
  for (const plan of [CALM, registering()]) {
    let late = 0
    for (const seed of [1, 2, 3, 4]) {
      let newest = 0
      for (const { kind, term } of play({ ...plan, seed }).done) {
        if (kind !== Ask || term === 0) continue
        newest = Math.max(newest, term)
        if (term < newest) late++
      }
    }
    expect(late).toBeGreaterThan(0)
    expect(late).toBeLessThan(60)
  }
})

test('a client who is told that the outcome is unknown mostly asks again, and sometimes gives up', () => {
  let [unknown, again, givenUp] = [0, 0, 0]
  for (let seed = 0; seed < 60; seed++) {
    const operations = [0, 1, 2, 3].flatMap((session) =>
      CALM.operations.slice(0, 150).map((operation) => ({ ...operation, session })),
    )
    const isolated = [
      episode(FaultKind.IsolateLeader, { until: 900_000 }),
      episode(FaultKind.IsolateLeader, { from: 1_000_000 }),
    ]
    let told = new Set<string>()
    play({ ...CALM, seed, operations, episodes: isolated }, ({ action, redirected }) => {
      const name = `${action.peer}.${action.term}`
      if (action.kind === Answer && redirected?.status === AnswerStatus.Unknown) {
        unknown++
        told = new Set([...told, name])
      } else if (action.kind === Ask && told.delete(name)) again++
      else if (action.kind === Abandon && told.delete(name)) givenUp++
    })
  }
  expect(unknown).toBeGreaterThan(20)
  expect(again).toBeGreaterThan(givenUp)
  expect(givenUp).toBeGreaterThan(0)
})
