import type { Effect } from './effect.ts'
import { copyOf, type Mutable, type Server } from './server.ts'

/**
 * A step in the making: the server as it came in, the server as it will go out, and the effects so far. The rules
 * read `draft.server` and assign to `change(draft)`; the copy is made at the first assignment, so that a step which
 * changes nothing gives back the very server it was given.
 */
export interface Draft {
  readonly before: Server
  /** What the server's own clock reads, in microseconds. */
  readonly clock: number
  server: Server
  effects: Effect[]
}

const NO_EFFECTS: Effect[] = []

/** The draft of a step that has changed and asked for nothing yet. */
export function draftOf(server: Server, clock: number): Draft {
  return { before: server, clock, server, effects: NO_EFFECTS }
}

/** The server of this draft, to assign to. */
export function change(draft: Draft): Mutable<Server> {
  if (draft.server === draft.before) draft.server = copyOf(draft.before)
  return draft.server as Mutable<Server>
}

/** Adds an effect after those so far. */
export function ask(draft: Draft, effect: Effect): void {
  if (draft.effects === NO_EFFECTS) draft.effects = [effect]
  else draft.effects.push(effect)
}
