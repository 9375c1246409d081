import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { whitewater, type Ran } from './commands/testing/program.ts'
import { packageRoot } from './harness/targets/package-root.ts'

const folder = mkdtempSync(join(tmpdir(), 'whitewater-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

test('fuzz finds nothing in the correct core, and says how rough the water was', () => {
  const { status, out, err } = whitewater('fuzz', '--seeds', '20', '--servers', '3')
  expect([status, err]).toEqual([0, ''])
  expect(out).toMatch(/^20 seeds from 1, core, 3 servers/)
  for (const word of ['mix', 'water', 'checked', 'fingerprint', 'no violation']) expect(out).toContain(word)
})

test('fuzz --json prints one document with the names that scripts count on', () => {
  const { status, out } = whitewater('fuzz', '--seeds', '300', '--bug', 'V-L9', '--no-shrink', '--json')
  const told = JSON.parse(out) as Record<string, unknown> & { violations: Record<string, unknown>[] }
  expect(status).toBe(1)
  for (const name of 'seeds actions seconds actionsPerSecond virtualSeconds acknowledged operations excused situations fingerprint'.split(
    ' ',
  ))
    expect(told).toHaveProperty(name)
  for (const name of ['property', 'seed', 'action', 'title', 'servers', 'replay'])
    expect(told.violations[0]).toHaveProperty(name)
})

test('a required situation that no seed reaches ends the campaign with exit code 5', () => {
  const [alone, five] = ['1', '5'].map((servers) =>
    whitewater('fuzz', '--seeds', '15', '--servers', servers, '--require', 'split-vote', '--json'),
  ) as [Ran, Ran]
  expect([alone.status, five.status]).toEqual([5, 0])
  const told = JSON.parse(alone.out) as { situations: Record<string, number>; unreached: string[] }
  expect([told.situations['split-vote'], told.unreached]).toEqual([0, ['split-vote']])
})

test('situations lists what there is to reach, and an unknown one is refused with the nearest', () => {
  const { out } = whitewater('situations', '--json')
  const all = JSON.parse(out) as { name: string; sentence: string }[]
  expect(all.map(({ name }) => name)).toContain('split-vote')
  const { status, err } = whitewater('fuzz', '--require', 'split-votes')
  expect(status).toBe(2)
  expect(err).toContain('there is no situation "split-votes" (did you mean split-vote?)')
})

test('a violation is kept, and the file and the seed replay to it', () => {
  const kept = join(folder, 'found')
  const { status, out } = whitewater('fuzz', '--seeds', '300', '--bug', 'V-L9', '--no-shrink', '--out', kept)
  expect(status).toBe(1)
  const [scenario] = readdirSync(kept).filter((name) => name.endsWith('.scenario'))
  const byFile = whitewater('replay', join(kept, scenario as string))
  const again = /replay (\d+.*)$/mu.exec(out)?.[1]?.split(' ') ?? []
  const bySeed = whitewater('replay', ...again)
  expect([byFile.status, bySeed.status]).toEqual([1, 1])
  const fingerprint = /fingerprint (\w{16})/u
  expect(fingerprint.exec(byFile.out)?.[1]).toBe(fingerprint.exec(bySeed.out)?.[1])
  for (const told of [byFile.out, bySeed.out])
    expect(told).toMatch(/how it came about[^]*≠ A correct S\d would/u)
  const { explanations, violations } = JSON.parse(
    whitewater('replay', join(kept, scenario as string), '--json').out,
  ) as { explanations: { steps: { action: number }[] }[]; violations: { action: number }[] }
  expect(explanations.map(({ steps }) => steps.at(-1)?.action)).toEqual(
    violations.map(({ action }) => action),
  )
})

/** Nobody leaves a joint configuration. */
const STAYS_JOINT = `--- a/core/reconfiguration/change-members.ts
+++ b/core/reconfiguration/change-members.ts
@@ -66,5 +66,5 @@
     endRound(draft, waiting)
-  } else if (isJoint(latestConfiguration(log)) && isCommitted(draft.server)) {
+  } else if (isJoint(latestConfiguration(log)) && isCommitted(draft.server) && log.baseIndex < 0) {
     leaveJoint(draft)
   }
 }
`

test('where only liveness is violated the exit code is 4; what is kept ends with the calm, and comes out the same', () => {
  const kept = join(folder, 'stuck')
  const patch = file('stays-joint.patch', STAYS_JOINT)
  const run = whitewater(
    ...[
      'fuzz',
      '--seeds',
      '8',
      '--servers',
      '3',
      '--keep-going',
      '--bug',
      patch,
      '--json',
      '--no-shrink',
      '--out',
      kept,
    ],
  )
  const { violations, calms } = JSON.parse(run.out) as { violations: { grade: string }[]; calms: number }
  expect(run.status).toBe(4)
  expect(violations.map(({ grade }) => grade)).toEqual(violations.map(() => 'liveness'))
  expect(calms).toBeGreaterThan(0)
  const [scenario] = readdirSync(kept).filter((name) => name.endsWith('.scenario'))
  const text = readFileSync(join(kept, scenario as string), 'utf8')
  expect(text).toMatch(/ calm for 40 election timeouts\n\nexpect violation requests are answered\n$/)
  const seed = /Recorded from seed (\d+)/.exec(text)?.[1] as string
  const byFile = whitewater('replay', join(kept, scenario as string))
  const bySeed = whitewater('replay', seed, '--servers', '3', '--bug', patch)
  expect([byFile.status, bySeed.status]).toEqual([4, 4])
  const fingerprint = /fingerprint (\w{16})/u
  expect(fingerprint.exec(byFile.out)?.[1]).toBe(fingerprint.exec(bySeed.out)?.[1])
  expect(whitewater('scenario', join(kept, scenario as string)).status).toBe(0)
  const unexpected = file(
    'unexpected.scenario',
    text.replace('expect violation requests are answered', 'expect no violation'),
  )
  expect(whitewater('scenario', unexpected).status).toBe(4)
})

test('replay writes a seed as scenario text, which plays to the same fingerprint', () => {
  const scenario = join(folder, 'seed-5.scenario')
  const seed = JSON.parse(whitewater('replay', '5', '--out', scenario, '--json').out) as {
    fingerprint: string
  }
  const played = JSON.parse(whitewater('replay', scenario, '--json').out) as { fingerprint: string }
  expect(played.fingerprint).toBe(seed.fingerprint)
  const { scenarios } = JSON.parse(whitewater('scenario', scenario, '--json').out) as {
    scenarios: { passed: boolean }[]
  }
  expect(scenarios.map(({ passed }) => passed)).toEqual([true])
})

test('a scenario passes on the core and fails with the bug it warns of', () => {
  const witness = 'scenarios/zoo/stale-vote-reply.scenario'
  expect(whitewater('scenario', witness).status).toBe(0)
  const broken = whitewater('scenario', '--bug', 'V-E1', witness)
  expect(broken.status).toBe(1)
  expect(broken.out).toContain('election safety')
})

test('bugs lists the zoo', () => {
  const bugs = JSON.parse(whitewater('bugs', '--json').out) as { name: string; sentence: string }[]
  expect(bugs.map(({ name }) => name)).toContain('V-L1')
  expect(bugs.every(({ sentence }) => sentence.length > 20)).toBe(true)
})

describe('bad input ends with one clear line and exit code 2', () => {
  const half = readFileSync(join(packageRoot(), 'scenarios/paper/figure-7.scenario'), 'utf8').slice(0, -9)
  test.each([
    [['fuzz', '--bug', 'V-E99'], /There is no bug "V-E99"/],
    [['fuzz', '--bug', file('no.patch', 'nonsense\n')], /no unified diff/],
    [['fuzz', '--servers', '8'], /from 1 to 7/],
    [['fuzz', '--seeds', '-3'], /whole number/],
    [['fuzz', '--seeds', '5', '--out', file('a-file', '')], /--out .*a-file: cannot be written to/],
    [['fuzz', '--seeds', '5', '--out', join(folder, 'none', 'such')], /cannot be written to/],
    [['replay', join(folder, 'no-such-file')], /no such file/],
    [['replay', '99999999999'], /from 0 to 2147483647/],
    [['replay', '5', '--out', join(folder, 'none', 'x.scenario')], /cannot be written/],
    [['scenario', file('half.scenario', half)], /half\.scenario:\d+: /],
    [
      ['scenario', file('odd.scenario', 'whitewater scenario 1\nservers 3\ncrush S1\n')],
      /odd\.scenario:3: .*crash/,
    ],
    [['flood'], /unknown command/],
  ])('%j', (args, complaint) => {
    const { status, out, err } = whitewater(...args)
    expect([status, out]).toEqual([2, ''])
    expect(err).toMatch(complaint)
    expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(5)
    expect(err).not.toMatch(/\n\s+at /u)
  })
})

test('a patch that does not fit is refused with both lines and both texts', () => {
  const patch = file(
    'stale.patch',
    '--- a/core/step.ts\n+++ b/core/step.ts\n@@ -1,3 +1,3 @@\n one\n-two\n+zwei\n three\n',
  )
  const { status, err } = whitewater('fuzz', '--bug', patch)
  expect(status).toBe(2)
  expect(err).toMatch(/line 4.*core\/step\.ts line 1/su)
  expect(err).toMatch(/wanted:.*one[^]*found:/u)
})

test('timing draws the picture, and says which file that is', () => {
  const picture = join(folder, 'figure-16.svg')
  const { status, out, err } = whitewater(
    'timing',
    '--trials',
    '2',
    '--broadcast',
    '5',
    '--out',
    picture,
    '--json',
  )
  const told = JSON.parse(out) as { file: string; bytes: number; panels: object[][]; slowFollower: object }
  expect([status, told.file, told.bytes]).toEqual([0, picture, readFileSync(picture).length])
  expect(told.panels.map((lines) => lines.length)).toEqual([6, 5])
  for (const name of ['alike', 'slow', 'ratio']) expect(told.slowFollower).toHaveProperty(name)
  expect(err).toContain('beside what the paper reports')
})

test('timing refuses a picture of another kind, or where none can be written, before it runs', () => {
  for (const [wrong, wanted] of [
    ['figure-16.png', '.svg or .html'],
    [join(folder, 'nowhere', 'a.svg'), 'a file name in a folder'],
  ] as const) {
    const { status, err } = whitewater('timing', '--trials', '100000', '--out', wrong)
    expect([status, err]).toEqual([2, expect.stringContaining(wanted)])
  }
})
