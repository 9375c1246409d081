import { expect, test } from 'vitest'
import { readScenario } from './read-scenario.ts'
import { ScenarioError } from './scenario-error.ts'

const HEADER = `whitewater scenario 1
title A title
target core
servers 5
disk synchronous
option maxEntriesPerAppend 1
given S1 term 6
operation C1.1 write k1 5
operation C1.2 read k1
operation C2.1 swap k1 5 to 6
`

function complaintOf(text: string): string {
  try {
    readScenario(text, 'a.scenario')
  } catch (error) {
    if (error instanceof ScenarioError) return error.message
    throw error
  }
  return 'no complaint'
}

/** What is said of one line below the header. */
function complaintOfLine(line: string): string {
  return complaintOf(`${HEADER}${line}\n`).replace('a.scenario:11: ', '')
}

test.each([
  ['', 'a.scenario:1: the text is empty; expected "whitewater scenario 1" first'],
  ['# a\n\n', 'a.scenario:1: there is nothing but comments; expected "whitewater scenario 1" first'],
  [
    '# a\nservers 3\n',
    'a.scenario:2: the text begins with "servers 3"; expected "whitewater scenario 1" first',
  ],
  [
    'whitewater scenario 2\n',
    'a.scenario:1: version "2" of scenario text is not known here; expected "whitewater scenario 1"',
  ],
  [
    'whitewater scenario 1',
    'a.scenario:1: the last line has no end, the file may have been cut short; expected a line break after it',
  ],
  [
    'whitewater scenario 1\ntitle x\n',
    'a.scenario:2: the header does not say how many servers there are; expected a line like "servers 5"',
  ],
])('the text %j is refused', (text, complaint) => {
  expect(complaintOf(text)).toBe(complaint)
})

test.each([
  ['servers 8', '"8" is no value of servers; expected a whole number from 1 to 7'],
  ['title', 'the line ends too early; expected the title'],
  ['disk fast', '"fast" is no kind of disk; expected asynchronous or synchronous'],
  ['target croe', '"croe" is no target (did you mean core?); expected core'],
  [
    'target core with patch a',
    'the text of the patch is missing; expected it below, each line of it after "| "',
  ],
  [
    '| a',
    'a line of a patch stands alone; expected it right below "target … with patch NAME" or another line of the patch',
  ],
  ['option batching yes', '"yes" is no value of batching; expected true or false'],
  [
    'option electionTimeoutMost 2000',
    'electionTimeoutMost is less than electionTimeoutLeast (2000 and 150000); expected options that go together',
  ],
  [
    'option voters none',
    '"none" is no value of voters; expected servers with commas between, each once, as in S1,S2,S3',
  ],
  [
    'option voters S1,S1',
    '"S1,S1" is no value of voters; expected servers with commas between, each once, as in S1,S2,S3',
  ],
  ['option voters S1,S4,S5', 'voters names S4 S5 in a cluster of 3; expected options that go together'],
  [
    'option electionTimeoutStretch 0,1001',
    '"0,1001" is no value of electionTimeoutStretch; expected percentages from 0 to 1000 with commas between, that of S1 first, as in 0,20,100',
  ],
  [
    'option electionTimeoutStretch 0,0,0,9',
    'electionTimeoutStretch tells of 4 servers in a cluster of 3; expected options that go together',
  ],
  ['option snapshotChunk 0', '"0" is no value of snapshotChunk; expected a whole number from 1 to 1000000'],
  ['option membership single', '"single" is no value of membership; expected joint or single-server'],
  ['option checkQuorum 1', '"1" is no value of checkQuorum; expected true or false'],
  ['given S4 term 1', 'there is no server "S4"; expected S1 to S3'],
  ['given S1 term 1 voted S4', 'there is no server "S4"; expected S1 to S3'],
  [
    'given S1 term 2 log 2 1',
    'entry 2 is of term 1, after one of term 2; expected terms that never fall along a log',
  ],
  ['given S1 term 2 log 1 3', 'entry 2 is of term 3, the server only in term 2; expected term 3 or later'],
  ['given S1 term 2 log 1(', 'the line ends too early; expected "voters"'],
  ['given S1 term 2 log 1(voters)', 'there is no server ")"; expected S1 to S7'],
  ['given S1 term 2 log 1(voters S1', 'the line ends too early; expected ")"'],
  ['given S1 term 2 log 1(voters S1 2', '"2" stands where it does not belong; expected ")"'],
  ['given S1 term 2 log (voters S1)', '"(" is no term; expected a whole number from 1 to 2147483647'],
  ['given S1 term 2 log 1(voters S1 outgoing S4)', 'there is no server "S4"; expected S1 to S3'],
  [`given S1 term 1 log${' 1'.repeat(1001)}`, 'a log of 1001 entries is given; expected at most 1000'],
  ['operation C1.2 read k1', 'C1.2 is out of turn; expected operation C1.1 first'],
  [
    'operation C101.1 read k1',
    '"C101.1" is no name of an operation; expected a name from C1.1 to C100.100000',
  ],
  ['operation C1.1 reconfigure S1', '"S1" stands where it does not belong; expected "voters"'],
  ['operation C1.1 reconfigure voters', 'the line ends too early; expected a server, S1 to S7'],
  ['operation C1.1 reconfigure voters S1 S4', 'there is no server "S4"; expected S1 to S3'],
  ['operation C1.1 reconfigure voters S1 learners S5', 'there is no server "S5"; expected S1 to S3'],
  [
    'operation C1.1 reconfigure voters S1 outgoing S2',
    'a change of members names outgoing voters; expected the voters and the learners that are to be',
  ],
  ['operation C1.1 transfer S4', 'there is no server "S4"; expected S1 to S3'],
  ['operation C1.1 transfer', 'the line ends too early; expected a server, S1 to S7'],
  ['operation C1.1 read 1', '"1" is no key; expected a key from k1 to k1023'],
  [
    'operation C1.1 write k1 2147483648',
    '"2147483648" is no value; expected a whole number from 0 to 2147483647',
  ],
  [
    'operation C1.1 append k1 5',
    'the key-value machine knows no append; expected read, write or swap, or the header to say "option machine append-list"',
  ],
])('in a header, %s is refused', (line, complaint) => {
  const lines = line.startsWith('servers') ? [line] : [line, 'servers 3']
  expect(complaintOf(['whitewater scenario 1', ...lines, ''].join('\n'))).toBe(`a.scenario:2: ${complaint}`)
})

