import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fitting, type Fitting } from './harness/campaign/fitting.ts'
import type { ModelSpec } from './harness/explore/threads/model-spec.ts'
import type { Bounds, Reductions } from './harness/explore/world/bounds.ts'
import { worldModel, type WorldModel } from './harness/explore/world/world-model.ts'
import { loadTarget } from './harness/targets/load-target.ts'
import { packageRoot } from './harness/targets/package-root.ts'
import type { Target, TargetSpec } from './harness/targets/target.ts'
import { monitors } from './properties/monitors.ts'

/** A search as data, for threads and checkpoints. */
export interface CheckedWorld {
  readonly target: TargetSpec
  readonly bounds: Bounds
  readonly reductions: Reductions
}

/** The model of a world before every monitor that can judge it; what a thread makes of data. */
export async function checkedModel({ target, bounds, reductions }: CheckedWorld): Promise<WorldModel> {
  const loaded = await loadTarget(target)
  return worldModel({ target: loaded, monitors: searchJudges(loaded).checked, bounds, reductions })
}

/** The same as threads take it. */
export function checkedModelSpec(options: CheckedWorld): ModelSpec {
  return {
    module: pathToFileURL(join(packageRoot(), 'dist', 'checked-model.js')).href,
    name: 'checkedModel',
    options,
  }
}

/** The monitors of safety and practice: those of liveness ask what must happen in the end, and a search has no end. */
export function searchJudges(target: Target): Fitting {
  return fitting(
    target,
    monitors.filter(({ grade }) => grade === 'safety' || grade === 'practice'),
  )
}
