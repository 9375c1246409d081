import { Role } from '../../core/server.ts'
import type { Cluster } from '../../harness/world/cluster.ts'
import { operationName, serverName, serverNames } from '../../harness/world/names.ts'
import { quoted } from './characters.ts'
import {
  nextWord,
  refuse,
  takeEnd,
  takeIf,
  takeNumber,
  takeNumbers,
  takeOneOf,
  takeRest,
  takeThe,
  type Cursor,
} from './cursor.ts'
import type { Expectation } from './expectation.ts'
import { membersText, takeMembers } from './members-text.ts'
import { operationIn, takeOperation, takeServer, takeServers } from './name-text.ts'

/** Terms, indices and values are whole numbers of 31 bits. */
const MOST = 2 ** 31 - 1

const ROLE_NAMES = ['follower', 'candidate', 'leader', 'pre-candidate'] as const satisfies {
  [R in Role]: string
}

/** The words for what a server may be expected to be or have; roles come first, by number. */
const OF_SERVER = [
  ...ROLE_NAMES,
  'down',
  'log',
  'base',
  'term',
  'commit',
  'applied',
  'voted',
  'snapshot',
  'voters',
] as const

const OF_OPERATION = ['answered', 'unanswered', 'refused', 'failed', 'unknown', 'expired'] as const

/** Reads a line that begins with `expect`. */
export function readExpectation(cursor: Cursor, cluster: Cluster): Expectation {
  takeThe(cursor, 'expect')
  const expected = readExpected(cursor, cluster)
  takeEnd(cursor)
  return expected
}

/** The line of an expectation. */
export function expectationText(expected: Expectation): string {
  return `expect ${phraseOf(expected)}`
}

function readExpected(cursor: Cursor, cluster: Cluster): Expectation {
  const word = nextWord(cursor) ?? ''
  if (operationIn(word) !== undefined) return readOfOperation(cursor, cluster)
  if (takeIf(cursor, 'equal')) {
    takeThe(cursor, 'logs')
    return {
      kind: 'equal logs',
      servers: nextWord(cursor) === undefined ? 0 : takeTwoServers(cursor, cluster.options.servers),
    }
  }
  if (takeIf(cursor, 'no')) return readNo(cursor)
  if (takeIf(cursor, 'situation')) return { kind: 'situation', name: takeSituation(cursor) }
  if (takeIf(cursor, 'violation')) {
    return { kind: 'violation', property: takeRest(cursor, 'the name of a property') }
  }
  if (/^S\d/u.test(word)) return readOfServer(cursor, cluster.options.servers)
  const problem = word === '' ? 'the line ends too early' : `${quoted(word)} is nothing to expect`
  return refuse(
    cursor,
    problem,
    'a server, an operation, "equal logs", "no violation", "violation …" or "situation …"',
  )
}

function readNo(cursor: Cursor): Expectation {
  if (takeIf(cursor, 'situation')) return { kind: 'no situation', name: takeSituation(cursor) }
  takeThe(cursor, 'violation')
  return { kind: 'no violation' }
}

function takeSituation(cursor: Cursor): string {
  return takeRest(cursor, 'the name of a situation')
}

function readOfServer(cursor: Cursor, servers: number): Expectation {
  const server = takeServer(cursor, servers)
  const word = OF_SERVER[takeOneOf(cursor, OF_SERVER, 'state of a server')] as (typeof OF_SERVER)[number]
  switch (word) {
    case 'down':
      return { kind: 'down', server }
    case 'log':
      return { kind: 'log', server, terms: takeNumbers(cursor, 'term', 1, MOST) }
    case 'term':
    case 'commit':
    case 'applied':
    case 'base':
      return { kind: word, server, count: takeNumber(cursor, word === 'term' ? 'term' : 'index', 0, MOST) }
    case 'voted':
      return { kind: 'voted', server, peer: takeIf(cursor, 'nobody') ? -1 : takeServer(cursor, servers) }
    case 'snapshot':
      return { kind: 'snapshot', server, index: takeSnapshot(cursor) }
    case 'voters':
      return { kind: 'voters', server, configuration: takeMembers(cursor, servers) }
    default:
      return { kind: 'role', server, role: ROLE_NAMES.indexOf(word) as Role, term: takeTermOfRole(cursor) }
  }
}

