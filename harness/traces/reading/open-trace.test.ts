import { expect, test } from 'vitest'
import { linesOf } from './lines.ts'
import { openTrace, type TraceFile, type TraceOptions } from './open-trace.ts'
import { traceErrorText, TraceError } from '../trace-error.ts'
import type { TraceEvent } from '../trace-event.ts'

const HEADER = '{"whitewater":"trace","v":1,"servers":["A","B"],"complete":["start"]}'
const START = '{"k":"start","n":"A","st":{"term":1,"vote":"","last":0}}'
const ETCD =
  '{"tag":"trace","event":{"name":"InitState","nid":"1","state":{"term":0,"vote":"0","commit":0},"role":"StateFollower","log":0,"conf":[[],[]]}}'
const RAFT_RS =
  '{"i":1,"n":1,"k":"start","st":{"term":0,"vote":0,"commit":0,"last":0,"lastTerm":0,"role":"follower"}}'

function file(...lines: readonly string[]): TraceFile {
  return { name: 'run.ndjson', bytes: new TextEncoder().encode(lines.join('\n')) }
}

function read(files: readonly TraceFile[], options?: TraceOptions): TraceEvent[] {
  const events: TraceEvent[] = []
  for (const source of openTrace(files, options).sources)
    for (let event = source.next(); event !== null; event = source.next()) events.push(event)
  return events
}

/** What is said of a file that is refused. */
function refusal(...files: readonly TraceFile[]): string {
  try {
    read(files)
  } catch (error) {
    if (error instanceof TraceError) return traceErrorText(error)
    throw error
  }
  return 'it is read'
}

const started = (n: string): string => `{"k":"start","n":"${n}"}`
const deep = (open: string, close: string): string => `${open.repeat(100_000)}1${close.repeat(100_000)}`

test.each([
  ['a line that is no JSON', 'hello', 'no JSON object: "hello"; expected one on each line'],
  ['a line that breaks off', START.slice(0, 30), 'not JSON'],
  ['a null', 'null', 'no JSON object: "null"'],
  ['a null in the place of a state', '{"k":"start","n":"A","st":null}', 'at st: '],
  ['a kind of event that is unknown', '{"k":"began","n":"A"}', 'at k: '],
  ['a kind by a name of every object', '{"k":"constructor","n":"A"}', 'expected one of "start"'],
  ['a server that the header does not list', started('C'), 'server "C", which the header does not list'],
  ['one that is mentioned in a vote', '{"k":"start","n":"A","st":{"vote":"C"}}', 'expected one of ["A","B"]'],
  ['a server by a name of every object', started('__proto__'), 'server "__proto__"'],
  ['a number beyond all', '{"k":"start","n":"A","st":{"term":1e999}}', 'at st.term: '],
  ['a number that is too large', '{"k":"start","n":"A","st":{"term":4194304}}', 'found 4194304'],
  ['a negative number', '{"k":"start","n":"A","st":{"commit":-1}}', 'found -1'],
  ['a part of a number', '{"k":"start","n":"A","st":{"commit":0.5}}', 'at st.commit: '],
  ['a line of megabytes', `{"x":"${'x'.repeat(5_000_000)}"}`, 'expected at most 4194304'],
  ['a name of megabytes', started('A'.repeat(3_000_000)), 'at n: '],
  ['lists in lists without end', deep('[', ']'), 'no JSON object'],
  ['objects in objects without end', deep('{"k":', '}'), 'nested more than 64 deep'],
  ['a line of etcd/raft', ETCD, 'the form etcd-raft in a trace of the form whitewater; expected one form'],
  ['a line of raft-rs', RAFT_RS, 'the form raft-rs in a trace of the form whitewater'],
  ['another header', HEADER.replace('"B"', '"C"'), 'another header than the first'],
])('%s is told with file and line', (_, line, told) => {
  const said = refusal(file(HEADER, START, line, START))
  expect(said).toContain('run.ndjson:3: ')
  expect(said).toContain(told)
  expect(said.length).toBeLessThan(500)
})

