import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import {
  findBug,
  loadTarget,
  monitors,
  playScenario,
  readScenario,
  replaySchedule,
  scheduleOf,
} from './index.ts'
import { expectRaftToHold } from './vitest.ts'

const folder = mkdtempSync(join(tmpdir(), 'whitewater-test-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function failureOf(bug: string): Promise<string> {
  const spec = { kind: 'core' as const, patch: findBug(bug).patch }
  const target = { target: await loadTarget(spec), spec }
  try {
    expectRaftToHold({ servers: 4, storm: 700_000, seed: 7, target, out: folder })
  } catch (error) {
    return (error as Error).message
  }
  return 'nothing'
}

test('a broken Raft fails with what it broke, { seed, path }, and a schedule that shows it again', async () => {
  const message = await failureOf('V-E8')
  expect(message).toMatch(/^two leaders in term \d+: S\d and S\d|^S\d, leader of term/u)
  expect(message).toMatch(/found {3}\{ seed: 7, path: "[\d:]+" \}, shrunk \d+ times/u)
  const files = readdirSync(folder).sort()
  const file = files.find((name) => /^[a-z-]+-\d+\.scenario$/u.test(name))
  expect(files.map((name) => name.slice((file as string).length - '.scenario'.length))).toEqual([
    '.html',
    '.scenario',
    '.test.ts',
    '.txt',
    '.whole.scenario',
  ])
  expect(message).toMatch(/shrunk {2}\d+ actions to \d+ on [^]*how it came about/u)
  expect(message).toContain(`npx whitewater replay ${join(folder, file as string)}`)

  const scenario = readScenario(readFileSync(join(folder, file as string), 'utf8'), file as string)
  expect(playScenario(scenario, await loadTarget(scenario.target), monitors).passed).toBe(true)
  const onCore = { ...scheduleOf(scenario), target: { kind: 'core' as const } }
  expect((await replaySchedule(onCore, { lenient: true })).violations).toEqual([])
}, 60_000)

test('the correct core fails nothing', () => {
  expectRaftToHold({ numRuns: 30, seed: 7 })
})
