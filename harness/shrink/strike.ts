import { attempt, type Court, type Manner, type Told } from './attempt.ts'
import type { Item } from './story.ts'

/** A search for a shorter story. */
export interface Search {
  readonly court: Court
  /** Says that it is time to come to an end with what there is. */
  isCalledOff(): boolean
  /** Told whenever a shorter story was found. */
  found(told: Told): void
}

/** Whether a search has tried as much as it may, or was called off. */
export function isOver(search: Search): boolean {
  return search.court.actionsLeft <= 0 || search.isCalledOff()
}

/** Does something with a share of the actions that may still be tried. */
export function within<Result>({ court }: Search, share: number, work: () => Result): Result {
  const before = court.actionsLeft
  const allowed = before * share
  court.actionsLeft = allowed
  const result = work()
  court.actionsLeft = before - (allowed - court.actionsLeft)
  return result
}

/** Tells the story without these items; `undefined` where it then shows the violation no more. */
export function without(
  search: Search,
  { story }: Told,
  struck: (item: Item, place: number) => boolean,
  manner: Manner,
): Told | undefined {
  const items = story.items.filter((item, place) => !struck(item, place))
  if (items.length === story.items.length) return undefined
  const shorter = attempt(search.court, { ...story, items }, manner)
  if (shorter !== undefined) search.found(shorter)
  return shorter
}

/**
 * Strikes ranges of items, long ones first, then single ones, again and again until none can be struck any more, in each
 * of these manners in turn.
 */
export function strikeRanges(
  search: Search,
  told: Told,
  manners: readonly Manner[] = ['strictly', 'loosely'],
): Told {
  let best = told
  for (const manner of manners) {
    for (let size = best.story.items.length >> 1; size > 1; size >>= 1)
      best = strikeEach(search, best, size, manner)
    best = strikeSingles(search, best, manner)
  }
  return best
}

function strikeSingles(search: Search, told: Told, manner: Manner): Told {
  let best = told
  for (;;) {
    const shorter = strikeEach(search, best, 1, manner)
    if (shorter === best) return best
    best = shorter
  }
}

/** Strikes ranges of one size, the last first: what a range brought about goes before it. */
function strikeEach(search: Search, told: Told, size: number, manner: Manner): Told {
  let best = told
  for (let from = best.story.items.length - size; from > -size && !isOver(search); from -= size) {
    const first = Math.max(from, 0)
    const shorter = without(search, best, (_, place) => place >= first && place < from + size, manner)
    if (shorter === undefined) continue
    best = shorter
    from = Math.min(from, best.story.items.length)
  }
  return best
}

/** Strikes pairs of items that may lie apart; after each success single ones again. */
export function strikePairs(search: Search, told: Told): Told {
  let best = told
  for (let i = 0; i < best.story.items.length && !isOver(search); i++) {
    for (let j = i + 1; j < best.story.items.length; j++) {
      const pair = (_: Item, place: number): boolean => place === i || place === j
      const shorter = without(search, best, pair, 'strictly') ?? without(search, best, pair, 'loosely')
      if (shorter === undefined) continue
      best = strikeRanges(search, shorter)
      i = -1
      break
    }
  }
  return best
}
