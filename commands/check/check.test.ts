import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, expect, test } from 'vitest'
import { packageRoot } from '../../harness/targets/package-root.ts'
import { whitewater } from '../testing/program.ts'
import { boundsOf } from './bounds-of.ts'
import { addCheck } from './check.ts'
import { PRESETS, shapeOf } from './presets.ts'

const folder = mkdtempSync(join(tmpdir(), 'whitewater-check-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** So little that it is over at once. */
const TINY = ['check', '--terms', '1', '--writes', '0']

interface Told {
  readonly verdict: string
  readonly states: number | null
  readonly generated: number
  readonly depth: number | null
  readonly judgedDepth: number | null
  readonly frontier: number | null
  readonly cut: string | null
  readonly levels: readonly number[]
  readonly walks?: number
  readonly verified: boolean
  readonly from?: unknown
  readonly estimate: { readonly atLeast: number; readonly growth: number } | null
  readonly bounds: Readonly<Record<string, unknown>>
  readonly reductions: Readonly<Record<string, boolean>>
  readonly violations: readonly {
    readonly property: string
    readonly action: number
    readonly scenario: string
  }[]
  readonly files?: readonly string[]
}

function told(...args: readonly string[]): Told & { status: number | null } {
  const { status, out } = whitewater(...args, '--json')
  return { status, ...(JSON.parse(out) as Told) }
}

test('a search that nothing but its bounds ended is ok, and says what that means', () => {
  const { status, out, err } = whitewater(...TINY)
  expect([status, err]).toEqual([0, ''])
  for (const words of [
    /^core, preset small: every behaviour, nearest first\n/u,
    /terms up to 1; clients ask nothing/u,
    /reduced by +symmetry, dead variables, dead messages/u,
    /\nok: within these bounds no behaviour breaks any of the \d+ properties; every state was looked at, and nothing but the stated bounds/u,
  ])
    expect(out).toMatch(words)
})

test('check --json prints one document with the names that scripts count on', () => {
  const document = told(...TINY)
  for (const name of 'verdict states generated depth seconds statesPerSecond generatedPerSecond bytesPerState violations judgedDepth levels frontier cut collisionProbability estimate verified bounds reductions checked notChecked'.split(
    ' ',
  ))
    expect(document).toHaveProperty(name)
  expect(document).toMatchObject({ status: 0, verdict: 'ok', cut: null, frontier: 0, violations: [] })
  expect(document.bounds).toMatchObject({ terms: 1, messages: 'free', duplicates: 'free', crashes: 0 })
  expect(document.levels.reduce((sum, count) => sum + count, 0)).toBe(document.states)
})

test('a bug ends in the shortest story there is, which is kept and replays', () => {
  const found = join(folder, 'found')
  const { status, verdict, violations, reductions, files, depth } = told(
    ...['check', '--writes', '0', '--bug', 'V-E1', '--out', found],
  )
  expect([status, verdict, depth]).toEqual([1, 'violation', 8])
  expect(violations).toMatchObject([{ property: 'election safety', action: 7 }])
  expect(files).toEqual(
    readdirSync(found).toSorted((one, other) => files!.indexOf(one) - files!.indexOf(other)),
  )
  const story = join(found, 'election-safety.scenario')
  expect(readFileSync(story, 'utf8')).toBe(violations[0]?.scenario)
  expect(whitewater('replay', story).status).toBe(1)
  // Late votes are dead for a correct core only: taken for granted, they would hide this bug.
  expect(reductions).toEqual({
    symmetry: false,
    deadVariables: false,
    deadMessages: true,
    partialOrder: false,
  })
})

test('a limit that ends a search leaves it undecided, with exit code 3, and says how far it came', () => {
  const few = told('check', '--states', '500')
  expect(few).toMatchObject({ status: 3, verdict: 'undecided', cut: 'states' })
  expect(few.frontier).toBeGreaterThan(0)
  expect(told('check', '--memory', '0.1')).toMatchObject({ status: 3, verdict: 'undecided', cut: 'memory' })
  for (const order of ['breadth', 'depth'])
    expect(told(...TINY, '--first', order, '--depth', '5')).toMatchObject({
      status: 3,
      cut: 'depth',
      judgedDepth: 5,
    })
})

test('it is guessed early how large a search will be, if it is not over by then', () => {
  const { estimate } = told('check', '--states', '32000')
  expect(estimate?.atLeast).toBeGreaterThanOrEqual(30_000)
  expect(estimate?.growth).toBeGreaterThan(0)
  expect(told(...TINY).estimate).toBeNull()
})

test('depth first meets the states that breadth first meets, and so does a search without reductions, and more', () => {
  const { states } = told(...TINY)
  expect(told(...TINY, '--first', 'depth').states).toBe(states)
  const plain = told(...TINY, '--without', 'symmetry,dead-variables,dead-messages,partial-order')
  expect(plain.verdict).toBe('ok')
  expect(plain.states).toBeGreaterThan(states as number)
})

test('several workers come to what one does, and a bug is not hidden by what they cannot verify', () => {
  const { states, levels, verified } = told(...TINY)
  expect(verified).toBe(true)
  expect(told(...TINY, '--workers', '2')).toMatchObject({ status: 0, states, levels, verified: false })
  const bug = ['check', '--writes', '0', '--bug', 'V-E1', '--workers', '2']
  expect(told(...bug)).toMatchObject({ status: 1, depth: 8, reductions: { deadMessages: false } })
})

/** A search of a second, and more than one level of it. */
const BRIEF = ['check', '--writes', '0']

test('a search that a limit ended goes on in another process, and comes to what it would have come to', () => {
  const file = join(folder, 'checkpoint')
  const whole = told(...BRIEF)
  expect(whole).toMatchObject({ status: 0, verified: true })
  const { states, frontier, ...left } = told(...BRIEF, '--states', '1000', '--checkpoint', file)
  expect(left).toMatchObject({ status: 3, cut: 'states' })
  expect([frontier! > 0, states! < 2000]).toEqual([true, true])
  // Depth is a limit of the search as well; it is taken down where that is met.
  const deep = ['--depth', String(whole.depth! - 1), '--checkpoint', file]
  expect(told(...BRIEF, '--resume', file, ...deep)).toMatchObject({ status: 3, cut: 'depth' })
  const resumed = told(...BRIEF, '--resume', file)
  for (const name of ['verdict', 'states', 'generated', 'levels', 'verified'] as const)
    expect(resumed[name]).toEqual(whole[name])
  const other = whitewater('check', '--resume', file, '--json')
  expect([other.status, other.err]).toEqual([
    2,
    expect.stringMatching(/it is of another search: "operations" is /),
  ])
  const shallow = whitewater(...BRIEF, '--resume', file, '--depth', '3')
  expect([shallow.status, shallow.err]).toEqual([
    2,
    expect.stringMatching(/a depth of at most 3 cannot be kept/),
  ])
})

test('around a run it looks at all that could have come instead of its last actions', () => {
  const found = join(folder, 'run')
  const bug = ['check', '--writes', '0', '--bug', 'V-E1', '--out', found]
  expect(told(...bug).violations).toMatchObject([{ action: 7 }])
  const run = join(found, 'election-safety.scenario')
  const again = ['check', '--from', run, '--terms', '1', '--last']
  const { violations, from, states, status, reductions } = told(...again, '4')
  expect([status, from]).toEqual([1, { run, last: 4, played: 3 }])
  // What the file says of its target counts: a patched core.
  expect(reductions.deadVariables).toBe(false)
  expect(violations).toMatchObject([{ property: 'election safety', action: 7 }])
  expect(told(...again, '2').states).toBeLessThan(states!)
  const over = whitewater(...again, '0')
  expect([over.status, over.err]).toEqual([
    2,
    expect.stringContaining('"election safety" is broken before that'),
  ])
})

test('walks at random find a bug, or nothing that proves anything', () => {
  const walk = ['check', '--writes', '0', '--walks', '200', '--depth', '40']
  expect(told(...walk, '--bug', 'V-E1')).toMatchObject({ status: 1, verdict: 'violation', states: null })
  expect(told(...walk)).toMatchObject({ status: 3, verdict: 'undecided', walks: 200, violations: [] })
})

test('Ctrl-C ends a search with what it has found so far', async () => {
  const child = spawn(process.execPath, [join(packageRoot(), 'dist', 'cli.js'), 'check', '--json'])
  child.stderr.once('data', () => child.kill('SIGINT'))
  let out = ''
  child.stdout.on('data', (text: Buffer) => (out += text.toString()))
  const status = await new Promise((resolve) => child.on('close', resolve))
  expect(status).toBe(130)
  expect(JSON.parse(out)).toMatchObject({ verdict: 'undecided', cut: 'interrupted', violations: [] })
})

/** A candidate of term 2 cannot count. */
const THROWS = `--- a/core/elections/tally.ts
+++ b/core/elections/tally.ts
@@ -6,3 +6,4 @@
 export function countVote(draft: Draft, vote: Vote): void {
   if (!vote.voteGranted || vote.term !== draft.server.currentTerm) return
+  if (draft.server.currentTerm === 2) throw new Error('no second term')
   const votes = draft.server.votes | (1 << vote.from)
`

test('a patched core that throws ends the search with exit code 7; it is said where, and how it came to that', () => {
  const patch = join(folder, 'throws.patch')
  const kept = join(folder, 'failed')
  writeFileSync(patch, THROWS)
  const { status, out, err } = whitewater('check', '--writes', '0', '--bug', patch, '--out', kept)
  const thrown =
    'whitewater failed: the patched core threw Error: no second term (core/elections/tally.ts, line 8)\n'
  expect([status, err]).toEqual([7, thrown])
  const story = readFileSync(join(kept, 'failure.scenario'), 'utf8')
  expect(out).toContain(story)
  expect(story.trimEnd().split('\n').at(-1)).toMatch(/ deliver S\d→S\d Vote t2 ·1$/u)
  // Without its last line, nothing is thrown.
  const shorter = join(folder, 'shorter.scenario')
  writeFileSync(shorter, story.replace(/[^\n]*\n$/u, ''))
  expect(whitewater('replay', join(kept, 'failure.scenario'))).toMatchObject({ status: 7, err: thrown })
  expect(whitewater('replay', shorter).status).toBe(0)
  const document = whitewater('check', '--writes', '0', '--bug', patch, '--workers', '2', '--json')
  expect(JSON.parse(document.out)).toMatchObject({
    verdict: 'failed',
    violations: [],
    failure: { scenario: expect.stringContaining('no second term') as unknown },
  })
})

test('presets have names, and options change them', () => {
  const presets = JSON.parse(whitewater('check', '--presets', '--json').out) as { name: string }[]
  expect(presets.map(({ name }) => name)).toEqual(
    'small paper reads joint single-server snapshots disk pre-vote five'.split(' '),
  )
  for (const preset of PRESETS) expect(boundsOf({ ...shapeOf(preset), entries: 3 }).entries).toBe(3)
  const { bounds, states } = told('check', '--preset', 'joint', '--entries', '3', '--states', '20')
  expect([bounds['entries'], states]).toEqual([3, 21])
})

test.each([
  ['--walks 5 --first depth', 'walks have no order'],
  ['--walks 5 --states 10', 'walks are bounded by how many there are'],
  ['--workers 2 --first depth', 'threads go level by level'],
  ['--workers 2 --walks 5', 'walks go one behind the other'],
  ['--checkpoint-every 3', 'expected --checkpoint FILE'],
  ['--resume x --workers 2', 'only a search breadth first with one worker'],
  ['--checkpoint /nowhere/x', 'cannot be written'],
  ['--last 3', 'expected --from with it'],
  ['--from 1 --last 9 --servers 3', 'the cluster, and what clients ask, come from 1'],
  ['--from nowhere.scenario --last 1', 'there is no such file'],
  ['--from scenarios/paper/lost-vote.scenario --last 99', 'expected --last N with it'],
  ['--from scenarios/practice/lease-read.scenario --last 1', 'what a lease promises'],
  ['--from scenarios/practice/session-expires.scenario --last 1', 'no session expires'],
  ['--seed 3', 'expected --walks with it'],
  ['--losses 1 --crashes 1', 'expected --disk loses with it'],
  ['--losses 1 --disk loses --duplicates 0', 'expected --crashes of at least 1'],
  ['--drops 1', 'a message need never arrive'],
  ['--lapses 1', 'expected --features pre-vote'],
  ['--retries 1 --writes 0', 'no client asks anything'],
  ['--duplicates 16', 'expected a whole number from 0 to 15, or free'],
  ['--entries none', 'expected a whole number from 1 to 100, or free'],
  ['--changes S9', 'there is no server "S9"; expected S1 to S3'],
  ['--features leases', 'a search has no clock'],
  ['--features speed', '"speed" is none'],
  ['--without symetry', 'expected none, or some of symmetry'],
  ['--preset smal', 'did you mean small?'],
  ['--disk loses', 'never ends; expected a number of duplicates'],
  ['--snapshots 1', 'never ends; expected a number of duplicates'],
  ['--heartbeats free --duplicates 1', 'the search never ends'],
  ['--memory lots', 'expected a number of gigabytes'],
])('check %s is refused, and it is said what was expected', async (options, words) => {
  expect(await refusalOf(options.split(' '))).toContain(words)
})

test('what is refused ends with exit code 2', () => {
  const { status, out, err } = whitewater('check', '--preset', 'smal')
  expect([status, out]).toEqual([2, ''])
  expect(err).toContain('did you mean small?')
})

/** What is said of options that are refused before anything is searched. */
async function refusalOf(options: readonly string[]): Promise<string> {
  let said = ''
  const output = { writeErr: (text: string) => void (said += text) }
  const program = new Command().exitOverride().configureOutput(output)
  addCheck(program)
  for (const command of program.commands) command.exitOverride().configureOutput(output)
  try {
    await program.parseAsync(['check', ...options], { from: 'user' })
  } catch (error) {
    return `${said}${(error as Error).message}`
  }
  throw new Error(`check ${options.join(' ')} was not refused`)
}
