import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../harness/targets/package-root.ts'
import { readScenario } from '../text/read-scenario.ts'
import type { Scenario } from '../text/scenario.ts'
import type { Bug } from './bug.ts'

/** The scenario that shows a bug, as the package ships it. */
export function witnessOf({ witness }: Bug): Scenario {
  return readScenario(readFileSync(join(packageRoot(), 'scenarios', 'zoo', witness), 'utf8'), witness)
}
