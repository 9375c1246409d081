import { expect, test } from 'vitest'
import { Operation } from '../../core/command.ts'
import { EntryKind, entryOf } from '../../core/log/entry.ts'
import { defaultOptions, MachineKind, MembershipKind } from '../../core/options.ts'
import { Role } from '../../core/server.ts'
import { action, ActionKind, FOR_GOOD } from '../../harness/world/action.ts'
import { readScenario } from './read-scenario.ts'
import type { Line } from './scenario.ts'
import { writeScenario } from './write-scenario.ts'

const HEADER = `whitewater scenario 1
title A candidate counts a vote of an older term
target core
servers 5
disk synchronous
option maxEntriesPerAppend 1
given S1 term 6 voted S2 log 1 1 1 4
operation C1.1 write k1 5
operation C1.2 read k1
operation C2.1 swap k1 5 to 6
`

function linesOf(body: string, header = HEADER): readonly Line[] {
  return readScenario(header + body, 'a.scenario').lines
}

test('a header says what a schedule runs on', () => {
  const { title, target, cluster } = readScenario(HEADER, 'a.scenario')
  expect(title).toBe('A candidate counts a vote of an older term')
  expect(target).toEqual({ kind: 'core' })
  expect(cluster.options).toEqual({ ...defaultOptions(5), maxEntriesPerAppend: 1 })
  expect(cluster.synchronousDisk).toBe(true)
  const log = [1, 1, 1, 4].map((term, place) => entryOf(place + 1, term, EntryKind.NoOp, null, null))
  expect(cluster.given).toEqual([{ server: 0, currentTerm: 6, votedFor: 1, log }])
  expect(cluster.operations).toEqual([
    [
      { session: 0, serial: 1, registration: 0, operation: Operation.Write, key: 0, value: 5, expected: 0 },
      { session: 0, serial: 2, registration: 0, operation: Operation.Read, key: 0, value: 0, expected: 0 },
    ],
    [{ session: 1, serial: 1, registration: 0, operation: Operation.Swap, key: 0, value: 6, expected: 5 }],
  ])
})

test('a header says who belongs to the cluster, at first, in a log that is given and by request', () => {
  const { cluster } = readScenario(
    `whitewater scenario 1
servers 5
option voters S3,S1,S2
option electionTimeoutStretch 0,20
option membership single-server
option catchUp false
given S2 term 2 log 1 2(voters S1 S2 S4 outgoing S3 S1 learners S5) 2 ( voters S1 ) 2
operation C1.1 reconfigure voters S1 S4 learners S5
operation C1.2 reconfigure voters none
operation C1.3 transfer S4
`,
    'a.scenario',
  )
  expect(cluster.options).toEqual({
    ...defaultOptions(5),
    voters: 0b111,
    electionTimeoutStretch: [0, 20],
    membership: MembershipKind.SingleServer,
    catchUp: false,
  })
  const joint = { voters: 0b1011, outgoing: 0b101, learners: 0b10000 }
  expect(cluster.given[0]?.log).toEqual([
    entryOf(1, 1, EntryKind.NoOp, null, null),
    entryOf(2, 2, EntryKind.Configuration, null, joint),
    entryOf(3, 2, EntryKind.Configuration, null, { voters: 1, outgoing: 0, learners: 0 }),
    entryOf(4, 2, EntryKind.NoOp, null, null),
  ])
  expect(
    cluster.operations[0]?.map(({ operation, value, expected }) => [operation, value, expected]),
  ).toEqual([
    [Operation.Reconfigure, 0b1001, 0b10000],
    [Operation.Reconfigure, 0, 0],
    [Operation.TransferLeadership, 3, 0],
  ])
})

test('the voters are all servers where a header does not say otherwise, and need not be said then', () => {
  const told = (servers: number): string =>
    `whitewater scenario 1\ntarget core\nservers ${servers}\noption voters S1,S2,S3\n`
  expect(writeScenario(readScenario(told(3), 'a.scenario'))).toBe(
    'whitewater scenario 1\ntarget core\nservers 3\n',
  )
  expect(writeScenario(readScenario(told(4), 'a.scenario'))).toBe(told(4))
})

test('what a header leaves out is as by default', () => {
  const { title, target, cluster, lines } = readScenario('whitewater scenario 1\nservers 3\n', 'a.scenario')
  expect({ title, target, lines }).toEqual({ title: '', target: { kind: 'core' }, lines: [] })
  expect(cluster).toEqual({
    options: defaultOptions(3),
    synchronousDisk: false,
    clocks: [],
    operations: [],
    given: [],
  })
})

