import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../harness/targets/package-root.ts'
import { readScenario } from '../text/read-scenario.ts'
import type { Scenario } from '../text/scenario.ts'
import type { Bug } from './bug.ts'

/** The scenario that shows a bug, as the package ships it. */
export function witnessOf({ witness }: Bug): Scenario {
  return scenarioOf(witness)
}

/** One that begins with nothing given, as every run of a seed does: only that is as long as such a run must be. */
export function witnessFromStart({ fromStart, witness }: Bug): Scenario {
  return scenarioOf(fromStart ?? witness)
}

function scenarioOf(file: string): Scenario {
  return readScenario(readFileSync(join(packageRoot(), 'scenarios', 'zoo', file), 'utf8'), file)
}
