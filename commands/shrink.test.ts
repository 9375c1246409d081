import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { packageRoot } from '../harness/targets/package-root.ts'
import { whitewater } from './testing/program.ts'

// Below the package, so that a test file there finds "whitewater/vitest" as one of its users would.
const folder = mkdtempSync(join(packageRoot(), '.counterexamples-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const EIGHT = ['--servers', '4', '--bug', 'V-E8']

interface Told {
  readonly before: number
  readonly after: number
  readonly minimal: boolean
  readonly scenario: string
  readonly violation: { readonly property: string; readonly identity: string } | null
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

test('shrink makes a story of a seed, which replays to what it says, and of a file the same', () => {
  const { status, out } = whitewater('shrink', '1', ...EIGHT, '--json')
  expect(status).toBe(1)
  const told = JSON.parse(out) as Told
  expect(told.before).toBeGreaterThan(100)
  expect(told.after).toBeLessThan(20)
  expect(told.minimal).toBe(true)
  const story = file('story.scenario', told.scenario)
  const replayed = JSON.parse(whitewater('replay', story, '--json').out) as {
    actions: number
    violations: { identity: string }[]
  }
  expect(replayed.actions).toBe(told.after)
  expect(replayed.violations[0]?.identity).toBe(told.violation?.identity)
  const again = JSON.parse(whitewater('shrink', story, '--json').out) as Told
  expect(again.before).toBe(told.after)
  expect(again.after).toBeLessThanOrEqual(told.after)
})

test('where nothing is violated there is nothing to shrink', () => {
  const { status, out } = whitewater('shrink', '1', '--servers', '3', '--storm', '1', '--json')
  expect(status).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ violation: null, scenario: null, minimal: false })
})

test('what is found is kept as a story, as the whole run, and as a test that fails until the bug is mended', () => {
  const kept = join(folder, 'found')
  const patch = file('half.patch', readFileSync('scenarios/zoo/V-E8.patch', 'utf8'))
  const { status } = whitewater('fuzz', '--seeds', '40', '--servers', '4', '--bug', patch, '--out', kept)
  expect(status).toBe(1)
  const files = readdirSync(kept).sort()
  const [page, story, regression, text, whole] = files as [string, string, string, string, string]
  expect(files.slice(0, 5).map((name) => name.replace(/^[a-z-]+-\d+/u, ''))).toEqual([
    '.html',
    '.scenario',
    '.test.ts',
    '.txt',
    '.whole.scenario',
  ])
  expect(readFileSync(join(kept, page), 'utf8')).toMatch(/^<!doctype html>/iu)
  expect(readFileSync(join(kept, text), 'utf8')).toContain('how it came about')
  expect(whitewater('replay', join(kept, story)).status).toBe(1)
  expect(whitewater('replay', join(kept, whole)).status).toBe(1)

  const vitest = (): { status: number | null; stderr: string } =>
    spawnSync('npx', ['vitest', 'run', '--root', kept, join(kept, regression)], { encoding: 'utf8' })
  const broken = vitest()
  expect(broken.status).toBe(1)
  expect(broken.stderr).toContain('npx whitewater replay')
  file('half.patch', MENDED)
  expect(vitest().status).toBe(0)
}, 240_000)

/** The patch of somebody who has mended the bug: it changes a comment. */
const MENDED = `--- a/core/replication/commit.ts
+++ b/core/replication/commit.ts
@@ -1,1 +1,2 @@
+// mended
 import { change, type Draft } from '../draft.ts'
`

test('a corpus is played first, tells what passes now, and takes in only what it does not show yet', () => {
  const corpus = join(folder, 'corpus')
  const run = (
    ...options: string[]
  ): { added: string[]; corpus: { passed: boolean }[]; status: number | null } => {
    const args = ['fuzz', '--seeds', '3', '--servers', '4', '--corpus', corpus, '--json']
    const { out, status } = whitewater(...args, ...options)
    return { ...(JSON.parse(out) as { added: string[]; corpus: { passed: boolean }[] }), status }
  }
  const first = run('--bug', 'V-E8')
  expect([first.status, first.corpus.length, first.added.length]).toEqual([1, 0, 1])
  const second = run('--bug', 'V-E8')
  expect([second.status, second.added.length]).toEqual([1, 0])
  expect(second.corpus.map(({ passed }) => passed)).toEqual([false])
  const mended = run()
  expect([mended.status, mended.added.length]).toEqual([0, 0])
  expect(mended.corpus.map(({ passed }) => passed)).toEqual([true])
})

test('a schedule that was cut, edited or recorded for another target is refused with its line, or played leniently', () => {
  mkdirSync(join(folder, 'bad'))
  const whole = join(folder, 'bad', 'whole.scenario')
  whitewater('replay', '1', ...EIGHT, '--out', whole)
  const text = readFileSync(whole, 'utf8')
  const half = file('half.scenario', text.slice(0, text.lastIndexOf('deliver') + 9))
  const lines = text.split('\n')
  const flush = lines.findIndex((line) => line.includes(' flush '))
  const edited = file('edited.scenario', lines.toSpliced(flush, 1).join('\n'))
  const other = file('other.scenario', text.replace(/^target core with[^]*?^(?=[a-z])/mu, 'target core\n'))

  const cut = whitewater('replay', half)
  expect([cut.status, cut.out]).toEqual([2, ''])
  expect(cut.err).toMatch(/half\.scenario:\d+: /u)
  for (const bad of [edited, other]) {
    const strict = whitewater('replay', bad)
    expect(strict.status).toBe(2)
    expect(strict.err).toMatch(/scenario:\d+: "[^"]*" cannot happen here: .*; expected /u)
    const lenient = whitewater('replay', bad, '--lenient', '--json')
    expect([0, 1]).toContain(lenient.status)
    expect((JSON.parse(lenient.out) as { skipped: number }).skipped).toBeGreaterThan(0)
    expect(lenient.err).not.toMatch(/^ +at .*\.[jt]s:\d+/mu)
  }
})

test('a story of two violations is replayed, and shrunk, as one of that which it expects', () => {
  const about = (property: string): string =>
    file(`${property}.scenario`, `${TWO_LEADERS}\nexpect violation ${property}\n`)
  for (const property of ['election safety', 'log matching']) {
    const replayed = whitewater('replay', about(property), '--bug', 'V-E1', '--json')
    const { violations } = JSON.parse(replayed.out) as { violations: { property: string }[] }
    expect([violations.length, violations[0]?.property]).toEqual([2, property])
    const shrunk = JSON.parse(whitewater('shrink', about(property), '--bug', 'V-E1', '--json').out) as Told
    expect([shrunk.violation?.property, shrunk.after]).toEqual([property, 8])
  }
})

/** The logs of both hold an entry of term 2 at index 1, with the times that their clocks read. */
const TWO_LEADERS = `whitewater scenario 1
target core
servers 3
disk synchronous
option registration true
option sessionTimeout 1000000

timer S1 election
deliver S1→S2 RequestVote t1
timer S1 election
deliver S2→S1 Vote t1
timer S3 election
timer S3 election
deliver S3→S2 RequestVote t2
deliver S2→S3 Vote t2
`
