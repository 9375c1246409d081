import { embeddedCore } from '../../harness/targets/core.ts'
import { monitors } from '../../properties/monitors.ts'
import { situations } from '../../properties/situations.ts'
import { playScenario } from '../play.ts'
import type { Scenario } from '../text/scenario.ts'
import { ScenarioError } from '../text/scenario-error.ts'

/** Whether a scenario can be played to its end on the core, and all that it expects is so. */
export function comesTrue(scenario: Scenario): boolean {
  try {
    return playScenario(scenario, embeddedCore, monitors, { situations }).passed
  } catch (error) {
    if (error instanceof ScenarioError) return false
    throw error
  }
}