test.each([
  ['0.150ms timer S1 election', action(ActionKind.Timer, 150, 0, 0, 0, 0, 0, 0)],
  ['12ms timer S2 heartbeat', action(ActionKind.Timer, 12_000, 1, 0, 1, 0, 0, 0)],
  ['12.5ms flush S1 term', action(ActionKind.Flush, 12_500, 0, 0, 0, 0, 0, 0)],
  ['deliver S1→S2 RequestVote t1 ·1', action(ActionKind.Deliver, -1, 0, 1, 0, 1, 1, 0)],
  ['duplicate S1 -> S2 AppendEntries t2 #3', action(ActionKind.Duplicate, -1, 0, 1, 2, 2, 3, 0)],
  ['  drop S1->S2\tVote t1', action(ActionKind.Drop, -1, 0, 1, 1, 1, 0, 0)],
  ['deliver S1→S2 Appended ·3', action(ActionKind.Deliver, -1, 0, 1, 3, 0, 3, 0)],
  ['deliver S1→S2 InstallSnapshot t2', action(ActionKind.Deliver, -1, 0, 1, 4, 2, 0, 0)],
  ['duplicate S2→S1 Installed', action(ActionKind.Duplicate, -1, 1, 0, 5, 0, 0, 0)],
  ['drop S1→S2 PreVote t3', action(ActionKind.Drop, -1, 0, 1, 6, 3, 0, 0)],
  ['deliver S2→S1 PreVoted', action(ActionKind.Deliver, -1, 1, 0, 7, 0, 0, 0)],
  ['deliver S1→S2 TimeoutNow', action(ActionKind.Deliver, -1, 0, 1, 8, 0, 0, 0)],
  ['timer S1 stickiness', action(ActionKind.Timer, -1, 0, 0, 2, 0, 0, 0)],
  ['timer S1 contact', action(ActionKind.Timer, -1, 0, 0, 3, 0, 0, 0)],
  ['timer S1 transfer', action(ActionKind.Timer, -1, 0, 0, 4, 0, 0, 0)],
  ['flush S1 snapshot ·1', action(ActionKind.Flush, -1, 0, 0, 2, 0, 1, 0)],
  ['lose S1 snapshot', action(ActionKind.Lose, -1, 0, 0, 2, 0, 0, 0)],
  ['tear S1 snapshot after 0', action(ActionKind.Tear, -1, 0, 0, 2, 0, 0, 0)],
  ['restore S2', action(ActionKind.Restore, -1, 1, 0, 0, 0, 0, 0)],
  ['apply S2', action(ActionKind.Apply, -1, 1, 0, 0, 0, 0, 0)],
  ['crash S1', action(ActionKind.Crash, -1, 0, 0, 0, 0, 0, 0)],
  ['lose S1 log ·3', action(ActionKind.Lose, -1, 0, 0, 1, 0, 3, 0)],
  ['tear S1 log ·3 after 1', action(ActionKind.Tear, -1, 0, 0, 1, 0, 3, 1)],
  ['crash S2 for good', action(ActionKind.Crash, -1, 1, 0, 0, 0, 0, 1)],
  ['wipe S3', action(ActionKind.Wipe, -1, 2, 0, 0, 0, 0, 0)],
  ['jump S3 clock by 2ms', action(ActionKind.Jump, -1, 2, 0, 0, 0, 2_000, 0)],
  ['jump S3 clock by -0.300ms', action(ActionKind.Jump, -1, 2, 0, 0, 0, -300, 0)],
  ['stall S3 for good', action(ActionKind.Stall, -1, 2, 0, 0, 0, 0, 0)],
  ['cut S1 → S2 for good', action(ActionKind.Cut, -1, 1, 2, 0, 0, 0, FOR_GOOD)],
  ['calm for 40 election timeouts', action(ActionKind.Calm, -1, 0, 0, 0, 0, 0, 40)],
  ['restart S5', action(ActionKind.Restart, -1, 4, 0, 0, 0, 0, 0)],
  ['cut S1 S2 ↔ S3 S4 S5', action(ActionKind.Cut, -1, 3, 28, 0, 0, 0, 1)],
  ['cut S1 S2<->S3', action(ActionKind.Cut, -1, 3, 4, 0, 0, 0, 1)],
  ['mend S1 → S3', action(ActionKind.Mend, -1, 1, 4, 0, 0, 0, 0)],
  ['ask C1.2 at S2', action(ActionKind.Ask, -1, 1, 0, 0, 2, 0, 0)],
  ['answer C2.1 from S2 ·1', action(ActionKind.Answer, -1, 1, 1, 0, 1, 1, 0)],
  ['drop answer C1.1 from S2', action(ActionKind.DropAnswer, -1, 1, 0, 0, 1, 0, 0)],
  ['abandon C1.1', action(ActionKind.Abandon, -1, 0, 0, 0, 1, 0, 0)],
])('%s', (line, expected) => {
  expect(linesOf(`${line}\n`)).toEqual([{ kind: 'action', number: 11, action: expected }])
})

