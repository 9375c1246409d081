import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadTarget } from '../../../harness/targets/load-target.ts'
import { packageRoot } from '../../../harness/targets/package-root.ts'
import type { Target } from '../../../harness/targets/target.ts'
import { monitors, rules } from '../../../properties/monitors.ts'
import { playScenario, type Played } from '../../../scenarios/play.ts'
import { readScenario } from '../../../scenarios/text/read-scenario.ts'
import type { Scenario } from '../../../scenarios/text/scenario.ts'
import { scheduleOf } from '../../../scenarios/text/schedule-text.ts'
import { findBug, type Bug } from '../../../scenarios/zoo/zoo.ts'
import { explain } from '../explain.ts'
import type { Explanation } from '../explanation.ts'

/** The witness of a bug, played on the core that has it. */
export interface Witnessed extends Played {
  readonly scenario: Scenario
  readonly target: Target
}

/** Plays the witness of a bug of the zoo. */
export async function witnessed(name: string): Promise<Witnessed> {
  const { patch, witness } = findBug(name).bug as Bug
  const file = join(packageRoot(), 'scenarios', 'zoo', witness)
  const scenario = readScenario(readFileSync(file, 'utf8'), witness)
  const target = await loadTarget({ kind: 'core', patch })
  return { ...playScenario(scenario, target, monitors), scenario, target }
}

/** How the first violation of a bug's witness came about. */
export async function explained(name: string): Promise<Explanation> {
  return explanationOf(await witnessed(name))
}

/** How the first violation of a witness that was played came about. */
export function explanationOf({ scenario, target, outcome }: Witnessed): Explanation {
  const [violation] = outcome.violations
  if (violation === undefined) throw new Error(`${scenario.file} violates nothing`)
  return explain(scheduleOf(scenario), violation, target, [...monitors, ...rules])
}
