import { expect, test } from 'vitest'
import { answerTo, AnswerStatus, Needs } from '../core/effect.ts'
import { InputKind } from '../core/input.ts'
import { EntryKind, entryOf, type Entry } from '../core/log/entry.ts'
import type { Server } from '../core/server.ts'
import { forgottenVector, push, type Vector } from '../core/vector.ts'
import type { ObservedLog } from '../harness/observation.ts'
import { embeddedCore } from '../harness/targets/core.ts'
import type { Target } from '../harness/targets/target.ts'
import { playScenario } from './play.ts'
import { readScenario } from './text/read-scenario.ts'

/** What does not hold in a story, as `expected …, found …`. */
function failuresOf(header: string, body: string, target: Target = embeddedCore): string[] {
  const text = `whitewater scenario 1\n${header}\n\n${body}\n`
  return playScenario(readScenario(text, 'a.scenario'), target, []).failures.map(
    ({ expected, found }) => `expected ${expected}, found ${found}`,
  )
}

const ELECTED = `timer S1 election
deliver S1→S2 RequestVote
deliver S2→S1 Vote
deliver S1→S2 AppendEntries
deliver S2→S1 Appended`

test('7: a log that was compacted shows its base and what it still holds, and its snapshot once that is durable', () => {
  const header = 'servers 1\noption snapshotThreshold 2\noption trailingEntries 1\noperation C1.1 write k1 5'
  const told = `timer S1 election
flush S1 term
flush S1 log
ask C1.1 at S1
flush S1 log
expect S1 applied 2
expect S1 snapshot none
expect S1 base 0
flush S1 snapshot ·1
expect S1 snapshot 2
expect S1 base 1
expect S1 log 1`
  expect(failuresOf(header, told)).toEqual([])
  expect(failuresOf(header, `${told}\nexpect S1 snapshot none\nexpect S1 base 0\nexpect S1 log 1 1`)).toEqual(
    [
      'expected S1 snapshot none, found S1 snapshot 2',
      'expected S1 base 0, found S1 base 1',
      'expected S1 log 1 1, found S1 log 1',
    ],
  )
})

test('7: a snapshot that a crash tore is none, and the log is as it was', () => {
  const header = 'servers 1\noption snapshotThreshold 1'
  const told = `timer S1 election
flush S1 term
flush S1 log
crash S1
tear S1 snapshot ·1 after 0
restart S1
expect S1 snapshot none
expect S1 base 0
expect S1 log 1`
  expect(failuresOf(header, told)).toEqual([])
})

test('7: a follower that lacks what was compacted takes over a snapshot, and the logs are equal in what both hold', () => {
  const header = 'servers 3\ndisk synchronous\noption snapshotThreshold 2\noperation C1.1 write k1 5'
  const told = `${ELECTED}
ask C1.1 at S1
deliver S1→S2 AppendEntries
deliver S2→S1 Appended
flush S1 snapshot
expect S1 base 2
expect S1 log empty
expect S2 base 0
expect equal logs S1 S2
timer S1 heartbeat
deliver S1→S3 AppendEntries
deliver S3→S1 Appended
deliver S1→S3 InstallSnapshot
flush S3 snapshot
expect S3 snapshot 2
expect S3 base 2
expect S3 applied 0
restore S3
expect S3 applied 2
expect equal logs`
  expect(failuresOf(header, told)).toEqual([])
  expect(() => failuresOf(header, `${told}\nrestore S3`)).toThrow(
    '"restore S3" cannot happen here: S3 is not taking over the state of a snapshot; expected an action that can happen',
  )
})

test('6: the newest configuration in a log counts, committed or not', () => {
  const header = `servers 4
disk synchronous
option voters S1,S2
option catchUp false
operation C1.1 reconfigure voters S1 S3
operation C1.2 reconfigure voters S4
operation C2.1 transfer S4`
  const told = `${ELECTED}
expect S4 voters S1 S2
ask C1.1 at S1
expect S1 voters S1 S3 outgoing S1 S2
expect S2 voters S1 S2
deliver S1→S2 AppendEntries
deliver S1→S3 AppendEntries
expect S2 voters S1 S3 outgoing S1 S2
crash S2
restart S2
expect S2 voters S1 S3 outgoing S1 S2`
  expect(failuresOf(header, told)).toEqual([])
  expect(failuresOf(header, `${told}\nexpect S2 voters S1 S2\nexpect S4 voters S1 S2 learners S3`)).toEqual([
    'expected S2 voters S1 S2, found S2 voters S1 S3 outgoing S1 S2',
    'expected S4 voters S1 S2 learners S3, found S4 voters S1 S2',
  ])
})

test('a log that is given brings its configurations, and logs that differ in one are not equal', () => {
  const header = `servers 3
disk synchronous
given S1 term 1 log 1 1(voters S1 S2 outgoing S1 S2 S3)
given S2 term 1 log 1 1(voters S1 S2)`
  expect(
    failuresOf(
      header,
      `expect S1 voters S1 S2 outgoing S1 S2 S3
expect S2 voters S1 S2
expect S3 voters S1 S2 S3
expect S1 log 1 1
expect equal logs S1 S2`,
    ),
  ).toEqual(['expected equal logs S1 S2, found S1 and S2 hold different entries of term 1 at index 2'])
})