function takeTermOfRole(cursor: Cursor): number {
  if (nextWord(cursor) === undefined) return 0
  takeThe(cursor, 'in')
  takeThe(cursor, 'term')
  return takeNumber(cursor, 'term', 1, MOST)
}

function takeSnapshot(cursor: Cursor): number {
  return takeIf(cursor, 'none') ? 0 : takeNumber(cursor, 'index', 1, MOST)
}

function takeTwoServers(cursor: Cursor, servers: number): number {
  const set = takeServers(cursor, servers)
  return (set & (set - 1)) === 0
    ? refuse(cursor, 'one log alone equals itself', 'two servers or more, or none for all that are up')
    : set
}

function readOfOperation(cursor: Cursor, cluster: Cluster): Expectation {
  const { session, serial } = takeOperation(cursor, cluster.operations)
  const kind = OF_OPERATION[
    takeOneOf(cursor, OF_OPERATION, 'state of an operation')
  ] as (typeof OF_OPERATION)[number]
  if (kind !== 'answered') return { kind, session, serial }
  const value = takeIf(cursor, 'list')
    ? takeNumbers(cursor, 'element', 0, MOST)
    : takeNumber(cursor, 'answer', 0, MOST)
  return { kind: 'answered', session, serial, value }
}

function phraseOf(expected: Expectation): string {
  switch (expected.kind) {
    case 'role':
      return `${serverName(expected.server)} ${roleText(expected.role, expected.term)}`
    case 'down':
      return `${serverName(expected.server)} down`
    case 'log':
      return `${serverName(expected.server)} ${logText(expected.terms)}`
    case 'term':
    case 'commit':
    case 'applied':
    case 'base':
      return `${serverName(expected.server)} ${expected.kind} ${expected.count}`
    case 'snapshot':
      return `${serverName(expected.server)} ${snapshotText(expected.index)}`
    case 'voters':
      return `${serverName(expected.server)} ${membersText(expected.configuration)}`
    case 'voted':
      return `${serverName(expected.server)} ${voteText(expected.peer)}`
    case 'equal logs':
      return expected.servers === 0 ? 'equal logs' : `equal logs ${serverNames(expected.servers)}`
    case 'answered':
      return `${operationName(expected.session, expected.serial)} ${answerText(expected.value)}`
    case 'refused':
    case 'failed':
    case 'unknown':
    case 'expired':
    case 'unanswered':
      return `${operationName(expected.session, expected.serial)} ${expected.kind}`
    case 'violation':
      return `violation ${expected.property}`
    case 'no violation':
      return 'no violation'
    case 'situation':
    case 'no situation':
      return `${expected.kind} ${expected.name}`
  }
}

/** `leader in term 3` */
export function roleText(role: Role, term: number): string {
  return term === 0 ? ROLE_NAMES[role] : `${ROLE_NAMES[role]} in term ${term}`
}

/** `log 1 1 2` */
export function logText(terms: readonly number[]): string {
  return `log ${terms.length === 0 ? 'empty' : terms.join(' ')}`
}

/** `snapshot 5` */
export function snapshotText(index: number): string {
  return `snapshot ${index === 0 ? 'none' : index}`
}

/** `voted S2` */
export function voteText(peer: number): string {
  return `voted ${peer < 0 ? 'nobody' : serverName(peer)}`
}

/** `answered 5`, `answered list 1 2 3` */
export function answerText(value: number | readonly number[]): string {
  if (typeof value === 'number') return `answered ${value}`
  return `answered list ${value.length === 0 ? 'empty' : value.join(' ')}`
}
