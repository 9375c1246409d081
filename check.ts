import { fitting, type Fitting } from './harness/campaign/fitting.ts'
import { runTrial } from './harness/campaign/trial.ts'
import { breadthFirst } from './harness/explore/breadth-first.ts'
import { depthFirst } from './harness/explore/depth-first.ts'
import type { Exploration, Limits, Onlooker } from './harness/explore/exploration.ts'
import type { Bounds, Reductions } from './harness/explore/world/bounds.ts'
import { reachedIn, type Sightings } from './harness/explore/world/reached-in.ts'
import { storyOf } from './harness/explore/world/story.ts'
import { worldModel } from './harness/explore/world/world-model.ts'
import type { Monitor } from './harness/monitor.ts'
import { replayer } from './harness/schedule/replay.ts'
import type { Schedule } from './harness/schedule/schedule.ts'
import type { Situation } from './harness/situation.ts'
import type { Violation } from './harness/violation.ts'
import { openWorld } from './harness/world/world.ts'
import { monitors } from './properties/monitors.ts'
import type { RunTarget } from './run.ts'

/** What is to be explored, and how. */
export interface CheckOptions {
  readonly subject: RunTarget
  readonly bounds: Bounds
  readonly reductions: Reductions
  /** Breadth first gives the shortest stories; depth first keeps fewer states waiting. */
  readonly order?: 'breadth' | 'depth'
  readonly limits?: Limits
  readonly onlooker?: Onlooker
  /** What is looked out for on the way. */
  readonly situations?: readonly Situation[]
}

/** What came of it. */
export interface Checked {
  readonly exploration: Exploration
  /** How the first violation came about, as a schedule to replay, and what that showed when it was replayed. */
  readonly story: { readonly schedule: Schedule; readonly violation: Violation } | undefined
  /** The names of the properties that were judged in every state; those of liveness are not for a search. */
  readonly checked: readonly string[]
  readonly notChecked: Fitting['notChecked']
  /** Which situations the search came to; those that it did not are out of reach where its verdict is `ok`. */
  readonly sightings: Sightings
}

/** Looks at all behaviours of a cluster within bounds, before every monitor of safety and practice that the target shows enough for. */
export function check({
  subject,
  bounds,
  reductions,
  order = 'breadth',
  limits = {},
  onlooker,
  situations = [],
}: CheckOptions): Checked {
  const { checked, notChecked } = judgesFor(subject)
  const model = worldModel({ target: subject.target, monitors: checked, bounds, reductions, situations })
  const exploration = order === 'breadth' ? breadthFirst(model, limits, onlooker) : depthFirst(model, limits)
  const { violation } = exploration
  const story =
    violation === undefined
      ? undefined
      : playedAgain(subject, checked, {
          version: 1,
          target: subject.spec,
          cluster: bounds.cluster,
          actions: storyOf(model.expansion, violation.path),
        })
  return {
    exploration,
    story,
    checked: checked.map(({ name }) => name),
    notChecked,
    sightings: reachedIn(model),
  }
}

function judgesFor({ target }: RunTarget): Fitting {
  const { checked, notChecked } = fitting(target, monitors)
  return {
    checked: checked.filter(({ grade }) => grade === 'safety' || grade === 'practice'),
    notChecked,
  }
}

/** A story is what a world shows when it is played, not what a search says of it. */
function playedAgain(
  { target }: RunTarget,
  judges: readonly Monitor[],
  schedule: Schedule,
): Checked['story'] {
  const world = openWorld(target, schedule.cluster)
  const { violations } = runTrial(world, replayer(world, schedule.actions), judges)
  const [violation] = violations
  if (violation === undefined)
    throw new Error(
      `the search found a violation after ${schedule.actions.length} actions, and a replay of them shows none: this is a defect of Whitewater`,
    )
  return { schedule, violation }
}
