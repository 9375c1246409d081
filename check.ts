import { checkedModelSpec, searchedWorld, whenLookingOut, type SearchedWorld } from './checked-model.ts'
import type { Fitting } from './harness/campaign/fitting.ts'
import { runTrial } from './harness/campaign/trial.ts'
import { breadthFirst, progressOf, resumeBreadthFirst } from './harness/explore/breadth-first.ts'
import { depthFirst } from './harness/explore/depth-first.ts'
import type { BrokenProperty, Exploration, Limits, Progress } from './harness/explore/exploration.ts'
import { randomWalks, type WalkOptions, type Walks } from './harness/explore/random-walks.ts'
import type { Standing } from './harness/explore/search.ts'
import type { Bounds, Reductions } from './harness/explore/world/bounds.ts'
import { breadthFirstThreads } from './harness/explore/threads/breadth-first-threads.ts'
import { reachedIn, united, type Sightings } from './harness/explore/world/reached-in.ts'
import { lastArrivals, storyOf } from './harness/explore/world/story.ts'
import { verifyDead } from './harness/explore/world/verify-dead.ts'
import type { WorldModel } from './harness/explore/world/world-model.ts'
import type { Monitor } from './harness/monitor.ts'
import { replayer } from './harness/schedule/replay.ts'
import type { Schedule } from './harness/schedule/schedule.ts'
import type { Violation } from './harness/violation.ts'
import type { Action } from './harness/world/action.ts'
import { openWorld } from './harness/world/world.ts'
import type { RunTarget } from './run.ts'

/** What is to be looked at. */
export interface CheckSubject {
  readonly subject: RunTarget
  readonly bounds: Bounds
  readonly reductions: Reductions
  /** Whether situations are looked out for on the way. */
  readonly looksOut?: boolean | undefined
  /** What has happened where the search begins. */
  readonly from?: readonly Action[] | undefined
}

/** What is to be explored, and how. */
export interface CheckOptions extends CheckSubject {
  /** Breadth first gives the shortest stories; depth first keeps fewer states waiting. */
  readonly order?: 'breadth' | 'depth'
  readonly limits?: Limits
  readonly oversee?: Oversee
  /** Where a search breadth first that was left stood, in rows of a model that has met nothing yet. */
  readonly resume?: (model: WorldModel) => Standing
}

/** Who is told time and again how far a search is, and of one breadth first where it stands, and says whether it goes on. */
export type Oversee = (progress: Progress, standing?: Standing) => 'go on' | 'stop'

/** Who judged, and what they found. */
export interface Judged {
  /** How the first violation came about, as a schedule to replay, and what that showed when it was replayed. */
  readonly story: { readonly schedule: Schedule; readonly violation: Violation } | undefined
  /** How the target came to throw an error, as a schedule whose last action has it thrown; and the error. */
  readonly failure: { readonly schedule: Schedule; readonly error: unknown } | undefined
  /** The names of the properties that were judged in every state; those of liveness are not for a search. */
  readonly checked: readonly string[]
  readonly notChecked: Fitting['notChecked']
}

/** What came of it. */
export interface Checked extends Judged {
  readonly exploration: Exploration
  /** The reductions that were on in the end. */
  readonly reductions: Reductions
  /** Whether what was taken away as dead was seen, afterwards, to be so at all that the servers came to. */
  readonly verified: boolean
  /** Which situations the search came to; those that it did not are out of reach where its verdict is `ok`. */
  readonly sightings: Sightings
}

/** What came of walks at random. */
export interface Walked extends Judged {
  readonly walks: Walks
  readonly sightings: Sightings
}

/**
 * Looks at all behaviours of a cluster within bounds, before every monitor of safety and practice that the target shows
 * enough for. Where messages that were taken away as dead turn out to be alive, as a patched core may have it, all is
 * looked at once more with them.
 */
