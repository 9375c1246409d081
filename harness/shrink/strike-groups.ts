import { ActionKind, type Action } from '../world/action.ts'
import { attempt, type Told } from './attempt.ts'
import { operationsOf, withoutIdleSessions, withoutOperations } from './operations.ts'
import { without, type Search } from './strike.ts'

/** Strikes what belongs together: whole kinds of actions, all that a server does or hears, all that a client asks. */
export function strikeGroups(search: Search, told: Told): Told {
  let best = told
  const groups: ((action: Action) => boolean)[] = [
    // Links that are cut, messages that are lost: not to deliver something is enough.
    ({ kind }) => kind === ActionKind.Cut || kind === ActionKind.Mend,
    ({ kind }) => kind === ActionKind.Drop,
    ({ kind }) => kind === ActionKind.DropAnswer || kind === ActionKind.Abandon,
    ...Object.values(ActionKind).map((kind) => (one: Action) => one.kind === kind),
    ...best.story.cluster.operations.map(
      (_, session) => (one: Action) => one.kind === ActionKind.Ask && one.peer === session,
    ),
    ...Array.from(
      { length: best.story.cluster.options.servers },
      (_, server) => (one: Action) => touches(one, server),
    ),
  ]
  for (const group of groups) {
    if (search.isOver()) return best
    best = without(search, best, ({ action }) => group(action)) ?? best
  }
  return strikeOperations(search, best)
}

/** Whether a server takes part in an action. */
function touches({ kind, server, peer }: Action, one: number): boolean {
  if (kind === ActionKind.Cut || kind === ActionKind.Mend || kind === ActionKind.Abandon) return false
  return server === one || (kind <= ActionKind.Drop && peer === one)
}

/** Strikes operations, many at once first, and then sessions that ask nothing. */
function strikeOperations(search: Search, told: Told): Told {
  let best = told
  for (let size = operationsOf(best.story).length; size > 0; size >>= 1) {
    for (let from = 0; !search.isOver(); from += size) {
      const part = operationsOf(best.story).slice(from, from + size)
      if (part.length === 0) break
      const names = new Set(part.map(({ session, serial }) => `${session}.${serial}`))
      const shorter = attempt(search.court, withoutOperations(best.story, names))
      if (shorter === undefined) continue
      search.found(shorter)
      best = shorter
      from -= size
    }
  }
  return attempt(search.court, withoutIdleSessions(best.story)) ?? best
}
