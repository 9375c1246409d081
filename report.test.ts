import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { packageRoot } from './harness/targets/package-root.ts'

const root = packageRoot()
const folder = mkdtempSync(join(tmpdir(), 'whitewater-report-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ran {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

function whitewater(...args: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist', 'cli.js'), ...args], {
    cwd: root,
    encoding: 'utf8',
  })
  return { status, out: stdout, err: stderr }
}

/** The first actions of a recorded seed, as a scenario of their own. */
function recorded(seed: string, actions: number): string {
  const whole = join(folder, `${seed}.scenario`)
  expect(whitewater('replay', seed, '--servers', '5', '--storm', '1', '--out', whole).status).toBe(0)
  const lines = readFileSync(whole, 'utf8').split('\n')
  const first = lines.findIndex((line) => /^[\d.]+ms /u.test(line))
  const short = join(folder, `${seed}-short.scenario`)
  writeFileSync(short, `${lines.slice(0, first + actions).join('\n')}\n`)
  return short
}

test('report writes one file that loads nothing, and says in JSON where and how large it is', () => {
  const page = join(folder, 'figure-8.html')
  const { status, out } = whitewater(
    ...['report', 'scenarios/paper/figure-8-overwritten.scenario', '--out', page, '--json'],
  )
  const text = readFileSync(page, 'utf8')
  expect(status).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    file: page,
    bytes: Buffer.byteLength(text),
    actions: 48,
    violations: [],
  })
  expect(text).not.toMatch(/https?:|\/\/[\w-]+\.[a-z]|@import|\b(?:src|href|action)=|url\((?!["']?#)/u)
})

test('a picture of 200 actions is far below 400 kB, and the same bytes every time', () => {
  const file = recorded('3', 200)
  const [one, other] = ['one', 'other'].map((name) => {
    const page = join(folder, `${name}.html`)
    expect(whitewater('report', file, '--out', page).out).toContain('picture of 200 actions')
    return readFileSync(page, 'utf8')
  }) as [string, string]
  expect(Buffer.byteLength(one)).toBeLessThan(150_000)
  expect(one).toBe(other)
})

test('a failing scenario has its picture too, on the core with the bug that is asked for', () => {
  const page = join(folder, 'vote.html')
  const { status, out } = whitewater(
    ...['report', '--bug', 'V-E1', 'scenarios/zoo/stale-vote-reply.scenario', '--out', page],
  )
  expect(status).toBe(0)
  expect(out).toContain('election safety, action 7: two leaders in term 2: S1 and S2')
})

test('what cannot be drawn, or not be written, is refused in one line', () => {
  const half = join(folder, 'half.scenario')
  writeFileSync(half, 'whitewater scenario 1\ntarget core\nservers 3\n\ndeliver S1→S2 Vote t1\n')
  const refusals: readonly (readonly [string[], RegExp])[] = [
    [
      [half, '--out', join(folder, 'x.html')],
      /half\.scenario:5: "deliver S1→S2 Vote t1" cannot happen here/u,
    ],
    [[join(folder, 'none'), '--out', join(folder, 'x.html')], /there is no such file/u],
    [[half, '--out', join(folder, 'no', 'x.html')], /--out .*cannot be written/u],
    [[half, '--out', join(folder, 'x.txt')], /ends in \.html/u],
    [[half], /--out/u],
  ]
  for (const [args, reason] of refusals) {
    const { status, err } = whitewater('report', ...args)
    expect([args, status]).toEqual([args, 2])
    expect(err).toMatch(reason)
    expect(err).not.toMatch(/\n\s+at /u)
  }
})
