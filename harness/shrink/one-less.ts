import { attempt, type Told } from './attempt.ts'
import { operationsOf, withoutOperations } from './operations.ts'
import type { Item, Story } from './story.ts'
import { isOver, strikeRanges, without, type Search } from './strike.ts'

/** Stories of up to so many lines are tried in more ways. */
export const SHORT = 64

/** Tells a changed story; a short one also without one of its lines, exchanges or operations, where it needs that. */
export function tellWithOneLess(search: Search, story: Story, most = SHORT): Told | undefined {
  const { court } = search
  const whole = attempt(court, story) ?? attempt(court, story, 'loosely')
  if (whole !== undefined || story.items.length > most) return whole
  for (const { session, serial } of operationsOf(story)) {
    const tried = attempt(court, withoutOperations(story, new Set([`${session}.${serial}`])), 'loosely')
    if (tried !== undefined) return tried
  }
  for (const isStruck of [...story.items.map(isLine), ...exchangesOf(story)]) {
    if (isOver(search)) return undefined
    const items = story.items.filter((item) => !isStruck(item))
    const tried = attempt(court, { ...story, items }, 'loosely')
    if (tried !== undefined) return tried
  }
  return undefined
}

/**
 * Strikes exchanges: a message and its answer, say, while what came of the answer comes of another one. Where one after
 * the other is sent, neither goes alone, nor all that follows from it.
 */
export function strikeExchanges(search: Search, told: Told): Told {
  let best = told
  let isDone = false
  while (!isDone) {
    isDone = true
    for (const isStruck of exchangesOf(best.story)) {
      if (isOver(search)) return best
      const shorter = without(search, best, isStruck, 'loosely')
      if (shorter === undefined) continue
      best = shorter
      isDone = false
    }
    if (!isDone) best = strikeRanges(search, best)
  }
  return best
}

/** Each line that has brought others about, with those. */
function exchangesOf({ items }: Story): ((item: Item) => boolean)[] {
  const causes = new Set(items.map(({ origin }) => origin?.item))
  return items
    .filter(({ id }) => causes.has(id))
    .map((cause) => (item) => item.id === cause.id || item.origin?.item === cause.id)
}

function isLine({ id }: Item): (item: Item) => boolean {
  return (item) => item.id === id
}
