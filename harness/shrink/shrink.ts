import type { Schedule } from '../schedule/schedule.ts'
import type { Violation } from '../violation.ts'
import { attempt, type Told } from './attempt.ts'
import { withPlainNames } from './canonical.ts'
import { cost } from './cost.ts'
import { NOT_LONG, SHORT, strikeExchanges } from './one-less.ts'
import { plainerOptions } from './plainer-options.ts'
import { roundTimes } from './round-times.ts'
import { simplify } from './simplify.ts'
import { storyOf } from './story.ts'
import { isOver, strikePairs, strikeRanges, within, type Search } from './strike.ts'
import { strikeGroups } from './strike-groups.ts'
import { strikeOperations } from './strike-operations.ts'
import { substitute } from './substitute.ts'
import { verify } from './verify.ts'

/** What shrinking came to. */
export interface Shrunk {
  readonly schedule: Schedule
  readonly violation: Violation
  /** It was verified that no single action can be struck without losing the violation. */
  readonly minimal: boolean
}

/**
 * Makes a schedule that shows a violation as short as it can; `undefined` where it does not show it. It goes two ways:
 * lines that act on what is not there any more are left out, or act on another of its kind; which ends shorter depends on
 * the run.
 */
export function shrink(search: Search, schedule: Schedule): Shrunk | undefined {
  const first = attempt(search.court, storyOf(schedule.cluster, schedule.actions))
  if (first === undefined) return undefined
  search.found(first)
  let best = within(search, FOR_STRIKING, () => shortest(search, first))
  for (;;) {
    const rounded = within(search, 0.5, () => roundTimes(search, best))
    best = withPlainNames(search, rounded)
    const { minimal, shorter } = verify(search, best)
    if (shorter === undefined) return shrunkOf(schedule, best, minimal)
    best = within(search, 0.5, () => settle(search, shorter))
  }
}

/** Of the actions that may be tried, the part for making it short; the rest is kept to verify that it is as short as can be. */
const FOR_STRIKING = 0.9

function shortest(search: Search, told: Told): Told {
  const root = strikeGroups(search, plainerOptions(search, told))
  const one = within(search, 0.5, () => settle(search, strikeRanges(search, root)))
  const other = settle(search, strikeRanges(search, root, ['loosely']))
  return cost(other.story) < cost(one.story) ? other : one
}

/** Strikes and simplifies until neither helps. */
function settle(search: Search, told: Told): Told {
  let best = told
  for (;;) {
    let plainer = strikeOperations(search, simplify(search, strikeOperations(search, best)))
    if (plainer.story.items.length <= NOT_LONG) plainer = strikeExchanges(search, plainer)
    if (plainer.story.items.length <= SHORT) plainer = strikePairs(search, substitute(search, plainer))
    if (isOver(search) || cost(plainer.story) >= cost(best.story)) return plainer
    best = plainer
  }
}

function shrunkOf({ version, target }: Schedule, { story, violation }: Told, minimal: boolean): Shrunk {
  const actions = story.items.map(({ action }) => action)
  return { schedule: { version, target, cluster: story.cluster, actions }, violation, minimal }
}
