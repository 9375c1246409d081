import { expect, test } from 'vitest'
import type { Input } from '../input.ts'
import { configurationOf } from '../membership/configuration.ts'
import { leader, S1, S2, S3, S4, S5, setOf } from '../testing/cluster.ts'
import { configured } from '../testing/entries.ts'
import { after, take } from '../testing/frozen-step.ts'
import { accepts, heartbeatDue, logFlushed } from '../testing/inputs.ts'
import { sent } from '../testing/outcome.ts'

/** The leader of Figure 8 (c): S1, one of five, has come back in term 4 and holds an entry of term 2. */
const figure8 = after(leader({ log: [1, 2], term: 4, options: { servers: 5 } }), logFlushed(3, 4))

/** These servers' answers that they hold the leader's log up to `match`. */
const hold = (match: number, ...servers: number[]): Input[] =>
  servers.map((from) => accepts({ from, term: 4, match }))

test('Leaders: an entry of the current term is committed once a majority holds it', () => {
  const two = after(figure8, ...hold(3, S2))
  expect(two.commitIndex).toBe(0)
  expect(after(two, ...hold(3, S3)).commitIndex).toBe(3)
})

test('5.4.2: an entry of an earlier term is not committed by counting replicas (Figure 8, c)', () => {
  expect(after(figure8, ...hold(2, S2, S3)).commitIndex).toBe(0)
})

test('5.4.2: it is committed, with all before it, by the first entry of the current term (Figure 8, e)', () => {
  const server = after(figure8, ...hold(2, S2, S3), ...hold(3, S2, S3))
  expect(server).toMatchObject({ commitIndex: 3, lastApplied: 3 })
})

test('5.3: followers learn what is committed from the next AppendEntries', () => {
  const committed = after(figure8, ...hold(3, S2, S3))
  expect(sent(take(committed, heartbeatDue), S4)).toMatchObject([{ leaderCommit: 3 }])
})

test('durability: a majority of others commits an entry that the leader itself has not flushed', () => {
  const unflushed = leader({ log: [1, 2], term: 4, options: { servers: 5 } })
  expect(after(unflushed, ...hold(3, S2, S3)).commitIndex).toBe(0)
  expect(after(unflushed, ...hold(3, S2, S3, S4)).commitIndex).toBe(3)
})

test('6: in a joint configuration an entry is committed once a majority of each holds it', () => {
  const joint = { outgoing: setOf(S1, S2, S3), voters: setOf(S1, S4, S5), learners: 0 }
  const log = [1, configured(2, 2, joint)]
  const server = after(leader({ log, term: 4, options: { servers: 5 } }), logFlushed(3, 4))
  for (const half of [
    [S2, S3],
    [S4, S5],
  ])
    expect(after(server, ...hold(3, ...half)).commitIndex).toBe(0)
  expect(after(server, ...hold(3, S3, S4)).commitIndex).toBe(3)
})

test('4.2.1: copies on learners, and on servers that have left, do not count', () => {
  const plain = configurationOf(setOf(S1, S2, S3), setOf(S4))
  const log = [1, configured(2, 2, plain)]
  const server = after(leader({ log, term: 4, options: { servers: 5 } }), logFlushed(3, 4))
  expect(after(server, ...hold(3, S4, S5)).commitIndex).toBe(0)
  expect(after(server, ...hold(3, S2)).commitIndex).toBe(3)
})
