import { attempt, type Court, type Told } from './attempt.ts'
import type { Item } from './story.ts'

/** A search for a shorter story, which may be called off. */
export interface Search {
  readonly court: Court
  /** Says that it is time to come to an end with what there is. */
  isOver(): boolean
  /** Told whenever a shorter story was found. */
  found(told: Told): void
}

/** Tells the story without these items; `undefined` where it then shows the violation no more. */
export function without(
  search: Search,
  { story }: Told,
  struck: (item: Item, place: number) => boolean,
): Told | undefined {
  const items = story.items.filter((item, place) => !struck(item, place))
  if (items.length === story.items.length) return undefined
  const { court } = search
  const shorter = attempt(court, { ...story, items }) ?? attempt(court, { ...story, items }, true)
  if (shorter !== undefined) search.found(shorter)
  return shorter
}

/** Strikes ranges of items, long ones first, then single ones, again and again until none can be struck any more. */
export function strikeRanges(search: Search, told: Told): Told {
  let best = told
  for (let size = best.story.items.length >> 1; size > 1; size >>= 1) best = strikeEach(search, best, size)
  for (;;) {
    const shorter = strikeEach(search, best, 1)
    if (shorter === best) return best
    best = shorter
  }
}

/** Strikes ranges of one size, the last first: what a range brought about goes before it. */
function strikeEach(search: Search, told: Told, size: number): Told {
  let best = told
  for (let from = best.story.items.length - size; from > -size && !search.isOver(); from -= size) {
    const first = Math.max(from, 0)
    const shorter = without(search, best, (_, place) => place >= first && place < from + size)
    if (shorter === undefined) continue
    best = shorter
    from = Math.min(from, best.story.items.length)
  }
  return best
}

/** Strikes pairs, and in short stories triples, of items that may lie apart; after each success single ones again. */
export function strikeTogether(search: Search, told: Told): Told {
  let best = told
  for (let i = 0; i < best.story.items.length && !search.isOver(); i++) {
    for (let j = i + 1; j < best.story.items.length; j++) {
      const shorter = without(search, best, (_, place) => place === i || place === j)
      if (shorter === undefined) continue
      best = strikeRanges(search, shorter)
      i = -1
      break
    }
  }
  return best
}