test('a header line that says again what was said is refused', () => {
  for (const line of HEADER.split('\n').slice(1, -1)) {
    const about = line.startsWith('target')
      ? 'target'
      : line
          .split(' ')
          .slice(0, /^(?:option|given|operation)/u.test(line) ? 2 : 1)
          .join(' ')
    const stands = HEADER.split('\n').indexOf(line) + 1
    expect(complaintOfLine(line)).toBe(`"${about} …" stands in line ${stands} already; expected it only once`)
  }
  expect(complaintOf(`${HEADER}crash S1\ndisk synchronous\n`)).toBe(
    'a.scenario:12: "disk" belongs to the header; expected it above the first action',
  )
})

test.each([
  [
    'delivr S1→S2 Vote',
    '"delivr" is no action (did you mean deliver?); expected deliver, duplicate, drop, timer, flush, crash, lose, tear, restart, cut, mend, ask, answer, abandon, restore, apply, fail, rot, remove, calm, stall, wipe, jump or expect',
  ],
  ['deliver S1→S6 Vote', 'there is no server "S6"; expected S1 to S5'],
  ['deliver S1→S1 Vote', 'S1 sends nothing to itself; expected two servers'],
  [
    'deliver S1→S2 Vot',
    '"Vot" is no message (did you mean Vote?); expected RequestVote, Vote, AppendEntries, Appended, InstallSnapshot, Installed, PreVote, PreVoted, TimeoutNow, AskReadIndex or ReadIndex',
  ],
  ['deliver S1 S2 Vote', '"S2" stands where it does not belong; expected "→"'],
  ['deliver S1→S2 Vote t0', '"t0" is no term; expected one from 1 to 2147483647, as in t3'],
  ['deliver S1→S2 Vote ·2147483648', '"·2147483648" is no turn; expected one from 1 to 2147483647, as in ·2'],
  [
    'crash S1 # by hand',
    '"#" is left over; expected the end of the line (a comment stands on a line of its own)',
  ],
  ['crash', 'the line ends too early; expected a server, S1 to S5'],
  ['12 crash S1', '"12" is no time; expected milliseconds with at most three decimals, as in 12.345ms'],
  ['-1ms crash S1', '"-1ms" is no time; expected milliseconds with at most three decimals, as in 12.345ms'],
  [
    '1ms expect S1 down',
    'an expectation has no time, it speaks of the moment it stands at; expected "expect …" alone',
  ],
  ['cut S1 S1 → S2', 'S1 is named twice; expected each server once'],
  ['cut S1 ↔ S1', 'no link leads from S1 to itself; expected two servers'],
  ['tear S1 log', 'the line ends too early; expected "after"'],
  ['ask C1.3 at S1', 'there is no operation C1.3; expected C1.1 to C1.2'],
  ['ask C3.1 at S1', 'there is no operation C3.1; expected a line "operation C3.1 …" in the header'],
  [
    'ask C3.register at S1',
    'there is no operation C3.register; expected a line "operation C3.1 …" in the header',
  ],
  ['restore', 'the line ends too early; expected a server, S1 to S5'],
  [
    'flush S1 snapshots',
    '"snapshots" is no file (did you mean snapshot?); expected term, log, snapshot or machine',
  ],
  ['timer S1 lease', '"lease" is no timer; expected election, heartbeat, stickiness, contact or transfer'],
  [
    'expect C1.1 denied',
    '"denied" is no state of an operation; expected answered, unanswered, refused, failed, unknown or expired',
  ],
  ['expect S1 snapshot 0', '"0" is no index; expected a whole number from 1 to 2147483647'],
  ['expect S1 voters S1 S2 S1', 'S1 is named twice; expected each server once'],
  [
    'expect S1 voters S1 learners S2 outgoing S3',
    '"outgoing" is left over; expected the end of the line (a comment stands on a line of its own)',
  ],
  ['expect S1 leader in term 0', '"0" is no term; expected a whole number from 1 to 2147483647'],
  [
    'expect S1 asleep',
    '"asleep" is no state of a server; expected follower, candidate, leader, pre-candidate, down, log, base, term, commit, applied, voted, snapshot or voters',
  ],
  [
    'expect equal logs S1',
    'one log alone equals itself; expected two servers or more, or none for all that are up',
  ],
  [
    'expect success',
    '"success" is nothing to expect; expected a server, an operation, "equal logs", "no violation", "violation …" or "situation …"',
  ],
  ['crash S1\u001b[2J', 'the line holds the control character U+001B; expected text'],
  [`crash ${'S'.repeat(1_000_000)}`, `there is no server "${'S'.repeat(40)}…"; expected S1 to S5`],
])('%# of the actions and expectations is refused', (line, complaint) => {
  expect(complaintOfLine(line)).toBe(complaint)
})

test('a scenario cannot expect both violations and none', () => {
  const text = `${HEADER}expect no violation\nexpect violation log matching\n`
  expect(complaintOf(text)).toBe(
    'a.scenario:12: this contradicts line 11; expected either violations or none',
  )
})
