import { ActionKind, type Action } from '../world/action.ts'
import type { Told } from './attempt.ts'
import type { Item } from './story.ts'
import { isOver, without, type Search } from './strike.ts'

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
    if (isOver(search)) return best
    best = withoutEither(search, best, group) ?? best
  }
  return best
}

function withoutEither(search: Search, told: Told, group: (action: Action) => boolean): Told | undefined {
  const struck = ({ action }: Item): boolean => group(action)
  return without(search, told, struck, 'strictly') ?? without(search, told, struck, 'loosely')
}

/** Whether a server takes part in an action. */
function touches({ kind, server, peer }: Action, one: number): boolean {
  if (kind === ActionKind.Cut || kind === ActionKind.Mend || kind === ActionKind.Abandon) return false
  return server === one || (kind <= ActionKind.Drop && peer === one)
}
