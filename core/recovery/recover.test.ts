import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DiskFile, EffectKind, Timer, trim } from '../effect.ts'
import { logOf } from '../log/log.ts'
import { defaultOptions } from '../options.ts'
import { NOBODY, Role } from '../server.ts'
import type { Step } from '../step.ts'
import { S1, S2 } from '../testing/cluster.ts'
import { entriesOf, stored } from '../testing/entries.ts'
import { frozen } from '../testing/frozen-step.ts'
import { termsOf } from '../testing/outcome.ts'
import { moves, walk } from '../testing/walk.ts'
import type { Disk, Stored } from './disk.ts'
import { recover } from './recover.ts'

const start = (term: readonly Stored[], log: readonly Stored[] = []): Step =>
  recover(S1, defaultOptions(3), frozen<Disk>([term, log]))

const votes = [1, 2].map((currentTerm) => ({ currentTerm, votedFor: currentTerm === 1 ? S1 : S2 }))

test('5.1: a server that starts for the first time is a follower in term 0, which has voted for nobody, with an empty log', () => {
  const first = start([])
  expect(first.server).toMatchObject({ role: Role.Follower, currentTerm: 0, votedFor: NOBODY })
  expect(first.server).toMatchObject({ commitIndex: 0, lastApplied: 0, log: logOf([]) })
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

test('the log ends before its first torn or missing record, whatever stands behind it', () => {
  const again = start([], [...stored(entriesOf([1, 1]), 1), ...stored(entriesOf([1], 2))])
  expect(termsOf(again.server)).toEqual([1])
  expect(again.effects).toContainEqual(trim(DiskFile.Log, 1))
})

test('an entry in the journal cuts off what an earlier record had put there and after', () => {
  const journal = [...entriesOf([1, 1, 1]), ...entriesOf([2], 1)]
  expect(termsOf(start([], stored(journal)).server)).toEqual([1, 2])
})

test.each([
  { whole: 3, terms: [1, 1, 1] },
  { whole: 4, terms: [1, 2] },
  { whole: 5, terms: [1, 2, 2] },
])(
  '5 records, the last 2 a write that cuts and appends, torn after $whole: never a cut alone',
  ({ whole, terms }) => {
    const journal = [...entriesOf([1, 1, 1]), ...entriesOf([2, 2], 1)]
    expect(termsOf(start([], stored(journal, whole)).server)).toEqual(terms)
  },
)

test('a server that starts again after any walk finds the term, vote and log it had', () => {
  fc.assert(
    fc.property(moves, (choices) => {
      for (const { server, disk } of walk(choices, () => {})) {
        const again = recover(server.id, server.options, disk).server
        expect([again.currentTerm, again.votedFor]).toEqual([server.currentTerm, server.votedFor])
        expect(termsOf(again)).toEqual(termsOf(server))
      }
    }),
  )
})
