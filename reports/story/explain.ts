import type { Monitor } from '../../harness/monitor.ts'
import type { Schedule } from '../../harness/schedule/schedule.ts'
import type { Target } from '../../harness/targets/target.ts'
import type { Violation } from '../../harness/violation.ts'
import { ActionKind, FOR_GOOD } from '../../harness/world/action.ts'
import { linearizability } from '../../properties/linearizability/linearizability.ts'
import { hopelessElections } from '../../properties/liveness/hopeless-elections.ts'
import { openChronicle } from './telling/chronicle.ts'
import { closed } from './closing.ts'
import type { Parting } from './departure/parting.ts'
import { tellParting } from './departure/tell-parting.ts'
import type { BrokenRule, Departure, Explanation, Step } from './explanation.ts'
import type { Moment } from './telling/moment.ts'
import { narrate } from './narrate.ts'
import { retell, type Retold } from './retell.ts'
import { distances, sliceOf, withoutQuiet, type Slice } from './slice.ts'
import { startText } from './start-text.ts'
import { stallText } from './stall.ts'

/** Up to so many actions each is told; of a longer story so many that matter. */
const SHORT = 60
const MOST = 25
/** Beside a short storm, so many more of the calm. */
const MOST_OF_CALM = 10

/**
 * Tells how a violation came about. The schedule happens again on the target, up to the action that showed it, and each
 * action is told from what it changed. Of the judges, the one that found the violation has the sentence of the paper, and
 * those of grade rule say which rules were broken on the way.
 */
export function explain(
  schedule: Schedule,
  violation: Violation,
  target: Target,
  judges: readonly Monitor[],
): Explanation {
  const rules = judges.filter(({ grade }) => grade === 'rule')
  const retold = retell(schedule, violation.action, target, rules)
  const told = stepsOf(schedule, violation, retold)
  const parting = partingOf(told, violation, retold.partings)
  const { steps, leftOut } = chosen(schedule, violation, told, retold, parting)
  return {
    property: violation.property,
    title: violation.title,
    promise: promiseOf(judges, violation.property),
    steps,
    leftOut,
    broken: retold.broken.map((one) => brokenRule(one, judges)).sort((a, b) => a.position - b.position),
    ...(parting === undefined ? {} : { departure: departureOf(parting) }),
  }
}

/** The start and every action, told; the last one with what it violates. */
function stepsOf(schedule: Schedule, violation: Violation, { moments, partings }: Retold): Step[] {
  const { actions, cluster } = schedule
  const arrives = new Set(moments.flatMap(({ heard }) => (heard === null ? [] : [heard])))
  const chronicle = openChronicle(cluster, arrives, new Set(partings.map(({ position }) => position)))
  const steps: Step[] = []
  for (const moment of moments) {
    const step = narrate(chronicle, moment, actions[moment.position - 1])
    if (moment.position > 0) steps.push(step)
  }
  const start: Step = { position: 0, action: 'start', server: -1, text: startText(cluster), because: [] }
  const last = steps.at(-1)
  if (last === undefined) return [closed(start, violation, chronicle)]
  const ending = endingOf(last, violation, moments, cluster.options.servers)
  return [start, ...steps.slice(0, -1), closed(ending, violation, chronicle)]
}

/** The last step; where that only is when a run was judged as a whole, with what the whole shows. */
function endingOf(last: Step, violation: Violation, moments: readonly Moment[], servers: number): Step {
  const isTold = moments.at(-1)?.answered != null
  if (isStall(violation) && !isTold) return { ...last, text: stallText(moments, servers), because: [] }
  const isLate = violation.property === linearizability.name && !isTold
  return isLate
    ? { ...last, text: 'The run is over, and what clients were told is judged.', because: [] }
    : last
}

/** Whether it only shows at the end of a calm: whatever happened last has nothing to do with it. */
function isStall({ grade, property }: Violation): boolean {
  return grade === 'liveness' && property !== hopelessElections.name
}

/**
 * The first departure; in a long story, which may have some that did no harm, the one that is nearest to the violation by
 * cause.
 */
function partingOf(
  steps: readonly Step[],
  violation: Violation,
  partings: readonly Parting[],
): Parting | undefined {
  if (steps.length <= SHORT || isStall(violation)) return partings[0]
  const far = distances(steps)
  // What violates may be a departure itself, and most often there is an earlier one.
  const distanceOf = ({ position }: Parting): number => Math.max(far.get(position) ?? Infinity, 1)
  const nearest = Math.min(...partings.map(distanceOf))
  return partings.find((parting) => distanceOf(parting) === nearest)
}

/** All of a short story; of a short storm and the calm behind it all of the storm. */
function chosen(
  { actions, cluster }: Schedule,
  violation: Violation,
  steps: readonly Step[],
  { broken, moments }: Retold,
  parting: Parting | undefined,
): Slice {
  const given = cluster.given.length > 0 ? [0] : []
  const wanted = [...given, steps.at(-1)?.position ?? 0, ...(parting === undefined ? [] : [parting.position])]
  const rules = broken.map(({ action }) => action)
  const told = wanted.includes(0) || rules.includes(0) ? steps : steps.slice(1)
  // What a fair scheduler played is no part of the story that somebody wrote, or that was shrunk.
  const isPlayed = (steps.at(-1)?.position ?? 0) > actions.length
  if (told.length <= SHORT && !isPlayed) return { steps: told, leftOut: 0 }
  const far = distances(steps)
  const isCalm = isStall(violation)
  const lasting = isCalm ? moments.filter(isLasting).map(({ position }) => position) : []
  const storm =
    actions.length <= SHORT ? steps.slice(1, actions.length + 1).map(({ position }) => position) : []
  const roots = [...wanted, ...storm, ...lasting, ...rules.filter((position) => isCalm || far.has(position))]
  const quiet = new Set(moments.filter(isQuiet).map(({ position }) => position))
  const loud = withoutQuiet(told, quiet, roots)
  const { steps: kept } = sliceOf(loud, roots, Math.max(MOST, storm.length + MOST_OF_CALM))
  return { steps: kept, leftOut: told.length - kept.length }
}

/** Whether an action is what a calm has to do with: what is never mended, and where it begins. */
function isLasting({ action, position }: Moment): boolean {
  const { kind, value } = action
  if (position === 0) return false
  if (kind === ActionKind.Cut) return (value & FOR_GOOD) !== 0
  return kind === ActionKind.Calm || kind === ActionKind.Stall || (kind === ActionKind.Crash && value === 1)
}

/** Whether nothing came of it but that something is durable, and what waited for that has left. */
function isQuiet({ action, before, after }: Moment): boolean {
  if (action.kind !== ActionKind.Flush || before === undefined || after === undefined) return false
  const { role, currentTerm, votedFor, commitIndex, log, snapshot } = before
  return (
    role === after.role &&
    currentTerm === after.currentTerm &&
    votedFor === after.votedFor &&
    commitIndex === after.commitIndex &&
    log === after.log &&
    snapshot === after.snapshot
  )
}

function departureOf(parting: Parting): Departure {
  return { position: parting.position, server: parting.server, text: tellParting(parting) }
}

function brokenRule({ property, action, title, servers }: Violation, judges: readonly Monitor[]): BrokenRule {
  return { position: action, rule: property, text: title, promise: promiseOf(judges, property), servers }
}

function promiseOf(judges: readonly Monitor[], property: string): string {
  return judges.find(({ name }) => name === property)?.promise ?? ''
}
