import { attempt, type Told } from './attempt.ts'
import { optionVariants } from './option-variants.ts'
import { isOver, type Search } from './strike.ts'

/**
 * Sets each option as nobody has tuned it, or as small as it can be, where the story goes on to show what it does: what
 * took thousands of actions to fill is full after one, and the more lines may go.
 */
export function plainerOptions(search: Search, told: Told): Told {
  let best = told
  for (const variant of optionVariants(told.story.cluster.options)) {
    if (isOver(search)) return best
    const story = variant(best.story)
    if (story === undefined) continue
    const tried = attempt(search.court, story)
    if (tried === undefined) continue
    search.found(tried)
    best = tried
  }
  return best
}