export function check(options: CheckOptions): Checked {
  const { looksOut } = options
  const reductions = looksOut === true ? whenLookingOut(options.reductions) : options.reductions
  const checked = checkOnce({ ...options, reductions })
  if (checked.exploration.verdict !== 'ok' || checked.verified) return checked
  const { resume: _, ...anew } = options
  return checkOnce({ ...anew, reductions: { ...reductions, deadMessages: false } })
}

function checkOnce(options: CheckOptions): Checked {
  const searched = searchedWorld(options.subject.target, options)
  const { model } = searched
  const exploration = explore(model, options)
  const verified = exploration.verdict === 'ok' && verifyDead(model.expansion)
  return checkedBy(options, searched, exploration, verified)
}

function checkedBy(
  options: CheckOptions,
  searched: SearchedWorld,
  exploration: Exploration,
  verified: boolean,
): Checked {
  return {
    exploration,
    reductions: options.reductions,
    verified,
    sightings: united(exploration.told),
    ...judgedBy(options, searched, exploration.violation),
  }
}

function explore(model: WorldModel, { order, limits, oversee, resume }: CheckOptions): Exploration {
  if (order === 'depth') return depthFirst(model, limits, oversee)
  const ask = oversee && ((standing: Standing) => oversee(progressOf(standing), standing))
  if (resume !== undefined) return resumeBreadthFirst(resume(model), undefined, ask)
  return breadthFirst(model, limits, undefined, ask)
}

/**
 * Looks at the same behaviours in several threads, nearest first, and comes to the same. Whether messages that were taken
 * away as dead were so is not verified: no thread has seen all that the servers came to.
 */
export async function checkInThreads(options: CheckOptions, threads: number): Promise<Checked> {
  const { subject, bounds, reductions, looksOut, from, limits, oversee } = options
  const searched = searchedWorld(subject.target, options)
  const { model } = searched
  const spec = checkedModelSpec({ target: subject.spec, bounds, reductions, looksOut, from })
  const exploration = await breadthFirstThreads(spec, threads, limits, oversee, model)
  const verified = exploration.verdict === 'ok' && !reductions.deadMessages
  return checkedBy(options, searched, exploration, verified)
}

/** Looks at some behaviours within bounds, drawn at random, before the same monitors. */
export function walk(subject: CheckSubject, options: WalkOptions, onlooker?: (walks: Walks) => void): Walked {
  const searched = searchedWorld(subject.subject.target, subject)
  const walks = randomWalks(searched.model, options, onlooker)
  const sightings = reachedIn(searched.model)
  return { walks, sightings, ...judgedBy(subject, searched, walks.violation) }
}

function judgedBy(
  { subject, bounds, from = [] }: CheckSubject,
  { fit, model, world }: SearchedWorld,
  violation: BrokenProperty | undefined,
): Judged {
  const { checked, notChecked } = fit
  const { expansion } = model
  const played =
    violation === undefined
      ? NOTHING_FOUND
      : playedAgain(subject, checked, {
          version: 1,
          target: subject.spec,
          cluster: bounds.cluster,
          actions: [
            ...from,
            ...storyOf(expansion, violation.path, world, lastArrivals(expansion, violation.path)),
          ],
        })
  return { ...played, checked: checked.map(({ name }) => name), notChecked }
}

/** What was found, as a world shows it. */
type Played = Pick<Judged, 'story' | 'failure'>

const NOTHING_FOUND: Played = { story: undefined, failure: undefined }

/** A story is what a world shows when it is played, not what a search says of it. */
function playedAgain({ target }: RunTarget, judges: readonly Monitor[], schedule: Schedule): Played {
  const world = openWorld(target, schedule.cluster)
  let violation: Violation | undefined
  try {
    violation = runTrial(world, replayer(world, schedule.actions), judges).violations[0]
  } catch (error) {
    return { story: undefined, failure: { schedule, error } }
  }
  if (violation === undefined)
    throw new Error(
      `the search found a violation after ${schedule.actions.length} actions, and a replay of them shows none: this is a defect of Whitewater`,
    )
  return { story: { schedule, violation }, failure: undefined }
}
