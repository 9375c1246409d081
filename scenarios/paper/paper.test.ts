import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { embeddedCore } from '../../harness/targets/core.ts'
import { monitors } from '../../properties/monitors.ts'
import { playScenario } from '../play.ts'
import { readScenario } from '../text/read-scenario.ts'
import type { Scenario } from '../text/scenario.ts'
import { ScenarioError } from '../text/scenario-error.ts'
import { writeScenario } from '../text/write-scenario.ts'

const FILES = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.scenario'))
const textOf = (file: string): string => readFileSync(`${import.meta.dirname}/${file}`, 'utf8')

/** Whether a scenario can be played to its end and all that it expects is so. */
function comesTrue(scenario: Scenario): boolean {
  try {
    return playScenario(scenario, embeddedCore, monitors).passed
  } catch (error) {
    if (error instanceof ScenarioError) return false
    throw error
  }
}

test('there are scenarios from the paper', () => {
  expect(FILES).toContain('figure-7.scenario')
})

test.each(FILES)('%s comes true, and stands as it is written', (file) => {
  const scenario = readScenario(textOf(file), file)
  expect(playScenario(scenario, embeddedCore, monitors)).toMatchObject({
    passed: true,
    failures: [],
    unevaluated: [],
  })
  expect(writeScenario(scenario)).toBe(textOf(file))
})

test('without its second request for votes, the split vote stays split', () => {
  const scenario = readScenario(textOf('split-vote.scenario'), 'split-vote.scenario')
  const request = scenario.lines.findIndex(
    (line) => line.kind === 'action' && writeScenario({ ...scenario, lines: [line] }).includes('Vote t2'),
  )
  expect(request).toBeGreaterThan(0)
  expect(comesTrue({ ...scenario, lines: scenario.lines.toSpliced(request, 1) })).toBe(false)
})

test('Figure 7 tells of the logs: with another log at any follower, the story comes out differently', () => {
  const scenario = readScenario(textOf('figure-7.scenario'), 'figure-7.scenario')
  const { cluster } = scenario
  for (const { server } of cluster.given.slice(2)) {
    const given = cluster.given.map((one) => (one.server === server ? { ...one, log: [] } : one))
    expect(
      comesTrue({ ...scenario, cluster: { ...cluster, given } }),
      `without the log of S${server + 1}`,
    ).toBe(false)
  }
})
