import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { embeddedCore } from '../../harness/targets/core.ts'
import { loadTarget } from '../../harness/targets/load-target.ts'
import type { Target } from '../../harness/targets/target.ts'
import { monitors } from '../../properties/monitors.ts'
import { playScenario } from '../play.ts'
import { readScenario } from '../text/read-scenario.ts'
import type { Scenario } from '../text/scenario.ts'
import { ScenarioError } from '../text/scenario-error.ts'
import { writeScenario } from '../text/write-scenario.ts'
import { listBugs, type Bug } from './zoo.ts'

const bugs = listBugs()
const textOf = (file: string): string => readFileSync(`${import.meta.dirname}/${file}`, 'utf8')
const filesOf = ({ witness, fromStart }: Bug): string[] =>
  fromStart === undefined ? [witness] : [witness, fromStart]
const witnesses = bugs.flatMap((bug) => filesOf(bug).map((file) => ({ bug, name: bug.name, file })))
const scenarioOf = (file: string): Scenario => readScenario(textOf(file), file)
const withBug = ({ patch }: Bug): Promise<Target> => loadTarget({ kind: 'core', patch })

/** The properties that a scenario violates; `undefined` where it cannot be played. */
function violated(scenario: Scenario, target: Target): string[] | undefined {
  try {
    return playScenario(scenario, target, monitors).outcome.violations.map(({ property }) => property)
  } catch (error) {
    if (error instanceof ScenarioError) return undefined
    throw error
  }
}

/** The scenario with each of its actions left out in turn. */
function withoutOneAction(scenario: Scenario): Scenario[] {
  return scenario.lines.flatMap((line, place) =>
    line.kind === 'action' ? [{ ...scenario, lines: scenario.lines.toSpliced(place, 1) }] : [],
  )
}

it('every bug has a witness of its own, and no other scenario is there', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.scenario'))
  expect(files.toSorted()).toEqual(witnesses.map(({ file }) => file).toSorted())
})

it('a second witness is there where the first has something given, and has nothing given itself', () => {
  for (const { witness, fromStart } of bugs) {
    if (fromStart === undefined) continue
    expect(scenarioOf(witness).cluster.given).not.toEqual([])
    expect(scenarioOf(fromStart).cluster.given).toEqual([])
  }
})

describe.each(witnesses)('the witness of $name in $file', ({ bug, file }) => {
  it('stands as it is written', () => {
    expect(writeScenario(scenarioOf(file))).toBe(textOf(file))
  })

  it('comes true on the core, and says that nothing is violated', () => {
    const scenario = scenarioOf(file)
    expect(playScenario(scenario, embeddedCore, monitors)).toMatchObject({
      passed: true,
      failures: [],
      unevaluated: [],
    })
    expect(scenario.lines.at(-1)).toMatchObject({ expectation: { kind: 'no violation' } })
  })

  it('violates what the bug is said to violate, with its last action', async () => {
    const { outcome, unplayed, passed } = playScenario(scenarioOf(file), await withBug(bug), monitors)
    expect(outcome.violations[0]?.property).toBe(bug.property[0])
    expect(outcome.violations[0]?.action).toBe(outcome.actions)
    expect({ unplayed, passed }).toEqual({ unplayed: 0, passed: false })
  })

  it('has no action to spare', async () => {
    const target = await withBug(bug)
    for (const shorter of withoutOneAction(scenarioOf(file))) {
      const shows = (violated(shorter, target) ?? []).includes(bug.property[0] as string)
      const witnesses = shows && violated(shorter, embeddedCore)?.length === 0
      expect(witnesses, writeScenario(shorter)).toBe(false)
    }
  })
})
