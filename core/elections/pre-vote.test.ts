import { expect, test } from 'vitest'
import { DiskFile, Needs, Timer } from '../effect.ts'
import { configurationOf } from '../membership/configuration.ts'
import { MessageKind } from '../message.ts'
import { preVote, preVoted, requestVote } from '../messages.ts'
import { NOBODY, Role } from '../server.ts'
import { candidate, follower, leader, S1, S2, S3, S4, setOf } from '../testing/cluster.ts'
import { configured } from '../testing/entries.ts'
import { after, ignores, take } from '../testing/frozen-step.ts'
import { leaderMissed, replicates, soundsOut, timeout, votes, wouldVote } from '../testing/inputs.ts'
import { canvasses, contactDue } from '../testing/inputs.ts'
import { arms, sends, sent, writes } from '../testing/outcome.ts'

const options = { preVote: true }
const asking = take(follower({ term: 3, log: [1, 3], votedFor: S2, options }), timeout)

test('9.6: a server asks whether it would win before it increments its term', () => {
  expect(sent(asking)).toEqual([preVote(S1, S2, 4, 2, 3), preVote(S1, S3, 4, 2, 3)])
  expect(asking.server).toMatchObject({ role: Role.PreCandidate, currentTerm: 3, leader: NOBODY })
})

test('9.6: to ask costs nothing durable: neither the term nor the vote given in it is touched', () => {
  expect(asking.server.votedFor).toBe(S2)
  expect(writes(asking, DiskFile.Term)).toEqual([])
  expect(ignores(asking.server, wouldVote({ from: S2, term: 3, granted: false }))).toBe(true)
})

test('9.6: who voted and then asked for votes to come does not vote twice in its term', () => {
  const step = take(asking.server, canvasses({ from: S3, term: 3, last: [2, 3] }))
  expect(sent(step)).toMatchObject([{ kind: MessageKind.Vote, voteGranted: false }])
})

test('9.6: with the consent of a majority it begins the election', () => {
  const step = take(asking.server, wouldVote({ from: S3, term: 4 }))
  expect(step.server).toMatchObject({ role: Role.Candidate, currentTerm: 4, votedFor: S1 })
  expect(sent(step)).toEqual([requestVote(S1, S2, 4, 2, 3), requestVote(S1, S3, 4, 2, 3)])
  expect(writes(step, DiskFile.Term)).toEqual([[{ currentTerm: 4, votedFor: S1 }]])
})

test('9.6: each server consents once, however often its message arrives, and not for another term', () => {
  const ofFive = after(follower({ term: 3, options: { ...options, servers: 5 } }), timeout)
  const once = after(ofFive, wouldVote({ from: S2, term: 4 }))
  expect(ignores(once, wouldVote({ from: S2, term: 4 }))).toBe(true)
  expect(ignores(once, wouldVote({ from: S3, term: 3 }))).toBe(true)
  expect(ignores(once, wouldVote({ from: S3, term: 5 }))).toBe(true)
})

test('9.6: consent is no vote', () => {
  const standing = candidate({ term: 4, options: { ...options, servers: 5 } })
  expect(ignores(standing, wouldVote({ from: S4, term: 4 }))).toBe(true)
  expect(ignores(asking.server, votes({ from: S2, term: 3 }))).toBe(true)
})

test('9.6: without an answer it asks again after another election timeout, in the same term for ever', () => {
  expect(arms(asking, Timer.Election)).toBe(true)
  const again = take(asking.server, timeout)
  expect(again.server).toBe(asking.server)
  expect(sent(again)).toEqual(sent(asking))
})

test('6: in a joint configuration it needs the consent of a majority of each', () => {
  const joint = { outgoing: setOf(S1, S2), voters: setOf(S3, S4), learners: 0 }
  const start = follower({ log: [configured(1, 1, joint)], options: { ...options, servers: 4 } })
  const old = after(start, timeout, wouldVote({ from: S2, term: 2 }), wouldVote({ from: S3, term: 2 }))
  expect(old.role).toBe(Role.PreCandidate)
  expect(take(old, wouldVote({ from: S4, term: 2 })).server.role).toBe(Role.Candidate)
})

