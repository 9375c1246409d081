import { expect, test } from 'vitest'
import { MessageKind } from '../../core/message.ts'
import { appended, preVote, preVoted, requestVote, vote } from '../../core/messages.ts'
import { ActionKind, action } from '../../harness/world/action.ts'
import type { Transition } from '../../harness/world/transition.ts'
import {
  becomes,
  crashes,
  findings,
  follower,
  leader,
  S1,
  S2,
  sends,
  starts,
  titlesBy,
} from '../testing/sightings.ts'
import { monotonic } from './monotonic.ts'

const found = titlesBy(monotonic)
const restarts = (term: number): Transition[] => [
  crashes(S1, follower({ term: 9 })),
  starts(S1, follower({ term })),
]

/** S2 takes a message, and learns from it what changes. */
const arrives = (
  kind: MessageKind,
  from: number,
  term: number,
  how: ActionKind = ActionKind.Deliver,
): Transition => ({
  ...becomes(S2, follower({ term: 2 }), follower({ term: 2, commit: 1 })),
  action: action(how, 0, from, S2, kind, term, 1, 0),
})

test('what rises or stays is accepted', () => {
  const [before, after] = [
    { term: 2, commit: 3, applied: 2 },
    { term: 3, commit: 4, applied: 4 },
  ]
  expect(found(becomes(S1, follower(before), leader(after)))).toEqual([])
})

test.each([
  ['currentTerm', { term: 1, commit: 3, applied: 2 }, 'from 2 to 1'],
  ['commitIndex', { term: 2, commit: 2, applied: 2 }, 'from 3 to 2'],
  ['lastApplied', { term: 2, commit: 3, applied: 0 }, 'from 2 to 0'],
])('Figure 2: a %s that falls is caught', (field, after, how) => {
  const falls = becomes(S1, follower({ term: 2, commit: 3, applied: 2 }), follower(after))
  expect(findings(monotonic, [falls])).toEqual([
    { reason: `${field} fell`, title: `the ${field} of S1 fell ${how}`, servers: [S1], evidence: [] },
  ])
})

test('Figure 2: over a restart the indices begin anew', () => {
  const gone = crashes(S1, follower({ term: 2, commit: 3, applied: 3 }))
  expect(found(gone, starts(S1, follower({ term: 2 })))).toEqual([])
})

test('a term that was never durable may be forgotten', () => {
  expect(found(becomes(S1, follower({ term: 2 }), follower({ term: 9 })), ...restarts(2))).toEqual([])
})

test('Figure 2: a term in which a server voted is not forgotten', () => {
  const story = [sends(vote(S1, S2, 5, true)), ...restarts(4)]
  expect(findings(monotonic, story)).toMatchObject([
    {
      reason: 'a term was forgotten over a restart',
      title: 'S1 started in term 4, but had entered term 5 for good',
      servers: [S1],
    },
  ])
  expect(found(sends(vote(S1, S2, 5, true)), ...restarts(5))).toEqual([])
})

test('Figure 2: nor because an older message left it later', () => {
  const story = [sends(vote(S1, S2, 5, true)), sends(vote(S1, S2, 4, false)), ...restarts(4)]
  expect(found(...story)).toHaveLength(1)
})

test('Figure 2: nor is one that a server started with', () => {
  expect(found(starts(S1, follower({ term: 5 })), ...restarts(6), ...restarts(5))).toEqual([
    'S1 started in term 5, but had entered term 6 for good',
  ])
})

test('Figure 2: nor is one of a message that has arrived', () => {
  const forgets = ['S1 started in term 4, but had entered term 5 for good']
  expect(found(arrives(MessageKind.Appended, S1, 5), ...restarts(4))).toEqual(forgets)
  expect(found(arrives(MessageKind.Appended, S1, 5, ActionKind.Duplicate), ...restarts(4))).toEqual(forgets)
  expect(found(arrives(MessageKind.Appended, S1, 5, ActionKind.Drop), ...restarts(4))).toEqual([])
  expect(found(sends(appended(S1, S2, 5, 1, 0)), ...restarts(4))).toEqual(forgets)
})

test('9.6: the term of a PreVote, or of the answer to one, is not entered yet', () => {
  const asks = sends(preVote(S1, S2, 5, 0, 0), preVoted(S1, S2, 5, true))
  const heard = [arrives(MessageKind.PreVote, S1, 5), arrives(MessageKind.PreVoted, S1, 5)]
  expect(found(asks, ...heard, ...restarts(4))).toEqual([])
})

test('a vote in a term that its server has left is caught, a denial or another answer is not', () => {
  expect(found(sends(vote(S1, S2, 4, true)), sends(requestVote(S1, S2, 3, 0, 0)))).toEqual([
    'S1 voted in term 3, but had entered term 4 for good',
  ])
  expect(found(sends(requestVote(S1, S2, 4, 0, 0)), sends(vote(S1, S2, 3, true)))).toHaveLength(1)
  const others = sends(vote(S1, S2, 3, false), appended(S1, S2, 3, 1, 0))
  expect(found(sends(vote(S1, S2, 4, true), vote(S1, S2, 4, true)), others)).toEqual([])
})
