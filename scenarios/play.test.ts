import { expect, test } from 'vitest'
import { Operation } from '../core/command.ts'
import { EntryKind, entryOf } from '../core/log/entry.ts'
import { Role } from '../core/server.ts'
import { Changed } from '../harness/observation.ts'
import type { Monitor } from '../harness/monitor.ts'
import { blankRecording, recordedActions } from '../harness/schedule/record.ts'
import { embeddedCore } from '../harness/targets/core.ts'
import type { Target } from '../harness/targets/target.ts'
import { playScenario, type Played } from './play.ts'
import { readScenario } from './text/read-scenario.ts'

/** A property that does not hold as soon as somebody leads. */
const nobodyLeads: Monitor = {
  name: 'nobody leads',
  promise: 'There is no leader.',
  grade: 'safety',
  watches: Changed.Role,
  needs: ['role'],
  start: () => undefined,
  see: (_, { after, server }, report) => {
    if (after?.role === Role.Leader)
      report.violation({ reason: 'a leader', title: `S${server + 1} leads`, servers: [server], evidence: [] })
  },
}

function play(
  body: string,
  monitors: readonly Monitor[] = [],
  header = 'servers 1',
  target: Target = embeddedCore,
): Played {
  const text = `whitewater scenario 1\n${header}\ndisk synchronous\n\n${body}\n`
  return playScenario(readScenario(text, 'a.scenario'), target, monitors)
}

/** `LINE: expected …, found …` of each failure; the body begins in line 5. */
function failuresOf(body: string, monitors: readonly Monitor[] = [], header = 'servers 1'): string[] {
  return play(body, monitors, header).failures.map(
    ({ line, expected, found }) => `${line}: expected ${expected}, found ${found}`,
  )
}

const ELECTED = `timer S1 election
deliver S1→S2 RequestVote
deliver S2→S1 Vote`

test('a story that comes true passes', () => {
  const told = `${ELECTED}
expect S1 leader in term 1
expect S1 leader
expect S2 follower in term 1
expect S1 log 1
expect S2 log empty
expect S1 term 1
expect S2 voted S1
expect S3 voted nobody
deliver S1→S2 AppendEntries
expect equal logs S1 S2
crash S3
expect S3 down
expect equal logs
expect S1 commit 0
deliver S2→S1 Appended
expect S1 commit 1
expect S1 applied 1
expect no violation`
  const { passed, failures, unevaluated, unplayed, endedAt, outcome } = play(told, [], 'servers 3')
  expect(failures).toEqual([])
  expect({ passed, unevaluated, unplayed, endedAt, actions: outcome.actions }).toEqual({
    passed: true,
    unevaluated: [],
    unplayed: 0,
    endedAt: 22,
    actions: 6,
  })
})

test('an expectation that does not hold fails where it stands, and says what is so', () => {
  const told = `expect S1 down
timer S1 election
expect S1 follower
expect S1 leader in term 2
expect S1 log empty
expect S1 voted nobody
expect S1 term 2
expect S1 commit 0
expect S1 applied 2
crash S1
expect S1 leader`
  expect(failuresOf(told)).toEqual([
    '5: expected S1 down, found S1 is up',
    '7: expected S1 follower, found S1 leader in term 1',
    '8: expected S1 leader in term 2, found S1 leader in term 1',
    '9: expected S1 log empty, found S1 log 1',
    '10: expected S1 voted nobody, found S1 voted S1',
    '11: expected S1 term 2, found S1 term 1',
    '12: expected S1 commit 0, found S1 commit 1',
    '13: expected S1 applied 2, found S1 applied 1',
    '15: expected S1 leader, found S1 is down',
  ])
})

