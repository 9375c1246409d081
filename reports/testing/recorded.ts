import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fitting } from '../../harness/campaign/fitting.ts'
import { loadTarget } from '../../harness/targets/load-target.ts'
import { packageRoot } from '../../harness/targets/package-root.ts'
import type { Target } from '../../harness/targets/target.ts'
import { monitors, rules } from '../../properties/monitors.ts'
import { situations } from '../../properties/situations.ts'
import { readScenario } from '../../scenarios/text/read-scenario.ts'
import type { Scenario } from '../../scenarios/text/scenario.ts'
import { findBug } from '../../scenarios/zoo/zoo.ts'
import { recordStory } from '../recording/record-story.ts'
import type { Story } from '../recording/story.ts'

/** A scenario of the package, and the target that it is to run on: the core, or the core with a bug. */
export async function shipped(
  path: string,
  bug?: string,
): Promise<{ readonly scenario: Scenario; readonly target: Target }> {
  const text = readFileSync(join(packageRoot(), 'scenarios', path), 'utf8')
  const target = await loadTarget(
    bug === undefined ? { kind: 'core' } : { kind: 'core', patch: findBug(bug).patch },
  )
  return { scenario: readScenario(text, path), target }
}

/** The story of a scenario on a target, before all monitors and rules. */
export function storyOf({
  scenario,
  target,
}: {
  readonly scenario: Scenario
  readonly target: Target
}): Story {
  return recordStory(scenario, target, fitting(target, [...monitors, ...rules]).checked, { situations }).story
}

/** The story of scenario text. */
export async function storyOfText(text: string, file = 'a.scenario'): Promise<Story> {
  return storyOf({ scenario: readScenario(text, file), target: await loadTarget({ kind: 'core' }) })
}
