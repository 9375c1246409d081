import type { Mutable } from '../../../core/server.ts'
import type { Seat, World } from '../../world/world.ts'
import type { Clients } from './clients.ts'
import type { Reactions } from './reactions.ts'
import { RowWord } from './layout.ts'

/**
 * A state as a world, for situations to look at behind a step: one object for all of them. What is looked at is noted.
 * Where an answer came of the reaction alone it holds wherever that happens; and where it came of something that no state
 * holds (what a server was when it crashed, the time, or which messages and answers are on their way, of which reductions
 * take some away), nothing follows from it.
 */
export interface StateView {
  readonly world: World
  readonly reactions: Reactions
  readonly servers: number
  /** The row; and the server whose step it was, -1: nobody's. */
  words: Int32Array
  at: number
  own: number
  /** Whether other servers were looked at, or clients. */
  further: boolean
  /** Whether something was looked at that no state holds. */
  beyond: boolean
}

/** The fields of a seat that no state holds. */
const FORGOTTEN: readonly (keyof Seat)[] = ['started', 'earliest', 'latest']

/** No state is shown yet. */
export function stateViewOf(reactions: Reactions): StateView {
  const { world } = reactions
  const view: Mutable<StateView> = {
    world,
    reactions,
    servers: world.seats.length,
    words: new Int32Array(0),
    at: 0,
    own: -1,
    further: false,
    beyond: false,
  }
  const seats = world.seats.map((_, server) => shownSeat(view, server))
  const input = Object.create(world.input, {
    clock: { get: () => forgotten(view, world.input.clock) },
  }) as object
  const shown: Partial<Record<PropertyKey, unknown>> = {
    target: world.target,
    cluster: world.cluster,
    seats,
    input,
  }
  view.world = new Proxy(world, {
    get(_, field: keyof World) {
      if (field === 'transition') return world.transition
      if (field === 'sessions') return sessionsIn(view)
      return shown[field] ?? forgotten(view, world[field])
    },
  })
  return view
}

function shownSeat(view: StateView, server: number): Seat {
  return new Proxy({} as Seat, {
    get(_, field: keyof Seat) {
      if (server !== view.own) view.further = true
      const { reactions, words, at } = view
      const value = (reactions.seats.values[words[at + server] as number] as Seat)[field]
      return FORGOTTEN.includes(field) ? forgotten(view, value) : value
    },
  })
}

function sessionsIn(view: StateView): World['sessions'] {
  const { reactions, words, at, servers } = view
  view.further = true
  return (reactions.clients.values[words[at + servers + RowWord.Clients] as number] as Clients).sessions
}

function forgotten<T>(view: StateView, value: T): T {
  view.beyond = true
  return value
}
