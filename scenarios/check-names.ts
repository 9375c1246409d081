import type { Monitor } from '../harness/monitor.ts'
import type { Situation } from '../harness/situation.ts'
import { anyOf, quoted } from './text/characters.ts'
import { nearest } from './text/nearest.ts'
import type { Scenario } from './text/scenario.ts'
import { ScenarioError } from './text/scenario-error.ts'

/** Throws `ScenarioError` where a scenario names a property that no monitor watches for, or a situation that nobody looks out for. */
export function checkNames(
  scenario: Scenario,
  monitors: readonly Monitor[],
  situations: readonly Situation[],
): void {
  for (const line of scenario.lines) {
    if (line.kind !== 'expectation') continue
    const { expectation: expected, number } = line
    if (expected.kind === 'violation')
      check(scenario.file, number, expected.property, monitors, 'no monitor watches for', 'monitors')
    if (expected.kind === 'situation' || expected.kind === 'no situation')
      check(scenario.file, number, expected.name, situations, 'there is no situation', 'situations')
  }
}

function check(
  file: string,
  line: number,
  name: string,
  all: readonly { readonly name: string }[],
  complaint: string,
  plural: string,
): void {
  const known = all.map((one) => one.name)
  if (known.includes(name)) return
  const near = nearest(name, known)
  const meant = near === undefined ? '' : ` (did you mean ${near}?)`
  const expected = known.length === 0 ? `a run with ${plural}` : anyOf(known)
  throw new ScenarioError(file, line, `${complaint} ${quoted(name)}${meant}; expected ${expected}`)
}