test.each([
  ['S1 leader in term 2', { kind: 'role', server: 0, role: Role.Leader, term: 2 }],
  ['S2 follower', { kind: 'role', server: 1, role: Role.Follower, term: 0 }],
  ['S3 down', { kind: 'down', server: 2 }],
  ['S1 log 1 1 2', { kind: 'log', server: 0, terms: [1, 1, 2] }],
  ['S1 log empty', { kind: 'log', server: 0, terms: [] }],
  ['S1 commit 3', { kind: 'commit', server: 0, count: 3 }],
  ['S1 applied 0', { kind: 'applied', server: 0, count: 0 }],
  ['S1 term 4', { kind: 'term', server: 0, count: 4 }],
  ['S1 pre-candidate in term 2', { kind: 'role', server: 0, role: Role.PreCandidate, term: 2 }],
  ['S1 base 5', { kind: 'base', server: 0, count: 5 }],
  ['S1 snapshot 5', { kind: 'snapshot', server: 0, index: 5 }],
  ['S1 snapshot none', { kind: 'snapshot', server: 0, index: 0 }],
  [
    'S1 voters S1 S2 S3',
    { kind: 'voters', server: 0, configuration: { voters: 7, outgoing: 0, learners: 0 } },
  ],
  [
    'S1 voters S3 S4 outgoing S1 S2',
    { kind: 'voters', server: 0, configuration: { voters: 12, outgoing: 3, learners: 0 } },
  ],
  [
    'S2 voters S1 learners S4',
    { kind: 'voters', server: 1, configuration: { voters: 1, outgoing: 0, learners: 8 } },
  ],
  ['S1 voted S2', { kind: 'voted', server: 0, peer: 1 }],
  ['S1 voted nobody', { kind: 'voted', server: 0, peer: -1 }],
  ['equal logs', { kind: 'equal logs', servers: 0 }],
  ['equal logs S1 S2', { kind: 'equal logs', servers: 3 }],
  ['C1.1 answered 5', { kind: 'answered', session: 0, serial: 1, value: 5 }],
  ['C1.1 answered list 1 2 3', { kind: 'answered', session: 0, serial: 1, value: [1, 2, 3] }],
  ['C1.1 answered list empty', { kind: 'answered', session: 0, serial: 1, value: [] }],
  ['C1.1 refused', { kind: 'refused', session: 0, serial: 1 }],
  ['C1.1 failed', { kind: 'failed', session: 0, serial: 1 }],
  ['C1.1 expired', { kind: 'expired', session: 0, serial: 1 }],
  ['C1.register answered 2', { kind: 'answered', session: 0, serial: 0, value: 2 }],
  ['C1.1 unanswered', { kind: 'unanswered', session: 0, serial: 1 }],
  ['no violation', { kind: 'no violation' }],
  ['situation split-vote', { kind: 'situation', name: 'split-vote' }],
  ['no situation split-vote', { kind: 'no situation', name: 'split-vote' }],
  ['violation election safety', { kind: 'violation', property: 'election safety' }],
])('expect %s', (line, expected) => {
  expect(linesOf(`expect ${line}\n`)).toEqual([{ kind: 'expectation', number: 11, expectation: expected }])
})

test('header lines may come in any order, and comments stay with the line they stand above', () => {
  const text = `# Head.
whitewater scenario 1
# Many.
servers 5

# Usual, so it is not written.
option batching true
# Read first.
operation C1.1 read k1
# Written lists.
option machine append-list
# Left over.
disk asynchronous
# Below.
crash S1
`
  expect(writeScenario(readScenario(text, 'a.scenario'))).toBe(`# Head.
whitewater scenario 1
target core
# Many.
servers 5
# Written lists.
option machine append-list

# Usual, so it is not written.
# Read first.
operation C1.1 read k1
# Left over.
# Below.
crash S1
`)
  expect(readScenario(text, 'a.scenario').cluster.options.machine).toBe(MachineKind.AppendList)
})

test('a text of many thousand lines does no harm', () => {
  const operations = Array.from(
    { length: 20_000 },
    (_, place) => `# note\noperation C1.${place + 1} read k1\n`,
  ).join('')
  const body = 'deliver S1→S2 AppendEntries t2 ·3\n# note\n'.repeat(20_000)
  const text = `${HEADER.split('operation')[0]}${operations}${body}`
  expect(writeScenario(readScenario(text, 'a.scenario'))).toBe(text)
})