test('a cluster of one consents to itself', () => {
  const alone = follower({ options: { ...options, servers: 1 } })
  expect(take(alone, timeout).server).toMatchObject({ role: Role.Candidate, currentTerm: 1 })
})

const voter = follower({ term: 2, log: [1, 2], options })

test('9.6: consent changes nothing in who gives it, and may be given to several', () => {
  for (const from of [S2, S3]) {
    const step = take(voter, soundsOut({ from, term: 3, last: [2, 2] }))
    expect(sent(step)).toEqual([preVoted(S1, from, 3, true)])
    expect(sends(step).map(({ needs }) => needs)).toEqual([Needs.Term])
    expect(step.server).toBe(voter)
    expect(arms(step, Timer.Election)).toBe(false)
  }
})

test('9.6: no consent for a log that is not up to date', () => {
  const step = take(voter, soundsOut({ from: S2, term: 9, last: [9, 1] }))
  expect(sent(step)).toEqual([preVoted(S1, S2, 2, false)])
})

test('9.6: no consent while the voter hears from a leader', () => {
  const loyal = after(voter, replicates({ from: S3, term: 2 }))
  const question = soundsOut({ from: S2, term: 3, last: [2, 2] })
  expect(sent(take(loyal, question))).toEqual([preVoted(S1, S2, 2, false)])
  expect(sent(take(after(loyal, leaderMissed), question))).toEqual([preVoted(S1, S2, 3, true)])
})

test('9.6: a leader consents to nobody, unless it has lost contact with its cluster', () => {
  const reigning = leader({ term: 2, options })
  const question = soundsOut({ from: S2, term: 3, last: [9, 2] })
  expect(sent(take(reigning, question))).toEqual([preVoted(S1, S2, 2, false)])
  const lonely = after(reigning, contactDue)
  expect(sent(take(lonely, question))).toEqual([preVoted(S1, S2, 3, true)])
})

test('9.6: no consent for a term that is not newer; who asks learns of the newer one, and enters it', () => {
  const ahead = follower({ id: S2, term: 5, options })
  const denial = take(ahead, soundsOut({ from: S1, term: 4, last: [9, 9] }))
  expect(sent(denial)).toEqual([preVoted(S2, S1, 5, false)])
  const step = take(asking.server, wouldVote({ from: S2, term: 5, granted: false }))
  expect(step.server).toMatchObject({ role: Role.Follower, currentTerm: 5, votedFor: NOBODY })
  expect(writes(step, DiskFile.Term)).toHaveLength(1)
})

// Else it would be thrown away as stale by who is ahead of the voter, and nobody could be elected.
test('9.6: consent names the term asked about, however far behind the voter is', () => {
  const behind = follower({ term: 0, options })
  expect(sent(take(behind, soundsOut({ from: S2, term: 7 })))).toEqual([preVoted(S1, S2, 7, true)])
})

test('9.6: a server that asks follows the leader of its term as soon as it hears from it', () => {
  const { server } = take(asking.server, replicates({ from: S3, term: 3 }))
  expect(server).toMatchObject({ role: Role.Follower, leader: S3, votes: 0, currentTerm: 3 })
})

test('4.2.1: learners are not asked, and their consent does not count', () => {
  const log = [configured(1, 1, configurationOf(setOf(S1, S2, S3), setOf(S4)))]
  const step = take(follower({ log, options: { ...options, servers: 4 } }), timeout)
  expect(sent(step).map(({ to }) => to)).toEqual([S2, S3])
  expect(take(step.server, wouldVote({ from: S4, term: 2 })).server.role).toBe(Role.PreCandidate)
})
