import type { Schedule } from '../schedule/schedule.ts'
import type { Violation } from '../violation.ts'
import { attempt, type Told } from './attempt.ts'
import { cost, simplify } from './simplify.ts'
import { storyOf } from './story.ts'
import { isOver, strikePairs, strikeRanges, type Search } from './strike.ts'
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

/** Stories of up to so many lines are tried without each pair of them. */
const SHORT = 64

/** Makes a schedule that shows a violation as short as it can; `undefined` where it does not show it. */
export function shrink(search: Search, schedule: Schedule): Shrunk | undefined {
  const first = attempt(search.court, storyOf(schedule.cluster, schedule.actions))
  if (first === undefined) return undefined
  search.found(first)
  let best = strikeOperations(search, strikeRanges(search, strikeGroups(search, first)))
  for (;;) {
    best = settle(search, best)
    const { minimal, shorter } = verify(search, best)
    if (shorter !== undefined) best = shorter
    else return shrunkOf(schedule, best, minimal)
  }
}

/** Strikes and simplifies until neither helps. */
function settle(search: Search, told: Told): Told {
  let best = simplify(search, told)
  while (best.story.items.length <= SHORT && !isOver(search)) {
    const shorter = simplify(search, strikePairs(search, substitute(search, best)))
    if (cost(shorter.story) >= cost(best.story)) break
    best = shorter
  }
  return strikeOperations(search, best)
}

function shrunkOf({ version, target }: Schedule, { story, violation }: Told, minimal: boolean): Shrunk {
  const actions = story.items.map(({ action }) => action)
  return { schedule: { version, target, cluster: story.cluster, actions }, violation, minimal }
}
