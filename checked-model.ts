import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fitting, type Fitting } from './harness/campaign/fitting.ts'
import { beginningAt } from './harness/explore/beginning-at.ts'
import type { ModelSpec } from './harness/explore/threads/model-spec.ts'
import type { Bounds, Reductions } from './harness/explore/world/bounds.ts'
import { playedTo } from './harness/explore/world/played-to.ts'
import { rowOfWorld } from './harness/explore/world/row-of-world.ts'
import { worldModel, type WorldModel } from './harness/explore/world/world-model.ts'
import { loadTarget } from './harness/targets/load-target.ts'
import { packageRoot } from './harness/targets/package-root.ts'
import type { Target, TargetSpec } from './harness/targets/target.ts'
import type { Action } from './harness/world/action.ts'
import type { World } from './harness/world/world.ts'
import { monitors } from './properties/monitors.ts'
import { situations } from './properties/situations.ts'

/** A search as data, for threads and checkpoints. */
export interface CheckedWorld {
  readonly target: TargetSpec
  readonly bounds: Bounds
  readonly reductions: Reductions
  /** Whether it looks out for situations: for all that there are. */
  readonly looksOut?: boolean | undefined
  /** What has happened where it begins, beyond that all servers have started. */
  readonly from?: readonly Action[] | undefined
}

/** The same, ready to be searched. */
export interface SearchedWorld {
  readonly fit: Fitting
  readonly model: WorldModel
  /** As it is where the search begins. */
  readonly world: World
}

/** The model of a world before every monitor that can judge it; what a thread makes of data. */
export async function checkedModel(checked: CheckedWorld): Promise<WorldModel> {
  return searchedWorld(await loadTarget(checked.target), checked).model
}

/** The model, who judges, and the world where it begins. */
export function searchedWorld(
  target: Target,
  { bounds, reductions, looksOut = false, from }: Omit<CheckedWorld, 'target'>,
): SearchedWorld {
  const fit = searchJudges(target)
  const model = worldModel({
    target,
    monitors: fit.checked,
    bounds,
    reductions: looksOut ? whenLookingOut(reductions) : reductions,
    situations: looksOut ? situations : [],
  })
  const played = playedTo(target, bounds.cluster, from ?? [], fit.checked)
  const { world } = played
  if (from === undefined) return { fit, model, world }
  return { fit, model: beginningAt(model, [rowOfWorld(model.expansion, played)]), world }
}

/** Situations ask for servers that are down: then they are. */
export function whenLookingOut(reductions: Reductions): Reductions {
  return { ...reductions, partialOrder: false }
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
