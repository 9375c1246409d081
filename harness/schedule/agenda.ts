import FlatQueue from 'flatqueue'
import type { Action } from '../world/action.ts'
import { draw, Stream, type Key } from './draws.ts'

/** What is planned to happen, by time. Two things at the same microsecond come in an order drawn from their names. */
export interface Agenda {
  readonly key: Key
  readonly queue: FlatQueue<Action>
}

const TIES = 4096

/** An agenda with nothing on it. */
export function emptyAgenda(key: Key): Agenda {
  return { key, queue: new FlatQueue<Action>() }
}

/** Plans an action for its time. */
export function plan(agenda: Agenda, action: Action): void {
  const { at, kind, server, peer, topic, term, turn } = action
  const tie = draw(agenda.key, Stream.Tie, kind | (topic << 8), server | (peer << 8), term, turn) % TIES
  agenda.queue.push(action, at * TIES + tie)
}

/** Takes what comes first, if it comes no later than `until`. */
export function takeNext(agenda: Agenda, until: number): Action | undefined {
  const first = agenda.queue.peekValue()
  if (first === undefined || first >= (until + 1) * TIES) return undefined
  return agenda.queue.pop()
}
