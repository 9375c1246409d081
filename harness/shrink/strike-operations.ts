import { ActionKind } from '../world/action.ts'
import { attempt, type Told } from './attempt.ts'
import { operationsOf, withoutIdleSessions, withoutOperations, type Named } from './operations.ts'
import type { Story } from './story.ts'
import { NOT_LONG, tellWithOneExchangeLess, tellWithOneLess } from './one-less.ts'
import { isOver, type Search } from './strike.ts'

/** Strikes operations, many at once first, and then sessions that ask nothing. */
export function strikeOperations(search: Search, told: Told): Told {
  let best = withoutThese(search, told, neverAsked(told.story)) ?? told
  for (let size = operationsOf(best.story).length; size > 0; size >>= 1) {
    for (let from = 0; !isOver(search); from += size) {
      const part = operationsOf(best.story).slice(from, from + size)
      if (part.length === 0) break
      const shorter = withoutThese(search, best, part)
      if (shorter === undefined) continue
      best = shorter
      from -= size
    }
  }
  return attempt(search.court, withoutIdleSessions(best.story)) ?? best
}

function withoutThese(search: Search, { story }: Told, struck: readonly Named[]): Told | undefined {
  if (struck.length === 0) return undefined
  const names = new Set(struck.map(({ session, serial }) => `${session}.${serial}`))
  const rest = withoutOperations(story, names)
  const isOne = struck.length === 1 && rest.items.length <= NOT_LONG
  const shorter = isOne
    ? (tellWithOneLess(search, rest, NOT_LONG) ?? tellWithOneExchangeLess(search, rest))
    : tellWithOneLess(search, rest, 0)
  if (shorter !== undefined) search.found(shorter)
  return shorter
}

/** Operations that no line asks, and that are therefore nothing but words in the header. */
function neverAsked(story: Story): Named[] {
  const asked = new Set<string>()
  for (const { action } of story.items)
    if (action.kind === ActionKind.Ask) asked.add(`${action.peer}.${action.term}`)
  return operationsOf(story).filter(({ session, serial }) => !asked.has(`${session}.${serial}`))
}
