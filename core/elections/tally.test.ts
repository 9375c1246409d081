import { expect, test } from 'vitest'
import { Role } from '../server.ts'
import { configurationOf } from '../membership/configuration.ts'
import { candidate, leader, S1, S2, S3, S4, S5, setOf } from '../testing/cluster.ts'
import { configured } from '../testing/entries.ts'
import { after, ignores, take } from '../testing/frozen-step.ts'
import { termFlushed, timeout, votes } from '../testing/inputs.ts'

const ofFive = after(candidate({ term: 1, options: { servers: 5 } }), termFlushed(1))

test('5.2: a candidate with votes of a majority of the whole cluster becomes leader', () => {
  const close = after(ofFive, votes({ from: S2, term: 1 }))
  expect(close.role).toBe(Role.Candidate)
  expect(take(close, votes({ from: S3, term: 1 })).server.role).toBe(Role.Leader)
})

test('5.2: each server has one vote, however often its message arrives', () => {
  const once = after(ofFive, votes({ from: S2, term: 1 }))
  expect(ignores(once, votes({ from: S2, term: 1 }))).toBe(true)
})

test('5.2: a vote denied does not count', () => {
  expect(ignores(ofFive, votes({ from: S2, term: 1, granted: false }))).toBe(true)
})

test('5.2: a vote of an earlier term does not count', () => {
  const again = after(candidate({ term: 1 }), timeout, termFlushed(2))
  expect(ignores(again, votes({ from: S2, term: 1 }))).toBe(true)
})

test('5.2: a vote for who leads already changes nothing', () => {
  expect(ignores(leader({ term: 1 }), votes({ from: S3, term: 1 }))).toBe(true)
})

test('4.2.1: votes of learners, and of servers outside the configuration, do not count', () => {
  const log = [configured(1, 1, configurationOf(setOf(S1, S2, S3), setOf(S4)))]
  const standing = after(candidate({ log, options: { servers: 5 } }), termFlushed(2))
  const others = after(standing, votes({ from: S4, term: 2 }), votes({ from: S5, term: 2 }))
  expect(others.role).toBe(Role.Candidate)
  expect(take(others, votes({ from: S2, term: 2 })).server.role).toBe(Role.Leader)
})

test('a candidate counts its own vote once, however often its flush is reported', () => {
  expect(ignores(ofFive, termFlushed(1))).toBe(true)
})
