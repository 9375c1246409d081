import { describe, expect, test } from 'vitest'
import type { TraceLine } from '../../harness/traces/writing/degrade.ts'
import { ruleAgainst, verdictOn } from './testing/traced-run.ts'

const HEADER: TraceLine = {
  whitewater: 'trace',
  v: 1,
  servers: ['a', 'b', 'c'],
  complete: ['start', 'crash', 'receive', 'send', 'role', 'persist', 'apply', 'restore'],
  receive: 'before',
  sends: 'as made',
  disk: 'as told',
}

type State = Record<string, unknown>
const state = (term: number, vote: string, commit: number, last: number, role = 'follower'): State => ({
  term,
  vote,
  commit,
  last,
  role,
})
const starts = (n: string): TraceLine => ({ k: 'start', n, st: state(0, '', 0, 0), applied: 0 })
const at = (k: string, n: string, st: State, more: TraceLine = {}): TraceLine => ({ k, n, st, ...more })
const request = { k: 'request-vote', from: 'a', to: 'b', term: 1, index: 0, logTerm: 0 }
const vote = { k: 'vote', from: 'b', to: 'a', term: 1, reject: false }
const append = {
  k: 'append',
  from: 'a',
  to: 'b',
  term: 1,
  index: 0,
  logTerm: 0,
  entries: [[1, 1, 'x']],
  commit: 0,
}
const appended = { k: 'appended', from: 'b', to: 'a', term: 1, index: 1, reject: false }

/** a is elected by b, replicates an entry to it and commits that. */
const STORY: readonly TraceLine[] = [
  HEADER,
  starts('a'),
  starts('b'),
  starts('c'),
  at('role', 'a', state(1, 'a', 0, 0, 'candidate')), // 5
  { k: 'persist', n: 'a', hard: { term: 1, vote: 'a' }, entries: [] },
  at('send', 'a', state(1, 'a', 0, 0, 'candidate'), { m: request }),
  at('receive', 'b', state(0, '', 0, 0), { m: request }),
  at('state', 'b', state(1, 'a', 0, 0)),
  { k: 'persist', n: 'b', hard: { term: 1, vote: 'a' }, entries: [] }, // 10
  at('send', 'b', state(1, 'a', 0, 0), { m: vote }),
  at('receive', 'a', state(1, 'a', 0, 0, 'candidate'), { m: vote }),
  at('role', 'a', state(1, 'a', 0, 0, 'leader')),
  at('state', 'a', state(1, 'a', 0, 1, 'leader')),
  { k: 'persist', n: 'a', entries: [[1, 1, 'x']] }, // 15
  at('send', 'a', state(1, 'a', 0, 1, 'leader'), { m: append }),
  at('receive', 'b', state(1, 'a', 0, 0), { m: append }),
  at('state', 'b', state(1, 'a', 0, 1)),
  { k: 'persist', n: 'b', entries: [[1, 1, 'x']] },
  at('send', 'b', state(1, 'a', 0, 1), { m: appended }), // 20
  at('receive', 'a', state(1, 'a', 0, 1, 'leader'), { m: appended }),
  at('state', 'a', state(1, 'a', 1, 1, 'leader')),
  { k: 'apply', n: 'a', entries: [[1, 1, 'x']] },
]

/** The story with a line put in the place of one, or behind the last. */
const told = (line: number, other: TraceLine | undefined, ...more: readonly TraceLine[]): TraceLine[] => [
  ...STORY.flatMap((one, place) => (place !== line - 1 ? [one] : other === undefined ? [] : [other])),
  ...more,
]
const change = (line: number, part: 'st' | 'm' | 'hard', fields: TraceLine): TraceLine[] => {
  const one = STORY[line - 1] as TraceLine
  return told(line, { ...one, [part]: { ...(one[part] as TraceLine), ...fields } })
}

test('a story that a correct Raft can have written is accepted', () => {
  expect(ruleAgainst(STORY)).toBe('accept')
})

