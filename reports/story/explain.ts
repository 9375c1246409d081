import type { Monitor } from '../../harness/monitor.ts'
import type { Schedule } from '../../harness/schedule/schedule.ts'
import type { Target } from '../../harness/targets/target.ts'
import type { Violation } from '../../harness/violation.ts'
import { hopelessElections } from '../../properties/liveness/hopeless-elections.ts'
import { serversText } from './words.ts'
import { openChronicle } from './chronicle.ts'
import { closed } from './closing.ts'
import type { Parting } from './departure/parting.ts'
import { tellParting } from './departure/tell-parting.ts'
import type { BrokenRule, Explanation, Step } from './explanation.ts'
import { narrate } from './narrate.ts'
import { retell, type Retold } from './retell.ts'
import { originsOf, sliceOf, type Slice } from './slice.ts'
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
  const { steps, leftOut } = chosen(schedule, told, retold.broken, parting)
  return {
    property: violation.property,
    title: violation.title,
    promise: promiseOf(judges, violation.property),
    steps,
    leftOut,
    broken: retold.broken.map((one) => brokenRule(one, judges)),
    ...(parting === undefined ? {} : { departure: tellParting(parting) }),
  }
}

/** Every action, told; the last one with what it violates. */
function stepsOf(schedule: Schedule, violation: Violation, { moments, partings }: Retold): Step[] {
  const { actions, cluster } = schedule
  const arrives = new Set(moments.flatMap(({ heard }) => (heard === null ? [] : [heard])))
  const chronicle = openChronicle(cluster, arrives, new Set(partings.map(({ position }) => position)))
  const steps: Step[] = []
  for (const moment of moments) {
    const step = narrate(chronicle, moment, actions[moment.position - 1])
    if (moment.position > 0) steps.push(step)
  }
  const text = `${serversText((1 << cluster.options.servers) - 1)} start.`
  const start: Step = { position: 0, action: 'start', server: -1, text, because: [] }
  const last = steps.at(-1)
  if (last === undefined) return [closed(start, violation, chronicle)]
  const ending = isStall(violation)
    ? { ...last, text: stallText(moments, cluster.options.servers), because: [] }
    : last
  return [start, ...steps.slice(0, -1), closed(ending, violation, chronicle)]
}

/** Whether it only shows at the end of a calm: whatever happened last has nothing to do with it. */
function isStall({ grade, property }: Violation): boolean {
  return grade === 'liveness' && property !== hopelessElections.name
}

/** The first departure; in a long story, which may have some that did no harm, the first that led to the violation. */
function partingOf(
  steps: readonly Step[],
  violation: Violation,
  partings: readonly Parting[],
): Parting | undefined {
  const last = steps.at(-1)
  if (steps.length <= SHORT || isStall(violation) || last === undefined) return partings[0]
  const origins = originsOf(steps, [last.position])
  return partings.find(({ position }) => origins.has(position)) ?? partings[0]
}

/** All of a short story; of a short storm and the calm behind it all of the storm. */
function chosen(
  { actions }: Schedule,
  steps: readonly Step[],
  broken: readonly Violation[],
  parting: Parting | undefined,
): Slice {
  const wanted = [steps.at(-1)?.position ?? 0, parting?.position ?? -1]
  const [start, ...rest] = steps
  const isOfStart = wanted.includes(0) || broken.some(({ action }) => action === 0)
  const told = start !== undefined && isOfStart ? steps : rest
  if (told.length <= SHORT) return { steps: told, leftOut: 0 }
  const storm = actions.length <= SHORT ? told.slice(0, actions.length).map(({ position }) => position) : []
  const roots = [...wanted, ...broken.map(({ action }) => action), ...storm]
  return sliceOf(told, roots, Math.max(MOST, storm.length + MOST_OF_CALM))
}

function brokenRule({ property, action, title, servers }: Violation, judges: readonly Monitor[]): BrokenRule {
  return { position: action, rule: property, text: title, promise: promiseOf(judges, property), servers }
}

function promiseOf(judges: readonly Monitor[], property: string): string {
  return judges.find(({ name }) => name === property)?.promise ?? ''
}
