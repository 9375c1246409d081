import { attempt, type Told } from './attempt.ts'
import { operationsOf, withoutOperations } from './operations.ts'
import type { Story } from './story.ts'
import { isOver, type Search } from './strike.ts'

/** Stories of up to so many lines are tried in more ways. */
export const SHORT = 64

/** Tells a changed story; a short one also without one of its lines or operations, where it needs that. */
export function tellWithOneLess(search: Search, story: Story, most = SHORT): Told | undefined {
  const { court } = search
  const whole = attempt(court, story) ?? attempt(court, story, 'loosely')
  if (whole !== undefined || story.items.length > most) return whole
  for (const { session, serial } of operationsOf(story)) {
    const tried = attempt(court, withoutOperations(story, new Set([`${session}.${serial}`])), 'loosely')
    if (tried !== undefined) return tried
  }
  for (const { id } of story.items) {
    if (isOver(search)) return undefined
    const items = story.items.filter((item) => item.id !== id)
    const tried = attempt(court, { ...story, items }, 'loosely')
    if (tried !== undefined) return tried
  }
  return undefined
}
