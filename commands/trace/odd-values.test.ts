import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TraceError } from '../../harness/traces/trace-error.ts'
import { traceReport } from '../../reports/trace/trace-report.ts'

/** A run of three servers in which one is elected and replicates an entry, as our own form and the others write it. */
const OWN = [
  '{"whitewater":"trace","v":1,"servers":["A","B","C"],"complete":["start","receive","send","role"],"receive":"before"}',
  ...['A', 'B', 'C'].map(
    (n) =>
      `{"k":"start","n":"${n}","st":{"term":0,"vote":"","commit":0,"last":0,"lastTerm":0,"role":"follower"},"applied":0}`,
  ),
  '{"k":"role","n":"A","st":{"term":1,"vote":"A","commit":0,"last":0,"lastTerm":0,"role":"candidate","voters":["A","B","C"]}}',
  '{"k":"send","n":"A","m":{"k":"request-vote","from":"A","to":"B","term":1,"index":0,"logTerm":0}}',
  '{"k":"receive","n":"B","m":{"k":"request-vote","from":"A","to":"B","term":1,"index":0,"logTerm":0}}',
  '{"k":"persist","n":"B","st":{"term":1,"vote":"A"},"hard":{"term":1,"vote":"A","last":0,"lastTerm":0}}',
  '{"k":"send","n":"B","m":{"k":"vote","from":"B","to":"A","term":1,"reject":false},"st":{"term":1,"vote":"A"}}',
  '{"k":"receive","n":"A","m":{"k":"vote","from":"B","to":"A","term":1,"reject":false}}',
  '{"k":"role","n":"A","st":{"term":1,"vote":"A","commit":0,"last":1,"lastTerm":1,"role":"leader"}}',
  '{"k":"send","n":"A","m":{"k":"append","from":"A","to":"B","term":1,"index":0,"logTerm":0,"entries":[[1,1,"x"]],"commit":0}}',
  '{"k":"receive","n":"B","m":{"k":"append","from":"A","to":"B","term":1,"index":0,"logTerm":0,"entries":[[1,1,"x"]],"commit":0}}',
  '{"k":"send","n":"B","m":{"k":"appended","from":"B","to":"A","term":1,"index":1,"reject":false},"st":{"last":1}}',
  '{"k":"receive","n":"A","m":{"k":"appended","from":"B","to":"A","term":1,"index":1,"reject":false}}',
  '{"k":"state","n":"A","st":{"term":1,"commit":1,"last":1}}',
  '{"k":"apply","n":"A","entries":[[1,1,"x"]]}',
]
const ETCD_STATE =
  '"state":{"term":1,"vote":"1","commit":0},"role":"StateFollower","log":0,"conf":[["1","2"],[]]'
const ETCD = [
  `{"tag":"trace","event":{"name":"InitState","nid":"1",${ETCD_STATE}}}`,
  `{"tag":"trace","event":{"name":"Ready","nid":"1",${ETCD_STATE}}}`,
  `{"tag":"trace","event":{"name":"SendRequestVoteResponse","nid":"1",${ETCD_STATE},"msg":{"type":"MsgVoteResp","term":1,"from":"1","to":"2","entries":0,"logTerm":0,"index":0,"commit":0,"reject":true,"rejectHint":0}}}`,
  '{"tag":"x","x":{"k":"persist","n":"1","hs":[1,1,0],"ents":[[1,1,"EntryNormal","x"]],"snap":[1,1]}}',
]
const RAFT_RS_STATE = '"st":{"term":1,"vote":0,"commit":0,"last":0,"lastTerm":0,"role":"follower"}'
const RAFT_RS = [
  `{"i":1,"n":1,"k":"start",${RAFT_RS_STATE}}`,
  `{"i":2,"n":1,"k":"persist","hs":[1,0,0],"ents":[[1,1,"x"]],${RAFT_RS_STATE}}`,
  `{"i":3,"n":1,"k":"send","id":1,"type":"MsgRequestVoteResponse","from":1,"to":2,"term":1,"logTerm":0,"index":0,"commit":0,"reject":true,"hint":0,"snap":0,"ents":[[1,1]],${RAFT_RS_STATE}}`,
]

const ODD: readonly unknown[] = [
  ...[null, true, '', '0', 'B', 'leader', '__proto__', 'constructor', [], {}, [[1, 1]], [[0, 0]], ['B']],
  ...[-1, 0, 1, 2, 0.5, 100_000, 4_194_303, 1_073_741_823, 1_073_741_824, 1e308],
]

/** Puts a value where something else stood, the how-manieth of all that a record holds. */
function put(record: unknown, place: number, value: unknown): void {
  const slots: [Record<string, unknown>, string][] = []
  const visit = (at: unknown): void => {
    if (typeof at !== 'object' || at === null) return
    for (const name of Object.keys(at)) {
      slots.push([at as Record<string, unknown>, name])
      visit((at as Record<string, unknown>)[name])
    }
  }
  visit(record)
  const [at, name] = slots[place % slots.length] as [Record<string, unknown>, string]
  at[name] = value
}

function traceText(lines: readonly string[], edits: readonly (readonly [number, number, unknown])[]): string {
  const records = lines.map((line) => JSON.parse(line) as unknown)
  for (const [line, place, value] of edits) put(records[line % records.length], place, value)
  return records.map((record) => JSON.stringify(record)).join('\n')
}

function verdictOf(text: string, lenient: boolean): string {
  try {
    return traceReport([{ name: 'run', bytes: new TextEncoder().encode(text) }], { lenient }).verdict
  } catch (error) {
    if (error instanceof TraceError) return 'refused'
    throw error
  }
}

test('as they are, these traces are accepted', () => {
  expect(
    [OWN, ETCD.slice(0, 3), RAFT_RS.slice(0, 1)].map((lines) => verdictOf(traceText(lines, []), false)),
  ).toEqual(['accept', 'accept', 'accept'])
})

test('whatever stands where something else should, a trace is judged or refused, and nothing is thrown', () => {
  const edit = fc.tuple(fc.nat(99), fc.nat(99), fc.constantFrom(...ODD))
  const edits = fc.array(edit, { minLength: 1, maxLength: 3 })
  const met = new Set<string>()
  const asked = fc.property(
    fc.constantFrom(OWN, ETCD, RAFT_RS),
    edits,
    fc.boolean(),
    (lines, some, lenient) => {
      met.add(verdictOf(traceText(lines, some), lenient))
    },
  )
  fc.assert(asked, { seed: 9, numRuns: 3000 })
  expect([...met].sort()).toEqual(['accept', 'refused', 'reject'])
})