test('what the cluster will not do, it refuses, and nothing else is as good', () => {
  const header = `servers 3
disk synchronous
option voters S1,S2
operation C1.1 transfer S3
operation C1.2 transfer S1`
  const told = `${ELECTED}
ask C1.1 at S1
expect C1.1 unanswered
answer C1.1 from S1
expect C1.1 refused
ask C1.2 at S1
expect C1.2 refused
answer C1.2 from S1
expect C1.2 answered 0`
  expect(
    failuresOf(header, `${told}\nexpect C1.2 refused\nexpect C1.1 answered 0\nexpect C1.1 unanswered`),
  ).toEqual([
    'expected C1.2 refused, found C1.2 unanswered',
    'expected C1.2 refused, found C1.2 answered 0',
    'expected C1.1 answered 0, found C1.1 refused',
    'expected C1.1 unanswered, found C1.1 refused',
  ])
})

/** A core whose servers refuse all that they are asked. */
const unwilling: Target = {
  ...embeddedCore,
  step(server, input) {
    if (input.kind !== InputKind.Request) return embeddedCore.step(server, input)
    const { session, serial } = input.command
    const answer = { from: 0, session, serial, status: AnswerStatus.Refused, value: 0, leader: -1 }
    return { server, effects: [answerTo(answer, Needs.Nothing)] }
  },
}

test('what a client asked but once and was refused has failed; what it asked twice was refused', () => {
  const header = 'servers 1\noperation C1.1 write k1 5\noperation C2.1 write k1 6'
  const once = 'ask C1.1 at S1\nanswer C1.1 from S1'
  const twice = 'ask C2.1 at S1\nask C2.1 at S1\nanswer C2.1 from S1'
  expect(failuresOf(header, `${once}\n${twice}\nexpect C1.1 failed\nexpect C2.1 refused`, unwilling)).toEqual(
    [],
  )
  expect(failuresOf(header, `${once}\n${twice}\nexpect C1.1 refused\nexpect C2.1 failed`, unwilling)).toEqual(
    ['expected C1.1 refused, found C1.1 failed', 'expected C2.1 failed, found C2.1 refused'],
  )
})

test('6.3: a client is registered, and its session ends', () => {
  const header = `servers 1
disk synchronous
option registration true
option sessionTimeout 1000000
operation C1.1 write k1 5`
  const told = `timer S1 election
ask C1.register at S1
expect C1.register unanswered
answer C1.register from S1
expect C1.register answered 2
2000.000ms ask C1.1 at S1
answer C1.1 from S1
expect C1.1 expired`
  expect(failuresOf(header, told)).toEqual([])
  expect(failuresOf(header, `${told}\nexpect C1.1 unknown\nexpect C1.register answered 3`)).toEqual([
    'expected C1.1 unknown, found C1.1 expired',
    'expected C1.register answered 3, found C1.register answered 2',
  ])
})

test('dissertation 9.6: one that asks whether it could win is a pre-candidate, in the term that it was in', () => {
  const header = 'servers 3\ndisk synchronous\noption preVote true\ngiven S1 term 3'
  const told = `timer S1 election
expect S1 pre-candidate in term 3
expect S1 pre-candidate
deliver S1→S2 PreVote t4
deliver S2→S1 PreVoted
expect S1 pre-candidate`
  expect(failuresOf(header, told)).toEqual(['expected S1 pre-candidate, found S1 candidate in term 4'])
})

/** A target whose servers show these logs, whatever they hold. */
function showing(logs: readonly ObservedLog[]): Target {
  return {
    ...embeddedCore,
    observe: (server) => ({ ...embeddedCore.observe(server), log: logs[(server as Server).id] }),
  }
}

/** A log that begins after (`baseIndex`, `baseTerm`): no-ops of these terms. */
function logFrom(baseIndex: number, baseTerm: number, terms: readonly number[]): ObservedLog {
  const entries = terms.reduce(
    (log, term) => push(log, entryOf(log.length + 1, term, EntryKind.NoOp, null, null)),
    forgottenVector(baseIndex) as Vector<Entry>,
  )
  return { entries, baseIndex, baseTerm }
}

test.each([
  ['what only one holds does not matter', logFrom(0, 0, [1, 1, 2, 2]), logFrom(3, 2, [2]), undefined],
  ['both may be empty', logFrom(4, 2, []), logFrom(3, 2, [2]), undefined],
  [
    'an entry of another term',
    logFrom(1, 1, [1, 2, 2]),
    logFrom(2, 1, [2, 3]),
    'hold entries of term 2 and 3 at index 4',
  ],
  [
    'a base of another term',
    logFrom(1, 1, [1, 2]),
    logFrom(2, 2, [2]),
    'hold entries of term 1 and 2 at index 2',
  ],
  ['another end', logFrom(2, 1, []), logFrom(2, 1, [1]), 'end at index 2 and 3'],
  ['an end before the other begins', logFrom(0, 0, [1]), logFrom(3, 1, [1]), 'end at index 1 and 4'],
])('equal logs, compacted ones: %s', (_, one, other, difference) => {
  const found = failuresOf('servers 2', 'expect equal logs', showing([one, other]))
  expect(found).toEqual(
    difference === undefined ? [] : [`expected equal logs, found S1 and S2 ${difference}`],
  )
})

test('logs are compared with each other, not with the first of them alone', () => {
  const logs = [logFrom(2, 1, [1]), logFrom(0, 0, [1, 1, 1]), logFrom(1, 0, [1, 1])]
  expect(failuresOf('servers 3', 'expect equal logs', showing(logs))).toEqual([
    'expected equal logs, found S2 and S3 hold entries of term 1 and 0 at index 1',
  ])
})
