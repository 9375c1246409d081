import { expect, test } from 'vitest'
import type { Appended } from '../message.ts'
import type { Server } from '../server.ts'
import { follower, leader, S1, S2, S3, settledLeader } from '../testing/cluster.ts'
import { after, ignores, take } from '../testing/frozen-step.ts'
import { accepts, arrives, heartbeatDue, rejects, replicates } from '../testing/inputs.ts'
import { sent, termsOf } from '../testing/outcome.ts'

const reigning = leader({ log: [1, 2, 2, 2, 3], term: 4 })

test('Leaders: if successful, nextIndex and matchIndex of the follower are updated', () => {
  const { server } = take(reigning, accepts({ from: S3, term: 4, match: 6 }))
  expect(server.matchIndex[S3]).toBe(6)
  expect(server.nextIndex[S3]).toBe(7)
})

test('5.3: if the follower has no entry there, nextIndex falls back to just after its last', () => {
  const step = take(reigning, rejects({ from: S3, term: 4, conflict: [2, 0] }))
  expect(step.server.nextIndex[S3]).toBe(2)
  expect(sent(step)).toMatchObject([{ to: S3, prevLogIndex: 1 }])
})

test('5.3: if the leader has entries of the conflicting term, nextIndex falls back to just after the last of them', () => {
  expect(take(reigning, rejects({ from: S3, term: 4, conflict: [2, 2] })).server.nextIndex[S3]).toBe(5)
})

test('5.3: if the leader has none of that term, nextIndex falls back by the whole of it', () => {
  const lacking = leader({ log: [1, 3, 3, 3], term: 4 })
  expect(take(lacking, rejects({ from: S3, term: 4, conflict: [2, 2] })).server.nextIndex[S3]).toBe(2)
})

test.each([
  { name: 'a', log: [1, 1, 1, 4, 4, 5, 5, 6, 6], refusals: 1 },
  { name: 'b', log: [1, 1, 1, 4], refusals: 1 },
  { name: 'c', log: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6], refusals: 0 },
  { name: 'd', log: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7], refusals: 0 },
  { name: 'e', log: [1, 1, 1, 4, 4, 4, 4], refusals: 2 },
  { name: 'f', log: [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3], refusals: 2 },
])(
  '5.3: follower ($name) of Figure 7 comes to hold the leader’s log, after $refusals refusals',
  ({ log, refusals }) => {
    const figure7 = leader({ log: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6], term: 8 })
    const end = converse(figure7, follower({ id: S2, log, term: 7 }))
    expect(termsOf(end.follower)).toEqual(termsOf(figure7))
    expect(end.refusals).toBe(refusals)
  },
)

/** What a follower becomes when it and a leader exchange messages until neither has anything more to say. */
function converse(leading: Server, following: Server): { follower: Server; refusals: number } {
  let refusals = 0
  let [request] = sent(take(leading, heartbeatDue), S2)
  while (request !== undefined) {
    const answer = take(following, arrives(request))
    const [message] = sent(answer, S1) as [Appended]
    if (!message.success) refusals++
    const next = take(leading, arrives(message))
    following = answer.server
    leading = next.server
    request = sent(next, S2)[0]
  }
  return { follower: following, refusals }
}

const accepting = accepts({ from: S3, term: 4, match: 5 })
const refusing = rejects({ from: S3, term: 4, conflict: [2, 2] })

test('a repeated answer, accepting or refusing, sets nothing going', () => {
  for (const answer of [accepting, refusing]) expect(ignores(after(reigning, answer), answer)).toBe(true)
})

test('a late answer sets nothing going: neither matchIndex nor nextIndex falls below what is known to match', () => {
  const known = after(reigning, accepts({ from: S3, term: 4, match: 6 }))
  for (const answer of [accepting, refusing]) expect(ignores(known, answer)).toBe(true)
})

test('an answer of an earlier term sets nothing going', () => {
  const later = leader({ log: [1, 2, 2, 2, 3], term: 5 })
  for (const answer of [accepting, refusing]) expect(ignores(later, answer)).toBe(true)
})

test('the refusal of a request from an earlier reign sets nothing going', () => {
  const fromTerm1 = replicates({ from: S1, term: 1 })
  const [refusal] = sent(take(follower({ id: S3, term: 4 }), fromTerm1))
  expect(ignores(reigning, arrives(refusal!))).toBe(true)
})

test('a follower that has all is sent nothing more until there is something new', () => {
  expect(sent(take(settledLeader(), accepts({ from: S3, term: 1, match: 1 })))).toEqual([])
})