test('logs that differ in length or in a term are not equal, nor is one that nobody can see', () => {
  const logs = 'servers 4\ngiven S1 term 2 log 1\ngiven S2 term 2 log 1 2\ngiven S3 term 2 log 2 2'
  const told = 'expect equal logs\nexpect equal logs S2 S3\ncrash S4\nexpect equal logs S3 S4'
  expect(failuresOf(told, [], logs)).toEqual([
    '8: expected equal logs, found S1 and S2 end at index 1 and 2',
    '9: expected equal logs S2 S3, found S2 and S3 hold entries of term 1 and 2 at index 1',
    '11: expected equal logs S3 S4, found S4 is down',
  ])
})

test('logs whose entries agree in their terms but not in their commands are not equal', () => {
  const scenario = readScenario('whitewater scenario 1\nservers 2\nexpect equal logs\n', 'a.scenario')
  const given = [1, 2].map((value, server) => {
    const command = {
      session: 0,
      serial: 1,
      registration: 0,
      operation: Operation.Write,
      key: 1,
      value,
      expected: 0,
    }
    return {
      server,
      currentTerm: 1,
      votedFor: -1,
      log: [entryOf(1, 1, EntryKind.Command, command, null)],
    }
  })
  const { failures } = playScenario(
    { ...scenario, cluster: { ...scenario.cluster, given } },
    embeddedCore,
    [],
  )
  expect(failures.map(({ found }) => found)).toEqual([
    'S1 and S2 hold different entries of term 1 at index 1',
  ])
})

test('what clients were told is an expectation like any other', () => {
  const header = 'servers 1\noperation C1.1 write k1 5\noperation C1.2 read k1\noperation C2.1 read k2'
  const told = `timer S1 election
ask C1.1 at S1
expect C1.1 unanswered
answer C1.1 from S1
expect C1.1 answered 0
ask C1.2 at S1
drop answer C1.2 from S1
expect C1.2 unanswered
ask C1.2 at S1
answer C1.2 from S1
expect C1.2 answered 5`
  expect(failuresOf(told, [], header)).toEqual([])
  expect(
    failuresOf(`${told}\nexpect C1.2 answered 6\nexpect C1.1 unanswered\nexpect C2.1 answered 0`, [], header),
  ).toEqual([
    '19: expected C1.2 answered 6, found C1.2 answered 5',
    '20: expected C1.1 unanswered, found C1.1 answered 0',
    '21: expected C2.1 answered 0, found C2.1 unanswered',
  ])
})

test('a list is told from its oldest element', () => {
  const header =
    'servers 1\noption machine append-list\noperation C1.1 append k1 7\noperation C1.2 append k1 9\noperation C1.3 read k1\noperation C2.1 read k2'
  const told = `timer S1 election
ask C1.1 at S1
answer C1.1 from S1
ask C1.2 at S1
answer C1.2 from S1
ask C1.3 at S1
answer C1.3 from S1
ask C2.1 at S1
answer C2.1 from S1
expect C1.3 answered list 7 9
expect C2.1 answered list empty
expect C1.3 answered list 9 7`
  expect(failuresOf(told, [], header)).toEqual([
    '21: expected C1.3 answered list 9 7, found C1.3 answered list 7 9',
  ])
})

test('an action without a time happens as soon as it can', () => {
  const scenario = readScenario(
    'whitewater scenario 1\nservers 2\n1ms crash S2\ntimer S1 election\n200ms restart S2\ntimer S2 election\n',
    'a.scenario',
  )
  const recording = blankRecording()
  playScenario(scenario, embeddedCore, [], { recording })
  expect(recordedActions(recording).map(({ at }) => at)).toEqual([1_000, 150_000, 200_000, 350_000])
})

