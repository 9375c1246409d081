import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { packageRoot } from '../../harness/targets/package-root.ts'
import { embeddedCore } from '../../harness/targets/core.ts'
import { clusterOf } from '../../harness/plan/cluster-of.ts'
import { planOf } from '../../harness/plan/plans.ts'
import { scheduler } from '../../harness/schedule/scheduler.ts'
import { runTrial } from '../../harness/campaign/trial.ts'
import { openTracer } from '../../harness/traces/writing/tracer.ts'
import { openWorld } from '../../harness/world/world.ts'
import { UsageError } from '../usage-error.ts'
import { whitewater } from '../testing/program.ts'
import { judgeOne } from './judge-one.ts'
import { readTrace } from './read-trace.ts'

const folder = mkdtempSync(join(tmpdir(), 'whitewater-trace-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const own = ownTrace(3)

/** The lines of a trace of our own core. */
function ownTrace(seed: number): string[] {
  const plan = planOf(seed, {})
  const world = openWorld(embeddedCore, clusterOf(plan))
  const lines: string[] = []
  const tracer = openTracer((line) => lines.push(JSON.stringify(line)))
  tracer.begin(world)
  runTrial(world, scheduler(world, plan), [], { watch: (transition) => tracer.see(world, transition) })
  return lines
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** What the command says of files that it refuses. */
function refusal(...files: readonly string[]): string {
  try {
    judgeOne(files.map(readTrace), false)
  } catch (error) {
    if (error instanceof UsageError) return error.message.replaceAll(`${folder}/`, '')
    throw error
  }
  return 'it is judged'
}

test('a trace of our own is accepted, packed or not', () => {
  expect(own.length).toBeGreaterThan(500)
  const plain = judgeOne([readTrace(file('own', own.join('\n')))], false).report
  expect(plain).toMatchObject({ verdict: 'accept', skipped: 0 })
  const packed = judgeOne([readTrace(file('own.gz', gzipSync(own.join('\n'))))], false).report
  expect(packed).toEqual({ ...plain, files: packed.files })
})

test('one that was cut short is told where, and may be judged up to there', () => {
  const cut = own.join('\n').slice(0, -9)
  const path = file('cut', cut)
  expect(refusal(path)).toMatch(new RegExp(`^cut:${own.length}: not JSON: `))
  expect(judgeOne([readTrace(path)], true).report).toMatchObject({ verdict: 'accept', skipped: 1 })
})

test('files that cannot be read are refused by name', () => {
  const packed = gzipSync(own.join('\n'))
  expect(refusal(file('short.gz', packed.subarray(0, packed.length - 40)))).toBe(
    'short.gz: cannot be unpacked: unexpected end of file; is it whole?',
  )
  mkdirSync(join(folder, 'runs'))
  expect(refusal(join(folder, 'runs'))).toBe('runs: cannot be read: it is a folder; expected a file')
  expect(refusal(join(folder, 'none'))).toMatch(/^none: cannot be read: ENOENT/)
  expect(refusal(file('empty', ''))).toBe('empty: an empty file; expected a line for each event')
})

test('a trace that tells of nothing is not accepted', () => {
  expect(refusal(file('header', own[0] as string))).toBe('header: no event; expected a line for each')
  const path = file('other', [own[0], 'hello', 'null'].join('\n'))
  expect(() => judgeOne([readTrace(path)], true)).toThrow(
    /other:2: no event; .*skipped: no JSON object: "hello"/,
  )
})

test('a line of another form, a server that is not listed, and names of every object are told', () => {
  const etcd = '{"tag":"trace","event":{"name":"Ready","nid":"1"}}'
  const at = (line: string): string => refusal(file('one', [...own.slice(0, 9), line].join('\n')))
  expect(at(etcd)).toBe(
    'one:10: a line of the form etcd-raft in a trace of the form whitewater; expected one form',
  )
  expect(at('{"k":"start","n":"S99"}')).toMatch(/^one:10: server "S99", which the header does not list/)
  expect(at('{"k":"constructor","n":"S1"}')).toMatch(/^one:10: not an event of this format at k: /)
  expect(at('{"k":"start","n":"__proto__"}')).toMatch(/^one:10: server "__proto__"/)
})

test('the program refuses each bad file with a line of its own and exit code 2, and shows no stack', () => {
  const lines = { notes: 'hello', nil: 'null', cut: '{"k":"start"', deep: '{"k":'.repeat(100_000) }
  const paths = Object.entries(lines).map(([name, line]) => file(name, `${own[0]}\n${line}`))
  const { status, out, err } = whitewater('trace', file('own', own.join('\n')), ...paths)
  expect([status, out]).toEqual([2, ''])
  const said = err.trimEnd().split('\n')
  expect(said).toHaveLength(paths.length)
  said.forEach((line, i) => expect(line).toMatch(new RegExp(`^whitewater: ${paths[i]}:2: `)))
})

test('standard input is read, and what a trace calls things does not reach the terminal as commands', () => {
  const state = (term: number): string => JSON.stringify({ k: 'state', n: '\u001b[31mA\n', st: { term } })
  const input = ['{"whitewater":"trace","v":1,"complete":["start"]}', state(5), state(3)].join('\n')
  const cli = join(packageRoot(), 'dist', 'cli.js')
  const { status, stdout } = spawnSync(process.execPath, [cli, 'trace', '-', '--no-color'], {
    input,
    encoding: 'utf8',
  })
  expect(status).toBe(1)
  expect(stdout).toContain('standard input:3: \\u001b[31mA\\u000a is in term 3, and was in term 5')
  expect(stdout).not.toContain('\u001b')
})
