import { expect, test } from 'vitest'
import { Needs } from '../effect.ts'
import { leader, S2, settledLeader } from '../testing/cluster.ts'
import { entry } from '../testing/entries.ts'
import { after, take } from '../testing/frozen-step.ts'
import { accepts, asks, heartbeatDue, put, rejects } from '../testing/inputs.ts'
import { sends, sent } from '../testing/outcome.ts'

/** A message with so many entries, behind the one at this index and of this term. */
function prev(prevLogIndex: number, prevLogTerm: number, count: number): object {
  return { prevLogIndex, prevLogTerm, entries: { length: count } }
}

test('Leaders: a follower is sent the entries from its nextIndex on, and what comes before them', () => {
  const reigning = leader({ log: [1, 1, 2], term: 3 })
  const step = take(reigning, rejects({ from: S2, term: 3, conflict: [2, 0] }))
  expect(sent(step)).toMatchObject([prev(1, 1, 3)])
})

test('Leaders: a message also says how far the log is committed', () => {
  expect(sent(take(settledLeader(), heartbeatDue), S2)).toMatchObject([{ leaderCommit: 1, entries: [] }])
})

test('maxEntriesPerAppend: no message carries more; the rest follows each answer', () => {
  const reigning = leader({ log: [1, 1, 1, 1], term: 2, options: { maxEntriesPerAppend: 2 } })
  const first = take(reigning, rejects({ from: S2, term: 2, conflict: [1, 0] }))
  expect(sent(first)).toMatchObject([prev(0, 0, 2)])
  const second = take(first.server, accepts({ from: S2, term: 2, match: 2 }))
  expect(sent(second)).toMatchObject([prev(2, 1, 2)])
  const third = take(second.server, accepts({ from: S2, term: 2, match: 4 }))
  expect(sent(third)).toMatchObject([prev(4, 1, 1)])
})

test('emptyProbes: a follower is sent no entries until its log is known to match up to nextIndex', () => {
  const probing = leader({ log: [1, 1], term: 2, options: { emptyProbes: true } })
  expect(sent(take(probing, heartbeatDue), S2)).toMatchObject([prev(2, 1, 0)])
  const closer = take(probing, rejects({ from: S2, term: 2, conflict: [2, 0] }))
  expect(sent(closer)).toMatchObject([prev(1, 1, 0)])
  expect(sent(take(closer.server, accepts({ from: S2, term: 2, match: 1 })))).toMatchObject([prev(1, 1, 2)])
})

test('batching: new entries wait for the answer to the last ones, and then travel together', () => {
  const first = after(settledLeader({ options: { batching: true } }), asks(put(5)))
  const waiting = take(first, asks(put(6, 2)))
  expect(sent(waiting)).toEqual([])
  const answered = take(waiting.server, accepts({ from: S2, term: 1, match: 2 }))
  expect(sent(answered)).toMatchObject([{ to: S2, entries: [entry(3, 1, put(6, 2))] }])
})

test('batching off: new entries are sent at once, with those not answered for yet', () => {
  const first = after(settledLeader({ options: { batching: false } }), asks(put(5)))
  expect(sent(take(first, asks(put(6, 2))), S2)).toMatchObject([prev(1, 1, 2)])
})

test('durability: a leader may send entries before they are on its own disk, but never before its term is', () => {
  const step = take(leader({ term: 4 }), heartbeatDue)
  expect(sends(step)).toMatchObject([{ needs: Needs.Term }, { needs: Needs.Term }])
  expect(sent(step, S2)).toMatchObject([{ entries: [entry(1, 4)] }])
})