test.each([
  [
    'restart S1',
    'a.scenario:5: "restart S1" cannot happen here: S1 is up; expected an action that can happen',
  ],
  [
    '1ms timer S1 election',
    'a.scenario:5: "1.000ms timer S1 election" cannot happen here: S1\'s election timer fires no earlier than 150000 µs; expected 150.000ms timer S1 election',
  ],
  [
    'timer S1 election\ndeliver S1→S2 Vote',
    'a.scenario:6: "deliver S1→S2 Vote" cannot happen here: no Vote is in flight from S1 to S2 (RequestVote t1 ·1 is); expected deliver S1→S2 RequestVote t1 ·1',
  ],
  [
    'timer S1 election\n9ms crash S1',
    'a.scenario:6: "9.000ms crash S1" cannot happen here: it is 150.000ms already; expected a later time, or none',
  ],
  [
    'crash S2\ncrash S2',
    'a.scenario:6: "crash S2" cannot happen here: S2 is down; expected crash S1 or crash S3',
  ],
])('%j is impossible', (body, complaint) => {
  expect(() => play(body, [], 'servers 3')).toThrow(
    expect.objectContaining({ name: 'ScenarioError', message: complaint }),
  )
})

test('a violation that nobody expects fails, at the line that showed it or that forbids it', () => {
  expect(failuresOf(ELECTED, [nobodyLeads], 'servers 3')).toEqual([
    '7: expected no violation, found violation nobody leads: S1 leads',
  ])
  expect(failuresOf(`expect no violation\n${ELECTED}`, [nobodyLeads], 'servers 3')).toEqual([
    '5: expected no violation, found violation nobody leads: S1 leads',
  ])
})

test('a violation that is expected passes, and ends the run early if it must', () => {
  const told = `expect violation nobody leads\n${ELECTED}\nexpect S1 leader\ndeliver S1→S2 AppendEntries\nexpect S2 log 1`
  const { passed, failures, unevaluated, unplayed, endedAt } = play(told, [nobodyLeads], 'servers 3')
  expect({ passed, failures, unevaluated, unplayed, endedAt }).toEqual({
    passed: true,
    failures: [],
    unevaluated: [11],
    unplayed: 1,
    endedAt: 8,
  })
})

test('expectations of the moment at which a violation shows are still judged', () => {
  const told = `${ELECTED}\nexpect S1 follower\nexpect violation nobody leads`
  expect(failuresOf(told, [nobodyLeads], 'servers 3')).toEqual([
    '8: expected S1 follower, found S1 leader in term 1',
  ])
})

test('an expected violation that does not come fails', () => {
  expect(failuresOf('crash S1\nexpect violation nobody leads', [nobodyLeads])).toEqual([
    '6: expected violation nobody leads, found no violation',
  ])
})

test('a property that no monitor watches for is refused', () => {
  const complaint =
    'a.scenario:5: no monitor watches for "nobody lead" (did you mean nobody leads?); expected nobody leads'
  expect(() => play('expect violation nobody lead', [nobodyLeads])).toThrow(complaint)
})

test('a run that is cut short does not pass', () => {
  const scenario = readScenario(
    'whitewater scenario 1\nservers 3\ncrash S1\ncrash S2\nexpect S2 down\n',
    'a.scenario',
  )
  const { passed, unevaluated, unplayed } = playScenario(scenario, embeddedCore, [], { most: 1 })
  expect({ passed, unevaluated, unplayed }).toEqual({ passed: false, unevaluated: [5], unplayed: 1 })
})

test('what a target does not show cannot be as expected', () => {
  const blind: Target = {
    ...embeddedCore,
    name: 'blind',
    observe: () => ({
      currentTerm: undefined,
      votedFor: undefined,
      role: undefined,
      log: undefined,
      snapshot: undefined,
      commitIndex: undefined,
      lastApplied: undefined,
      matchIndex: undefined,
      lease: undefined,
      sessions: undefined,
    }),
  }
  const told =
    'expect S1 follower\nexpect S1 log empty\nexpect S1 commit 0\nexpect S1 voted nobody\nexpect S1 term 0\nexpect S1 base 0\nexpect S1 snapshot none\nexpect S1 voters S1\nexpect equal logs'
  const { failures } = play(told, [], 'servers 1', blind)
  expect(failures.map(({ line }) => line)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13])
  expect(failures[0]?.found).toBe('S1 of target blind does not show it')
})
