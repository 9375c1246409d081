import type { Monitor } from '../../harness/monitor.ts'
import type { Schedule } from '../../harness/schedule/schedule.ts'
import type { Target } from '../../harness/targets/target.ts'
import type { Violation } from '../../harness/violation.ts'
import { openChronicle } from './chronicle.ts'
import { tellParting } from './departure/tell-parting.ts'
import type { BrokenRule, Explanation } from './explanation.ts'
import { narrate } from './narrate.ts'
import { retell } from './retell.ts'
import { sliceOf } from './slice.ts'

/** Up to so many actions each is told; of a longer story so many that matter. */
const SHORT = 60
const MOST = 25

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
  const { property, title, action } = violation
  const rules = judges.filter(({ grade }) => grade === 'rule')
  const { moments, partings, broken } = retell(schedule, action, target, rules)
  const arrives = new Set(moments.flatMap(({ heard }) => (heard === null ? [] : [heard])))
  const chronicle = openChronicle(
    schedule.cluster,
    arrives,
    new Set(partings.map(({ position }) => position)),
  )
  const told = moments
    .map((moment) => narrate(chronicle, moment))
    .filter(({ position }) => position > 0 || action === 0)
  const [parting] = partings
  const wanted = [...broken.map((one) => one.action), ...(parting === undefined ? [] : [parting.position])]
  const { steps, leftOut } = sliceOf(told, wanted, SHORT, MOST)
  return {
    property,
    title,
    promise: promiseOf(judges, property),
    steps,
    leftOut,
    broken: broken.map((one) => brokenRule(one, judges)),
    ...(parting === undefined ? {} : { departure: tellParting(parting) }),
  }
}

function brokenRule({ property, action, title, servers }: Violation, judges: readonly Monitor[]): BrokenRule {
  return { position: action, rule: property, text: title, promise: promiseOf(judges, property), servers }
}

function promiseOf(judges: readonly Monitor[], property: string): string {
  return judges.find(({ name }) => name === property)?.promise ?? ''
}
