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
const witnessOf = ({ witness }: Bug): Scenario => readScenario(textOf(witness), witness)
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
  expect(files.toSorted()).toEqual(bugs.map(({ witness }) => witness).toSorted())
})

describe.each(bugs)('the witness of $name', (bug) => {
  it('stands as it is written', () => {
    expect(writeScenario(witnessOf(bug))).toBe(textOf(bug.witness))
  })

  it('comes true on the core, and says that nothing is violated', () => {
    const scenario = witnessOf(bug)
    expect(playScenario(scenario, embeddedCore, monitors)).toMatchObject({
      passed: true,
      failures: [],
      unevaluated: [],
    })
    expect(scenario.lines.at(-1)).toMatchObject({ expectation: { kind: 'no violation' } })
  })

  it('violates what the bug is said to violate, with its last action', async () => {
    const { outcome, unplayed, passed } = playScenario(witnessOf(bug), await withBug(bug), monitors)
    expect(outcome.violations[0]?.property).toBe(bug.property[0])
    expect(outcome.violations[0]?.action).toBe(outcome.actions)
    expect({ unplayed, passed }).toEqual({ unplayed: 0, passed: false })
  })

  it('has no action to spare', async () => {
    const target = await withBug(bug)
    for (const shorter of withoutOneAction(witnessOf(bug))) {
      const shows = (violated(shorter, target) ?? []).includes(bug.property[0] as string)
      const witnesses = shows && violated(shorter, embeddedCore)?.length === 0
      expect(witnesses, writeScenario(shorter)).toBe(false)
    }
  })
})
