import fc from 'fast-check'
import { expect, test } from 'vitest'
import { S1, S2, S3, S4, S5, setOf } from '../testing/cluster.ts'
import { configurationOf } from './configuration.ts'
import { isQuorum } from './quorum.ts'

const sets = fc.nat(127)
const voters = fc.integer({ min: 1, max: 127 })

/** The servers of a set, in order. */
const inOrder = (set: number): number[] =>
  [0, 1, 2, 3, 4, 5, 6].filter((server) => (set & (1 << server)) !== 0)

test('5.2: a quorum is more than half of the voters, whoever else agrees', () => {
  fc.assert(
    fc.property(sets, voters, sets, (set, all, learners) => {
      const present = inOrder(all & set).length
      const absent = inOrder(all & ~set).length
      expect(isQuorum(set, configurationOf(all, learners & ~all))).toBe(present > absent)
    }),
  )
})

test('5.2: half of an even number of servers is no quorum', () => {
  const ofFour = configurationOf(setOf(S1, S2, S3, S4), 0)
  expect(isQuorum(setOf(S1, S2), ofFour)).toBe(false)
  expect(isQuorum(setOf(S1, S2, S3), ofFour)).toBe(true)
})

test('6: agreement requires separate majorities from both the old and the new configuration', () => {
  fc.assert(
    fc.property(sets, voters, voters, (set, outgoing, incoming) => {
      const old = isQuorum(set, configurationOf(outgoing, 0))
      const next = isQuorum(set, configurationOf(incoming, 0))
      expect(isQuorum(set, { voters: incoming, outgoing, learners: 0 })).toBe(old && next)
    }),
  )
})

test('6: in a joint configuration a majority of all its servers together is not enough', () => {
  const joint = { outgoing: setOf(S1, S2, S3), voters: setOf(S3, S4, S5), learners: 0 }
  expect(isQuorum(setOf(S1, S4, S5), joint)).toBe(false)
  expect(isQuorum(setOf(S1, S3, S5), joint)).toBe(true)
})

test('6: adjacent configurations have no quorums apart: every two of them have a server in common', () => {
  fc.assert(
    fc.property(sets, sets, voters, voters, (one, other, outgoing, incoming) => {
      const joint = { outgoing, voters: incoming, learners: 0 }
      fc.pre(isQuorum(one, joint))
      for (const plain of [configurationOf(outgoing, 0), configurationOf(incoming, 0)])
        if (isQuorum(other, plain)) expect(one & other).not.toBe(0)
    }),
  )
})

test('4.1: nor have two configurations that differ by one server', () => {
  fc.assert(
    fc.property(sets, sets, voters, fc.nat(6), (one, other, before, server) => {
      const next = before ^ (1 << server)
      fc.pre(isQuorum(one, configurationOf(before, 0)) && isQuorum(other, configurationOf(next, 0)))
      expect(one & other).not.toBe(0)
    }),
  )
})
