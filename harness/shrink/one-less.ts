import { attempt, type Told } from './attempt.ts'
import { operationsOf, withoutOperations } from './operations.ts'
import type { Item, Story } from './story.ts'
import { isOver, strikeRanges, without, type Search } from './strike.ts'

/** Stories of up to so many lines are tried in more ways. */
export const SHORT = 64
/** In stories of up to so many lines an operation may take any one line or exchange with it. */
export const NOT_LONG = 200

/** Tells a changed story; a short one also without one of its lines or operations, where it needs that. */
export function tellWithOneLess(search: Search, story: Story, most = SHORT): Told | undefined {
  const { court } = search
  const whole = attempt(court, story) ?? attempt(court, story, 'loosely')
  if (whole !== undefined || story.items.length > most) return whole
  for (const { session, serial } of operationsOf(story)) {
    const tried = attempt(court, withoutOperations(story, new Set([`${session}.${serial}`])), 'loosely')
    if (tried !== undefined) return tried
  }
  return withoutOneOf(search, story, story.items.map(isLine))
}

/** Tells a story without one of its exchanges. */
export function tellWithOneExchangeLess(search: Search, story: Story): Told | undefined {
  return withoutOneOf(search, story, exchangesOf(story))
}

/** Loosely: what acted on what is struck may act on another of its kind. */
function withoutOneOf(search: Search, story: Story, parts: readonly IsStruck[]): Told | undefined {
  for (const isStruck of parts) {
    if (isOver(search)) return undefined
    const items = story.items.filter((item) => !isStruck(item))
    const tried = attempt(search.court, { ...story, items }, 'loosely')
    if (tried !== undefined) return tried
  }
  return undefined
}

type IsStruck = (item: Item) => boolean

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
function exchangesOf({ items }: Story): IsStruck[] {
  const causes = new Set(items.map(({ origin }) => origin?.item))
  return items
    .filter(({ id }) => causes.has(id))
    .map((cause) => (item) => item.id === cause.id || item.origin?.item === cause.id)
}

function isLine({ id }: Item): IsStruck {
  return (item) => item.id === id
}
