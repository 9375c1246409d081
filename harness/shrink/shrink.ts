import type { Schedule } from '../schedule/schedule.ts'
import type { Violation } from '../violation.ts'
import type { Action } from '../world/action.ts'
import type { Cluster } from '../world/cluster.ts'
import { attempt, type Told } from './attempt.ts'
import { simplify } from './simplify.ts'
import { storyOf } from './story.ts'
import { strikeRanges, strikeTogether, type Search } from './strike.ts'
import { strikeGroups } from './strike-groups.ts'

/** What shrinking came to. */
export interface Shrunk {
  readonly cluster: Cluster
  readonly actions: readonly Action[]
  readonly violation: Violation
  /** It was verified that no single action can be struck without losing the violation. */
  readonly minimal: boolean
}

/** Stories of up to so many lines are tried without each pair of them. */
const SHORT = 64

/** Makes a schedule that shows a violation as short as it can; `undefined` where it does not show it. */
export function shrink(
  search: Search,
  { cluster, actions }: Pick<Schedule, 'cluster' | 'actions'>,
): Shrunk | undefined {
  const first = attempt(search.court, storyOf(cluster, actions))
  if (first === undefined) return undefined
  search.found(first)
  let best = strikeGroups(search, first)
  best = strikeRanges(search, best)
  best = simplify(search, best)
  while (best.story.items.length <= SHORT && !search.isOver()) {
    const shorter = simplify(search, strikeTogether(search, best))
    if (shorter.story.items.length === best.story.items.length) break
    best = shorter
  }
  return shrunkOf(search, best)
}

function shrunkOf({ court }: Search, { story, violation }: Told): Shrunk {
  const minimal = story.items.every(({ id }) => {
    const rest = { ...story, items: story.items.filter((item) => item.id !== id) }
    return attempt(court, rest) === undefined && attempt(court, rest, true) === undefined
  })
  return { cluster: story.cluster, actions: story.items.map(({ action }) => action), violation, minimal }
}
