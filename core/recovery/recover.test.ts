import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DiskFile, EffectKind, Timer, trim, type Effect } from '../effect.ts'
import { defaultOptions } from '../options.ts'
import { NOBODY, Role } from '../server.ts'
import type { Step } from '../step.ts'
import { entriesOf, entry, S1, S2, stored, termsOf } from '../testing/cluster.ts'
import { frozen } from '../testing/frozen-step.ts'
import { arms } from '../testing/outcome.ts'
import { moves, walk } from '../testing/walk.ts'
import type { Disk, Stored } from './disk.ts'
import { recover } from './recover.ts'

const start = (term: readonly Stored[], log: readonly Stored[] = []): Step =>
  recover(S1, defaultOptions(3), frozen<Disk>([term, log]))

const trims = ({ effects }: Step): Effect[] => effects.filter(({ kind }) => kind === EffectKind.Trim)

test('5.1: a server that starts for the first time is a follower in term 0, which has voted for nobody, with an empty log', () => {
  const first = start([])
  expect(first.server).toMatchObject({
    role: Role.Follower,
    currentTerm: 0,
    votedFor: NOBODY,
    commitIndex: 0,
    lastApplied: 0,
  })
  expect(termsOf(first.server)).toEqual([])
  expect(arms(first, Timer.Election)).toBe(true)
  expect(trims(first)).toEqual([])
})

test('5.1: a server that starts again is a follower with the term, vote and log it had on stable storage', () => {
  const records = [stored({ currentTerm: 1, votedFor: S1 }), stored({ currentTerm: 2, votedFor: S2 })]
  const { server } = start(
    records,
    entriesOf([1, 2]).map((record) => stored(record)),
  )
  expect(server).toMatchObject({
    role: Role.Follower,
    currentTerm: 2,
    votedFor: S2,
    leader: NOBODY,
    commitIndex: 0,
  })
  expect(termsOf(server)).toEqual([1, 2])
  expect(server.durableIndex).toBe(2)
})

test('a torn term record was never told to anybody: the one before it counts', () => {
  const again = start([
    stored({ currentTerm: 1, votedFor: S1 }),
    stored({ currentTerm: 2, votedFor: S2 }, false),
  ])
  expect(again.server).toMatchObject({ currentTerm: 1, votedFor: S1 })
  expect(trims(again)).toEqual([trim(DiskFile.Term, 1)])
})

test('the log ends before its first torn or missing record, whatever stands behind it', () => {
  const journal = [entry(1, 1), entry(2, 1), entry(3, 1)].map((record) => stored(record, record.index !== 2))
  const again = start([], journal)
  expect(termsOf(again.server)).toEqual([1])
  expect(trims(again)).toEqual([trim(DiskFile.Log, 1)])
})

test('an entry in the journal cuts off what an earlier record had put there and after', () => {
  const journal = [...entriesOf([1, 1, 1]), ...entriesOf([2], 1)].map((record) => stored(record))
  expect(termsOf(start([], journal).server)).toEqual([1, 2])
})

test('of a write that cuts and appends, torn anywhere, either nothing is there or the cut with the first entries', () => {
  const journal = [...entriesOf([1, 1, 1]), ...entriesOf([2, 2], 1)]
  const torn = (whole: number): number[] =>
    termsOf(
      start(
        [],
        journal.map((record, i) => stored(record, i < whole)),
      ).server,
    )
  expect([3, 4, 5].map(torn)).toEqual([
    [1, 1, 1],
    [1, 2],
    [1, 2, 2],
  ])
})

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
