import { expect, test } from 'vitest'
import { leader, S2, S3, S4 } from '../testing/cluster.ts'
import { after, take } from '../testing/frozen-step.ts'
import { accepts, heartbeatDue, logFlushed } from '../testing/inputs.ts'
import { sent } from '../testing/outcome.ts'

/** The leader of Figure 8 (c): S1, one of five, has come back in term 4 and holds an entry of term 2. */
const figure8 = after(leader({ log: [1, 2], term: 4, options: { servers: 5 } }), logFlushed(3, 4))

test('Leaders: an entry of the current term is committed once a majority holds it', () => {
  const two = after(figure8, accepts({ from: S2, term: 4, match: 3 }))
  expect(two.commitIndex).toBe(0)
  expect(take(two, accepts({ from: S3, term: 4, match: 3 })).server.commitIndex).toBe(3)
})

test('5.4.2: an entry of an earlier term is not committed by counting replicas (Figure 8, c)', () => {
  const onMajority = after(
    figure8,
    accepts({ from: S2, term: 4, match: 2 }),
    accepts({ from: S3, term: 4, match: 2 }),
  )
  expect(onMajority.commitIndex).toBe(0)
})

test('5.4.2: it is committed, with all before it, by the first entry of the current term (Figure 8, e)', () => {
  const first = after(
    figure8,
    accepts({ from: S2, term: 4, match: 2 }),
    accepts({ from: S3, term: 4, match: 2 }),
  )
  const { server } = take(
    after(first, accepts({ from: S2, term: 4, match: 3 })),
    accepts({ from: S3, term: 4, match: 3 }),
  )
  expect(server).toMatchObject({ commitIndex: 3, lastApplied: 3 })
})

test('5.3: what one follower alone holds counts for one', () => {
  const uneven = after(
    figure8,
    accepts({ from: S2, term: 4, match: 3 }),
    accepts({ from: S4, term: 4, match: 2 }),
  )
  expect(uneven.commitIndex).toBe(0)
})

test('5.3: followers learn what is committed from the next AppendEntries', () => {
  const committed = after(
    figure8,
    accepts({ from: S2, term: 4, match: 3 }),
    accepts({ from: S3, term: 4, match: 3 }),
  )
  expect(sent(take(committed, heartbeatDue), S4)).toMatchObject([{ leaderCommit: 3 }])
})