test.each([
  ['an empty file', [''], 'run.ndjson: an empty file; expected a line for each event'],
  ['a file of empty lines', ['', ' ', ''], 'run.ndjson: an empty file'],
  [
    'a first line of no form',
    ['{}'],
    'run.ndjson:1: a first line of no known form; expected one of Whitewater’s',
  ],
  ['events without a header', [START], 'run.ndjson:1: a first line of no known form'],
  [
    'a later version',
    ['', HEADER.replace('"v":1', '"v":2')],
    'run.ndjson:2: not an event of this format at v: ',
  ],
  [
    'a kind that is unknown',
    [HEADER.replace('"start"', '"began"')],
    'run.ndjson:1: not an event of this format at complete.0',
  ],
  [
    'a role that is unknown',
    [ETCD.replace('StateFollower', 'constructor')],
    'run.ndjson:1: not an event of this format at event.role',
  ],
])('%s is refused', (_, lines, told) => {
  expect(refusal(file(...lines))).toContain(told)
})

test('bytes that are no UTF-8 are told, and not read as others', () => {
  const bytes = Buffer.concat([
    Buffer.from(`${HEADER}\n`),
    Buffer.from('{"k":"start","n":"A\xff"}', 'latin1'),
  ])
  expect(refusal({ name: 'run.ndjson', bytes })).toBe(
    'run.ndjson:2: not UTF-8; expected a line of JSON in UTF-8',
  )
})

test('a mark of the byte order, ends of lines of Windows and what a logger puts before a line do no harm', () => {
  expect(read([file(`\ufeff${HEADER}\r`, `12:00:01 INFO ${START}\r`, '')])).toHaveLength(1)
})

test('files of one trace are of one form', () => {
  const one = { ...file(HEADER), name: 'one' }
  expect(refusal(one, { ...file(ETCD), name: 'two' })).toBe(
    'two: of the form etcd-raft, and one of whitewater; expected one form',
  )
})

test('a header stands behind empty lines too, and once more where a process began again', () => {
  expect(read([file('', HEADER, START, HEADER, START)]).map(({ line }) => line)).toEqual([3, 5])
})

test('more servers than are judged are told where the first of them stands', () => {
  const lines = Array.from({ length: 40 }, (_, server) => started(`S${server}`))
  const said = refusal(file('{"whitewater":"trace","v":1}', ...lines))
  expect(said).toBe('run.ndjson:32: server "S30", after 30 others; expected no more than those')
})

test('names of every object mean nothing in any form', () => {
  const names = ['constructor', 'toString', '__proto__']
  const etcd = names.map((name) => ETCD.replace('InitState', name))
  const host = names.map((k) => `{"tag":"x","x":{"k":"${k}","n":"1"}}`)
  expect(read([file(...etcd, ...host, ETCD)])).toHaveLength(1)
  const raftRs = names.map((name) => RAFT_RS.replace('"k":"start"', `"k":"${name}"`))
  expect(read([file(...raftRs, RAFT_RS)])).toHaveLength(1)
  const keys = `{"__proto__":{"term":7},"constructor":1,${START.slice(1)}`
  expect(read([file(HEADER, keys)])).toMatchObject([{ state: { term: 1 }, term: -2 }])
})

test('brackets in strings nest nothing', () => {
  const context = `${'[{'.repeat(90)}\\"`
  const line = `{"k":"read-asked","n":"A","ctx":"${context}"}`
  expect(read([file(HEADER, `${' '.repeat(300)}${line}`)])).toMatchObject([{ line: 2 }])
})

test('leniently, lines that are no events are skipped and counted, and the first is remembered', () => {
  const long = 'x'.repeat(4_194_305)
  const lines = [
    'hello',
    HEADER,
    START,
    'null',
    long,
    started('C'),
    '{"k":"began","n":"A"}',
    START,
    START.slice(9),
  ]
  const [source] = openTrace([file(...lines)], { lenient: true }).sources
  const events: number[] = []
  for (let event = source?.next(); event != null; event = source?.next()) events.push(event.line)
  expect(events).toEqual([3, 8])
  expect(source?.skipped).toBe(6)
  expect(source?.firstSkipped).toMatchObject({ line: 1 })
})

test('leniently, a server too many is left out, and the others go on', () => {
  const many = Array.from({ length: 40 }, (_, server) => started(`S${server}`))
  const lines = ['{"whitewater":"trace","v":1}', ...many, started('S3')]
  expect(read([file(...lines)], { lenient: true })).toHaveLength(31)
})

test('leniently, a file of nothing but other lines is refused all the same', () => {
  expect(() => read([file('hello', '{}')], { lenient: true })).toThrow(/nor is any other of the first/)
})

test('lines are numbered from the first, and the last needs no end', () => {
  const lines = linesOf(new TextEncoder().encode('one\n\ntwo'))
  expect([lines.next(), lines.next(), lines.next()]).toEqual([
    { line: 1, text: 'one' },
    { line: 3, text: 'two' },
    null,
  ])
})