describe('a single wrong value is rejected by the rule that it breaks', () => {
  const BROKEN: readonly (readonly [what: string, lines: TraceLine[], rule: string])[] = [
    ['a candidate skips a term', change(5, 'st', { term: 2 }), 'election, line 5'],
    ['a candidate votes for another', change(5, 'st', { vote: 'b' }), 'one vote a term, line 5'],
    ['a candidate says that its log is longer', change(7, 'm', { index: 3 }), 'what is sent, line 7'],
    ['a message arrives that was never sent', change(8, 'm', { index: 3 }), 'network, line 8'],
    [
      'a follower enters a term that nobody told it of',
      change(9, 'st', { term: 7 }),
      'terms only grow, line 9',
    ],
    [
      'a follower votes for whom it was not asked for',
      change(9, 'st', { vote: 'c' }),
      'one vote a term, line 9',
    ],
    ['a vote arrives before it is durable', told(10, undefined), 'durable before sent, line 11'],
    ['a leader without a quorum', told(12, undefined), 'quorum of votes, line 12'],
    [
      'a leader that was no candidate',
      told(24, undefined, at('role', 'c', state(0, '', 0, 0, 'leader'))),
      'roles, line 24',
    ],
    [
      'a leader removes entries',
      told(24, undefined, at('state', 'a', state(1, 'a', 1, 0, 'leader'))),
      'leader append-only, line 24',
    ],
    [
      'a leader sends entries that it has not',
      change(16, 'm', {
        entries: [
          [1, 1, 'x'],
          [2, 1, 'y'],
        ],
      }),
      'what is sent, line 16',
    ],
    [
      'a leader tells of a commitIndex above its own',
      change(16, 'm', { commit: 1 }),
      'what is sent, line 16',
    ],
    ['a follower takes more than came', change(18, 'st', { last: 2 }), 'log grows by its leader, line 18'],
    ['a follower commits unasked', change(18, 'st', { commit: 1 }), 'commitIndex, line 18'],
    [
      'an entry becomes durable that is another',
      told(19, { k: 'persist', n: 'b', entries: [[1, 1, 'y']] }),
      'log matching, line 19',
    ],
    ['an acknowledgement of more than there is', change(20, 'm', { index: 2 }), 'what is sent, line 20'],
    ['a commit that only its leader holds', told(21, undefined), 'quorum of copies, line 21'],
    ['an entry applied twice', told(24, undefined, STORY[22] as TraceLine), 'apply in order, line 24'],
    [
      'an entry applied that is not committed',
      told(24, undefined, { k: 'apply', n: 'b', entries: [[1, 1, 'x']] }),
      'commitIndex, line 24',
    ],
    [
      'another entry applied at its index',
      told(23, { k: 'apply', n: 'a', entries: [[1, 1, 'z']] }),
      'log matching, line 23',
    ],
    [
      'a commitIndex that falls',
      told(24, undefined, at('state', 'a', state(1, 'a', 0, 1, 'leader'))),
      'commitIndex, line 24',
    ],
    [
      'a vote lost in a crash',
      told(24, undefined, { k: 'crash', n: 'b' }, at('start', 'b', state(1, '', 0, 1))),
      'restart, line 25',
    ],
    [
      'an entry lost in a crash',
      told(24, undefined, { k: 'crash', n: 'b' }, at('start', 'b', state(1, 'a', 0, 0))),
      'restart, line 25',
    ],
    [
      'a server that acts after its crash',
      told(24, undefined, { k: 'crash', n: 'b' }, STORY[17] as TraceLine),
      'restart, line 25',
    ],
    ['a start as a leader', told(4, at('start', 'c', state(0, '', 0, 0, 'leader'))), 'roles, line 4'],
  ]
  test.each(BROKEN)('%s', (_what, lines, rule) => {
    expect(ruleAgainst(lines)).toBe(rule)
  })
})

test('the few events that a rejection rests on are named', () => {
  const { rejection } = verdictOn(change(9, 'st', { vote: 'c' }))
  expect(rejection?.fault.because.map(({ line }) => line)).toEqual([8, 8, 7])
})

test('whether a state is that before a message or after it is found out where a trace does not say', () => {
  const { receive: _receive, ...header } = HEADER
  const after = STORY.map((line, place) =>
    place === 0
      ? header
      : line['k'] === 'receive'
        ? { ...line, st: (STORY[place + 1] as TraceLine)['st'] }
        : line,
  )
  const steps = after.filter((line) => line['k'] !== 'state')
  expect(ruleAgainst(steps)).toBe('accept')
  expect(verdictOn(steps).semantics.receiveShows).toBe('after')
  expect(verdictOn([header, ...STORY.slice(1)]).semantics.receiveShows).toBe('before')
})

test('two leaders of one term are seen whatever else a trace tells', () => {
  const leads = (n: string): TraceLine => ({ k: 'state', n, st: { term: 4, role: 'leader' } })
  expect(ruleAgainst([{ ...HEADER, complete: [] }, leads('a'), leads('b')])).toBe('election safety, line 3')
})

test('a read as of less than was committed when it was asked is rejected', () => {
  const complete = [...(HEADER['complete'] as string[]), 'read-asked', 'read-answered']
  const reads = (index: number): TraceLine[] => [
    { ...HEADER, complete },
    ...STORY.slice(1),
    { k: 'read-asked', n: 'c', ctx: 'r' },
    { k: 'read-answered', n: 'c', ctx: 'r', index },
  ]
  expect(ruleAgainst(reads(1))).toBe('accept')
  expect(ruleAgainst(reads(0))).toBe('reads, line 25')
})

test('not acting on a message, repeating it and overtaking are all allowed', () => {
  const again = told(24, undefined, STORY[7] as TraceLine).map((line, place) =>
    place === 23 ? { ...line, st: state(1, 'a', 0, 1) } : line,
  )
  expect(ruleAgainst(again)).toBe('accept')
  const ignored = STORY.slice(0, 17)
  expect(ruleAgainst([...ignored, at('receive', 'b', state(1, 'a', 0, 0), { m: append })])).toBe('accept')
})

test('a change of members beside one that is not committed is rejected; where there is place for one between, none may be missed', () => {
  const leads = (last: number): TraceLine =>
    at('state', 'a', { ...state(1, 'a', 1, last, 'leader'), voters: ['a', 'b'] })
  const brings = (index: number): unknown[] => [index, 1, 'c goes', { voters: ['a', 'b'] }]
  const first = [leads(2), { k: 'persist', n: 'a', entries: [brings(2)] }]
  const beside = [leads(3), { k: 'persist', n: 'a', entries: [brings(3)] }]
  const apart = [leads(4), { k: 'persist', n: 'a', entries: [[3, 1, 'y'], brings(4)] }]
  expect(ruleAgainst(told(24, undefined, ...first, ...beside))).toBe('one change at a time, line 27')
  expect(ruleAgainst(told(24, undefined, ...first, ...apart))).toBe('accept')
})
